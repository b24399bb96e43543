import Core

/// Asks a model for a label: 1 where it is one that passes, else 0.
public struct LabelModelGrader: Hashable, Sendable {
  /// The grader's name.
  public var name: String
  /// What the model is asked.
  public var question: ModelQuestion
  /// The labels there are.
  public var labels: [String]
  /// Those that pass.
  public var passingLabels: [String]

  public init(
    name: String, question: ModelQuestion, labels: [String], passingLabels: [String]
  ) {
    self.name = name
    self.question = question
    self.labels = labels
    self.passingLabels = passingLabels
  }

  func grade(
    _ sample: GradedSample, asking ask: (ChatRequest) async throws -> String
  ) async throws -> Grade {
    let choice: JSONValue = .object([
      "type": .string("string"), "enum": .array(labels.map(JSONValue.string)),
    ])
    return try await question.grade(sample, named: name, result: choice, asking: ask) {
      result throws(UnusableResult) in
      guard let label = result.text, labels.contains(label) else {
        throw UnusableResult(lack: "none of the labels")
      }
      let isPassed = passingLabels.contains(label)
      return Grade(name: name, score: isPassed ? 1 : 0, isPassed: isPassed)
    }
  }
}
