/// What a grader says of a sample.
public struct Grade: Codable, Hashable, Sendable {
  /// The grader's name.
  public var name: String
  /// The figure: 0 to 1, or within a score model's range.
  public var score: Double
  /// Whether the sample passed; `nil` where the grader has no threshold.
  public var isPassed: Bool?
  /// Why the score is 0 though nothing was graded: the sample lacks what the grader looks at, or a model
  /// gave no usable answer.
  public var fault: String?
  /// What a model answered that was asked.
  public var answer: String?
  /// The grades that a multi grader's is made of.
  public var parts: [Grade]

  public init(
    name: String, score: Double, isPassed: Bool? = nil, fault: String? = nil,
    answer: String? = nil, parts: [Grade] = []
  ) {
    self.name = name
    self.score = score
    self.isPassed = isPassed
    self.fault = fault
    self.answer = answer
    self.parts = parts
  }

  /// A sample that could not be graded: it gets nothing.
  static func nothing(_ name: String, because fault: String, answer: String? = nil) -> Grade {
    Grade(name: name, score: 0, isPassed: false, fault: fault, answer: answer)
  }
}
