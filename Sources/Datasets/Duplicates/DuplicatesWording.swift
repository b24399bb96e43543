import Core

extension Finding {
  static func tooShortToCompare(_ count: Int, first: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-evaluation-short", severity: .note, place: first,
      message: "\(count) text\(count == 1 ? " has" : "s have") fewer than "
        + "\(Decontamination.shortLength) words, and \(count == 1 ? "is" : "are") not compared",
      remedy: "Nothing is to be done, unless most are so short.")
  }

  /// The bounds are those of ``Decontamination``.
  static func contaminated(
    _ overlap: Decontamination.Overlap, _ match: Decontamination.Match, at place: SourcePlace,
    with other: SourcePlace
  ) -> Finding {
    let more = overlap.others > 1 ? " and in \(overlap.others - 1) more" : ""
    let severity: Severity =
      overlap.share >= 0.8 ? .error : overlap.share >= 0.2 ? .warning : .note
    return Finding(
      rule: "dataset-evaluation-contaminated", severity: severity, place: place,
      message: "\(overlap.covered) of the text's \(overlap.words) words stand in \(other)\(more): "
        + "\"\(match.passage)\"",
      remedy: "Take one of the two out: what a model was trained on does not test it."
    )
  }
}
