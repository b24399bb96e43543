/// An evaluation as it lies on the desk.
struct EvaluationRecord: Sendable {
  /// The folder of its report and its answers, from the desk's root.
  var folder: String
  var report: EvaluationReport

  /// The answers' file.
  var answers: String { "\(folder)/\(EvaluationReport.answersName)" }
}
