import Core

/// Asks a model for a figure.
public struct ScoreModelGrader: Hashable, Sendable {
  /// The grader's name.
  public var name: String
  /// What the model is asked.
  public var question: ModelQuestion
  /// What the figure is kept within.
  public var range: ClosedRange<Double>
  /// From which figure on a sample passes.
  public var passThreshold: Double?

  public init(
    name: String, question: ModelQuestion, range: ClosedRange<Double> = 0...1,
    passThreshold: Double? = nil
  ) {
    self.name = name
    self.question = question
    self.range = range
    self.passThreshold = passThreshold
  }

  func grade(
    _ sample: GradedSample, asking ask: (ChatRequest) async throws -> String
  ) async throws -> Grade {
    let number: JSONValue = .object(["type": .string("number")])
    return try await question.grade(sample, named: name, result: number, asking: ask) {
      result throws(UnusableResult) in
      let text = result.text?.filter { !$0.isWhitespace }
      guard let figure = result.figure ?? text.flatMap(Double.init), figure.isFinite else {
        throw UnusableResult(lack: "no number")
      }
      let score = min(max(figure, range.lowerBound), range.upperBound)
      return Grade(name: name, score: score, isPassed: passThreshold.map { score >= $0 })
    }
  }
}
