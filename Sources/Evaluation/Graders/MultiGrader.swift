import Core

/// Makes one figure of several graders'.
public struct MultiGrader: Hashable, Sendable {
  /// A grader, and what the formula calls it.
  public struct Part: Hashable, Sendable {
    /// The names that the formula may call it by.
    public var variables: [String]
    /// The grader.
    public var grader: SimpleGrader

    public init(variables: [String], grader: SimpleGrader) {
      self.variables = variables
      self.grader = grader
    }
  }

  /// The grader's name.
  public var name: String
  /// What its figure is made of.
  public var parts: [Part]
  /// How.
  public var formula: GraderFormula

  public init(name: String, parts: [Part], formula: GraderFormula) {
    self.name = name
    self.parts = parts
    self.formula = formula
  }

  func grade(
    _ sample: GradedSample, asking ask: (ChatRequest) async throws -> String
  ) async throws -> Grade {
    var grades: [Grade] = []
    var values: [String: Double] = [:]
    for part in parts {
      let grade = try await part.grader.grade(sample, asking: ask)
      grades.append(grade)
      for variable in part.variables { values[variable] = grade.score }
    }
    guard let score = formula.value(values), score.isFinite else {
      return Grade(
        name: name, score: 0, isPassed: false,
        fault: "the formula '\(formula.text)' gives no number",
        parts: grades)
    }
    return Grade(name: name, score: score, parts: grades)
  }
}
