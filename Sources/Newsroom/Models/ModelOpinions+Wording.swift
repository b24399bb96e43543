import Core
import Evaluation
import Formats

extension ModelOpinions {
  /// What was said, in words with figures; `nil` where nothing was.
  ///
  /// - Parameters:
  ///   - candidate: what the sentence calls the one.
  ///   - baseline: and the other.
  func sentence(of candidate: String, beside baseline: String) -> String? {
    let stars = [(candidate, self.candidate), (baseline, self.baseline)]
      .compactMap { name, stars in stars.map { "\(name) \($0.words)" } }
    let said =
      (stars.isEmpty ? [] : ["the drafts of \(stars.joined(separator: ", those of "))"])
      + (preferences.map { [$0.words(of: candidate, over: baseline)] } ?? [])
    return said.isEmpty ? nil : "By what people said, \(said.joined(separator: "; "))."
  }
}

extension ModelOpinions.Stars {
  /// How many there are, of what and by whom.
  public var basis: String {
    "\(ratings.counted("rating")) of \(drafts.counted("draft")) by "
      + raters.counted("person", "people")
  }

  fileprivate var words: String {
    let range = interval.map { ", between \(Figure.text($0.low)) and \(Figure.text($0.high))" }
    return "have \(Figure.text(mean)) of 5 stars\(range ?? "") (\(basis))"
  }
}

extension ModelOpinions.Preferences {
  /// How many there are, and by whom.
  public var basis: String {
    let decided = wins + losses
    let people = "by \(raters.counted("person", "people"))"
    guard decided > 0 else { return "\(ties.counted("comparison")), all ties, \(people)" }
    let tied = ties > 0 ? ", \(ties.counted("more tie", "more ties"))" : ""
    return "\(wins) of \(decided.counted("comparison"))\(tied), \(people)"
  }

  fileprivate func words(of candidate: String, over baseline: String) -> String {
    guard let share else {
      return "neither the draft of \(candidate) nor that of \(baseline) was preferred in \(basis)"
    }
    let range = interval.map { ", between \(Figure.text($0.low)) and \(Figure.text($0.high))" }
    return "the draft of \(candidate) was preferred to that of \(baseline) in \(basis), "
      + "a share of \(Figure.text(share))\(range ?? "")"
  }
}
