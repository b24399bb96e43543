import Core

extension Finding {
  static func edited(_ display: String) -> Finding {
    Finding(
      rule: "manuscript-edited", severity: .note, place: SourcePlace(display),
      message: "the manuscript differs from the chosen draft: a person has edited it",
      remedy: "Nothing to do; delete the file to start from the draft again.")
  }
}
