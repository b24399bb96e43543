/// A variable of a template that has no value.
struct MissingVariable: Error {
  var name: String
  var isOfItem: Bool

  /// The set is at fault, and the grader cannot be used with it.
  var error: EvaluationError {
    EvaluationError(
      .unknownVariable, "the item has no '\(name)'",
      remedy: "Add it to each item of the set, or name another variable in the grader.")
  }

  /// The model is at fault: its output gets nothing.
  var fault: String { "the sample has no '\(name)'" }
}
