import Core

extension Finding {
  static func lopsided(_ counts: [Example.Split: Int], at place: SourcePlace) -> Finding {
    let said = Example.Split.allCases.map { "\(counts[$0] ?? 0) in \($0.rawValue)" }
    return Finding(
      rule: "dataset-splits-lopsided", severity: .note, place: place,
      message: "the splits are far from four fifths, a tenth and a tenth: "
        + said.joined(separator: ", ") + "; whole documents are held out, and some are large",
      remedy: "Part the largest documents or bring more, or settle each one's split in splits.json."
    )
  }

  static func withheld(_ withheld: SplitPlan.Withheld, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-split-conflict", severity: .warning, place: place,
      message: "example \(withheld.example) of \(withheld.group) is left out of the "
        + "\(withheld.split.rawValue) split: \(withheld.otherGroup), frozen in the "
        + "\(withheld.otherSplit.rawValue) split, says much the same (\(withheld.because))",
      remedy: "Leave it so, or take both documents out of the record and build again.")
  }

  static func leaks(_ leaks: [LeakReport.Leak], at place: SourcePlace) -> Finding {
    let first = leaks.first.map {
      ": first \($0.heldOut) (\($0.heldOutSplit.rawValue)) and \($0.other) "
        + "(\($0.otherSplit.rawValue))"
    }
    return Finding(
      rule: "dataset-split-leak", severity: .warning, place: place,
      message:
        "\(leaks.count) pair\(leaks.count == 1 ? " of examples is" : "s of examples are") in "
        + "different splits, and of one group or much alike" + (first ?? ""),
      remedy: "Let the splits be made anew: import without --keep-splits.")
  }

  static func frozenStrayed(_ examples: [String], at place: SourcePlace) -> Finding {
    let shown = examples.prefix(5).joined(separator: ", ")
    let more = examples.count > 5 ? " and \(examples.count - 5) more" : ""
    return Finding(
      rule: "dataset-test-strayed", severity: .error, place: place,
      message: "examples of the frozen test split now come of documents that are frozen in another "
        + "one, and are left out: \(shown)\(more)",
      remedy: "Give these documents their former names again, or take them out of the record.")
  }

  static func frozenGone(_ examples: [String], at place: SourcePlace) -> Finding {
    let shown = examples.prefix(5).joined(separator: ", ")
    let more = examples.count > 5 ? " and \(examples.count - 5) more" : ""
    return Finding(
      rule: "dataset-test-changed", severity: .warning, place: place,
      message: "the test split no longer has what was frozen in it: \(shown)\(more)",
      remedy: "Results on it do not compare with earlier ones; freeze the test split again.")
  }
}
