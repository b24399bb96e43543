import Evaluation

/// Figures of sets whose wanted answers are labels, such as `news` or `opinion`.
extension EvaluationMeasure {
  /// The share of answers that are the right label, and the mean of the labels' F1, in which a rare label
  /// counts as much as a common one; none where the wanted answers are no labels.
  static func labels(of answers: [EvaluatedAnswer]) throws -> [EvaluationMeasure] {
    let right = answers.map { label($0.reference) }
    let known = Set(right)
    // A few short ones that come again: else they are texts.
    guard known.count > 1, known.count <= 20, known.count * 2 <= right.count,
      known.allSatisfy({ !$0.isEmpty && $0.count <= 40 && !$0.contains(where: \.isNewline) })
    else { return [] }
    // What the counts of any answers mean.
    let figures = try LabelEvaluation(right, right: right, among: known)
    @Sendable func count(_ answers: [EvaluatedAnswer]) throws(EvaluationError) -> SegmentStatistics
    {
      try LabelEvaluation(
        answers.map { label($0.answer) }, right: answers.map { label($0.reference) }, among: known
      ).statistics
    }
    let signature = "labels:\(known.count)|case:lower|stop:cut"
    return [
      EvaluationMeasure("accuracy", signature: signature, of: count) { figures.accuracy(of: $0) },
      EvaluationMeasure("macro_f1", signature: signature, of: count) {
        figures.scores(.macro, of: $0).f1
      },
    ]
  }

  /// A text as a label: without white space around it, a full stop behind it, and capitals.
  private static func label(_ text: String) -> String {
    var label = text.drop(while: \.isWhitespace)
    while let last = label.last, last.isWhitespace || last == "." { label.removeLast() }
    return label.lowercased()
  }
}
