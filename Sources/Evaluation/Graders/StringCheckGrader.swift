/// Compares two texts: 1 or 0.
public struct StringCheckGrader: Hashable, Sendable {
  /// How the texts are compared.
  public enum Operation: String, Hashable, Sendable {
    /// They are the same.
    case eq
    /// They are not the same.
    case ne
    /// The input contains the reference.
    case like
    /// The same, whatever the case.
    case ilike
  }

  /// The grader's name.
  public var name: String
  /// The text that is checked.
  public var input: GraderTemplate
  /// What it is checked against.
  public var reference: GraderTemplate
  /// How the texts are compared.
  public var operation: Operation

  public init(
    name: String, input: GraderTemplate, reference: GraderTemplate, operation: Operation
  ) {
    self.name = name
    self.input = input
    self.reference = reference
    self.operation = operation
  }

  // Swift 6.3's optimizer crashes on a typed error thrown within an asynchronous loop.
  @inline(never)
  func grade(_ sample: GradedSample) throws -> Grade {
    try Grade.comparing(name, input, reference, in: sample) { input, reference in
      let score: Double = holds(input, reference) ? 1 : 0
      return Grade(name: name, score: score, isPassed: score == 1)
    }
  }

  private func holds(_ input: String, _ reference: String) -> Bool {
    switch operation {
    case .eq: input.utf8.elementsEqual(reference.utf8)
    case .ne: !input.utf8.elementsEqual(reference.utf8)
    case .like: contains(input, reference)
    case .ilike: contains(input.loweredAsReference(), reference.loweredAsReference())
    }
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    Array(text.utf8).contains(Array(part.utf8))
  }
}
