extension EvaluationReport {
  /// Refuses two reports of which one was made under better conditions.
  func requireAlike(_ other: EvaluationReport) throws(NewsroomError) {
    guard asking.maxTokens == other.asking.maxTokens else {
      throw NewsroomError(
        .refused,
        "'\(subject.id)' had \(asking.maxTokens) tokens for an answer and '\(other.subject.id)' "
          + "\(other.asking.maxTokens), so that they do not compare",
        remedy: "Measure one of them again: colophon model evaluate --max-tokens "
          + "\(max(asking.maxTokens, other.asking.maxTokens)).")
    }
    guard graders == other.graders, judge != other.judge else { return }
    throw NewsroomError(
      .refused,
      "'\(subject.id)' was graded by \(Self.words(judge)) and '\(other.subject.id)' by "
        + "\(Self.words(other.judge)), so that they do not compare",
      remedy: "Measure both again with one judge: colophon model evaluate --judge NAME.")
  }

  private static func words(_ judge: Judge?) -> String {
    judge.map { "\($0.models.joined(separator: ", ")) at \($0.endpoint)" } ?? "no judge"
  }

  /// Why the figures say less of the model than they might; `nil` where nothing is lacking.
  var gap: String? {
    let ungraded = taken.ungraded ?? 0
    let lacks =
      (taken.failed > 0
        ? ["\(taken.failed) of \(items) prompts of '\(subject.id)' have no answer"] : [])
      + (ungraded > 0 ? ["grades of '\(subject.id)' are missing (\(ungraded))"] : [])
    guard !lacks.isEmpty else { return nil }
    return lacks.joined(separator: ", and ")
      + ": run model evaluate again, what failed is asked again"
  }
}
