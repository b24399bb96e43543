/// A fine-tuning job, as its server describes it (OpenAI API reference, `FineTuningJob`).
public struct HostedJob: Hashable, Identifiable, Sendable {
  /// The server's word for how far it is; unknown words are kept.
  public struct Status: RawRepresentable, Codable, Hashable, Sendable {
    /// The word as the server says it.
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The examples are being looked at.
    public static let validatingFiles = Status(rawValue: "validating_files")
    /// It waits for its turn.
    public static let queued = Status(rawValue: "queued")
    /// It is at work.
    public static let running = Status(rawValue: "running")
    /// It was asked to wait, and has not come to it yet.
    public static let pausing = Status(rawValue: "pausing")
    /// It waits for somebody's word.
    public static let paused = Status(rawValue: "paused")
    /// There is a tuned model.
    public static let succeeded = Status(rawValue: "succeeded")
    /// It could not be done.
    public static let failed = Status(rawValue: "failed")
    /// Somebody ended it.
    public static let cancelled = Status(rawValue: "cancelled")
  }

  /// How a job ended.
  public enum Outcome: Hashable, Sendable {
    case succeeded, failed, cancelled
  }

  /// Why a job failed.
  public struct Fault: Hashable, Sendable {
    /// The server's code: `invalid_training_file`.
    public var code: String
    /// The server's words.
    public var message: String
  }

  /// The server's id of it.
  public var id: String
  /// How far it is, as the server last said.
  public var status: Status
  /// What is tuned.
  public var model: String?
  /// The name that the tuned model is asked by; `nil` as long as there is none.
  public var tunedModel: String?
  /// The server's id of the examples that are learnt.
  public var trainingFile: String?
  /// The server's id of the examples that the loss is measured on.
  public var validationFile: String?
  /// The server's ids of the files that it wrote.
  public var resultFiles: [String]
  /// Why it failed; `nil` where it did not.
  public var fault: Fault?
  /// What it was marked with when it was made.
  public var metadata: [String: String]
  /// When it was made, in seconds from 1970.
  public var createdAt: Int
  /// When it ended, in seconds from 1970.
  public var finishedAt: Int?
  /// The tokens that are paid for.
  public var trainedTokens: Int?
  /// All that the server says of it.
  public var said: JSONValue

  /// How it ended; `nil` where more may come. Servers have words of their own for it.
  public var outcome: Outcome? {
    switch status.rawValue {
    case "succeeded", "completed", "success": .succeeded
    case "failed", "error", "user_error": .failed
    case "cancelled", "canceled": .cancelled
    case _ where finishedAt != nil: tunedModel == nil ? .failed : .succeeded
    default: nil
    }
  }

  /// Reads what a server says; `nil` where it is no job.
  public init?(_ said: JSONValue) {
    guard let id = said["id"]?.text, !id.isEmpty, let status = said["status"]?.text else {
      return nil
    }
    self.id = id
    self.status = Status(rawValue: status)
    self.said = said
    model = said["model"]?.text
    tunedModel = said["fine_tuned_model"]?.text
    trainingFile = said["training_file"]?.text
    validationFile = said["validation_file"]?.text
    resultFiles = said["result_files"]?.elements?.compactMap(\.text) ?? []
    createdAt = said["created_at"]?.seconds ?? 0
    finishedAt = said["finished_at"]?.seconds
    trainedTokens = said["trained_tokens"]?.whole
    metadata = [:]
    if case .object(let members)? = said["metadata"] {
      metadata = members.compactMapValues(\.text)
    }
    let code = said["error"]?["code"]?.text
    let message = said["error"]?["message"]?.text
    // Servers write an empty object where nothing is wrong.
    if code ?? message != nil { fault = Fault(code: code ?? "unknown", message: message ?? "") }
  }
}
