/// What a server is asked to tune (OpenAI API reference, `CreateFineTuningJobRequest`).
public struct HostedJobOrder: Hashable, Sendable {
  /// The API's word for how a model is tuned.
  public enum Method: String, Hashable, Sendable {
    case supervised
    case dpo
  }

  /// The model's name at the server.
  public var model: String
  /// The server's id of the examples that are learnt.
  public var trainingFile: String
  /// The server's id of the examples that the loss is measured on.
  public var validationFile: String?
  /// How it is tuned.
  public var method: Method
  /// By the API's names: `n_epochs`, `batch_size`, `learning_rate_multiplier`, `beta`.
  public var hyperparameters: [String: JSONValue]
  /// What its random numbers come of.
  public var seed: Int
  /// A part of the tuned model's name, 64 characters at most.
  public var suffix: String?
  /// What it is made for: equal ones bring equal models.
  public var run: String
  /// What stands for this one asking, and no other.
  public var mark: String

  public init(
    model: String, trainingFile: String, validationFile: String?, method: Method,
    hyperparameters: [String: JSONValue], seed: Int, suffix: String?, run: String, mark: String
  ) {
    self.model = model
    self.trainingFile = trainingFile
    self.validationFile = validationFile
    self.method = method
    self.hyperparameters = hyperparameters
    self.seed = seed
    self.suffix = suffix
    self.run = run
    self.mark = mark
  }

  /// The name under which a job's metadata hold ``run``.
  public static let runKey = "colophon"
  /// The name under which a job's metadata hold ``mark``.
  public static let markKey = "colophon-attempt"

  /// What is sent.
  public var body: JSONValue {
    var body: JSONValue = .object([
      "model": .string(model), "training_file": .string(trainingFile), "seed": .integer(seed),
      "method": .object([
        "type": .string(method.rawValue),
        method.rawValue: .object(["hyperparameters": .object(hyperparameters)]),
      ]),
      "metadata": .object([Self.runKey: .string(run), Self.markKey: .string(mark)]),
    ])
    body["validation_file"] = validationFile.map(JSONValue.string)
    body["suffix"] = suffix.map(JSONValue.string)
    return body
  }
}
