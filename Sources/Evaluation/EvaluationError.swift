/// Why something cannot be evaluated: what is wrong, and the way out.
public struct EvaluationError: Error, CustomStringConvertible, Hashable, Sendable {
  /// What kind of thing is wrong.
  public enum Code: String, Hashable, Sendable {
    /// There is nothing to measure, or nothing to measure it by.
    case missing
    /// A grader cannot be read, or asks for what it cannot have.
    case malformedGrader
    /// A grader that Colophon does not run.
    case unsupportedGrader
    /// A grader's template names what the item or the sample does not have.
    case unknownVariable
  }

  /// What kind of thing is wrong.
  public var code: Code
  /// What happened, one sentence.
  public var message: String
  /// What to do, one sentence.
  public var remedy: String

  public init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  public var description: String { "\(message)\n  \(remedy)" }

  static let nothingToScore = EvaluationError(
    .missing, "there are no pairs to score",
    remedy: "Give at least one hypothesis with a reference.")

  static func noReference(pair: Int) -> EvaluationError {
    EvaluationError(
      .missing, "pair \(pair) has no reference",
      remedy: "Give each hypothesis at least one reference; it may be an empty text.")
  }
}
