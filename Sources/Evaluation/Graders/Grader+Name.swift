extension Grader {
  /// What its grades are called.
  public var name: String {
    switch self {
    case .simple(.stringCheck(let grader)): grader.name
    case .simple(.textSimilarity(let grader)): grader.name
    case .simple(.scoreModel(let grader)): grader.name
    case .simple(.labelModel(let grader)): grader.name
    case .multi(let grader): grader.name
    }
  }
}
