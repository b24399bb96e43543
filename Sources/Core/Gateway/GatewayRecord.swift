public import FoundationEssentials

/// One call of a client, for the desk's ledger. It holds no key, of a backend or of a client; of
/// personal data it holds what the texts hold, until it is kept: that takes it out.
public struct GatewayRecord: Codable, Hashable, Sendable {
  /// How a call ended.
  public enum Outcome: String, Codable, Hashable, Sendable {
    /// The client has all of the answer.
    case whole
    /// The client has the beginning of an answer, and an error event.
    case half
    /// The client went away before it had all.
    case abandoned
    /// The gateway turned the call away: a limit, an alias, a body.
    case refused
    /// No backend answered, or the backend laid it on the request.
    case failed
  }

  /// A backend that was asked and did not answer.
  public struct FailedAttempt: Codable, Hashable, Sendable {
    /// The backend's name.
    public var backend: String
    /// `unreachable`, `closed`, `stalled`, `status`, `busy`, `misconfigured`, `garbage`.
    public var kind: String
    /// One clause, in the gateway's own words.
    public var reason: String

    public init(backend: String, kind: String, reason: String) {
      self.backend = backend
      self.kind = kind
      self.reason = reason
    }
  }

  /// The call's own id, which the answer's header `x-colophon-call` says.
  public var id: String
  /// When it came in.
  public var time: Date
  /// The client's name; empty where nobody has its key.
  public var client: String
  /// What calls of one conversation share: 16 hexadecimal digits made of the client's name and what the
  /// request calls the conversation; on disk keyed by the desk's own secret. `nil` where it does not.
  public var conversation: String?
  /// Whether the conversation may become an example: the client's people agreed, or this one did.
  public var consents: Bool
  /// What was asked for; `nil` where the body could not be read.
  public var alias: String?
  /// The arm that the call belongs to, whoever answered it.
  public var arm: String?
  /// Who answered; `nil` where nobody did.
  public var backend: String?
  /// The model asked for at the backend; where nobody answered, the one that the arm's first backend has,
  /// so that a model that is down shows among its calls. `nil` where the call was refused before it had
  /// an arm.
  public var model: String?
  /// The model that the backend says it is.
  public var answeredModel: String?
  /// `/chat/completions` or `/responses`.
  public var endpoint: String
  /// Whether the answer was asked for as a stream.
  public var isStreamed: Bool
  /// The HTTP status that the client got; 0 where it was gone before.
  public var status: Int
  /// How it ended.
  public var outcome: Outcome
  /// What was asked before, without success.
  public var failedAttempts: [FailedAttempt]
  /// The error's code or type, where the client got an error.
  public var error: String?
  /// Seconds from the request's head to the answer's first byte on its way to the client.
  public var firstByte: Double?
  /// Seconds from the request's head to the answer's end.
  public var seconds: Double
  /// As the backend counts them; `nil` where it does not say.
  public var inputTokens: Int?
  /// Tokens out, as the backend counts them; `nil` where it does not say.
  public var outputTokens: Int?
  /// `stop`, `length`, `completed` and so on, as the backend says.
  public var finish: String?
  /// Whether the model refused to answer.
  public var isRefusal: Bool
  /// The answer's id, by which feedback names it.
  public var answerID: String?
  /// The SHA-256 of the request's body as the client sent it; on disk an HMAC of it by the desk's own secret.
  public var requestDigest: Digest?
  /// The SHA-256 of the answer's body as the client got it; on disk an HMAC likewise.
  public var answerDigest: Digest?
  /// The request's body; its first million bytes.
  public var request: String
  /// The texts of the answer's choices; the first million bytes of them.
  public var answers: [String]
  /// How many passages of its texts stand in for personal data; `nil` where nobody has looked yet.
  public var redactions: Int?

  /// A call of which everything is said.
  public init(
    id: String, time: Date, client: String, conversation: String? = nil, consents: Bool = false,
    alias: String? = nil, arm: String? = nil, backend: String? = nil, model: String? = nil,
    answeredModel: String? = nil, endpoint: String, isStreamed: Bool = false, status: Int,
    outcome: Outcome, failedAttempts: [FailedAttempt] = [], error: String? = nil,
    firstByte: Double? = nil, seconds: Double, inputTokens: Int? = nil, outputTokens: Int? = nil,
    finish: String? = nil, isRefusal: Bool = false, answerID: String? = nil,
    requestDigest: Digest? = nil, answerDigest: Digest? = nil, request: String, answers: [String],
    redactions: Int? = nil
  ) {
    self.id = id
    self.time = time
    self.client = client
    self.conversation = conversation
    self.consents = consents
    self.alias = alias
    self.arm = arm
    self.backend = backend
    self.model = model
    self.answeredModel = answeredModel
    self.endpoint = endpoint
    self.isStreamed = isStreamed
    self.status = status
    self.outcome = outcome
    self.failedAttempts = failedAttempts
    self.error = error
    self.firstByte = firstByte
    self.seconds = seconds
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.finish = finish
    self.isRefusal = isRefusal
    self.answerID = answerID
    self.requestDigest = requestDigest
    self.answerDigest = answerDigest
    self.request = request
    self.answers = answers
    self.redactions = redactions
  }
}
