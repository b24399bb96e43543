import Core

/// Decides which examples of the reviewed calls are taken.
struct HarvestSorting {
  /// An example, and the place of its call.
  struct Kept {
    var call: Int
    var example: HarvestedExample
  }

  /// In the order they came in.
  let calls: [HarvestReading.Call]
  private(set) var report: HarvestReport
  /// In the order of the calls.
  private(set) var kept: [Kept] = []

  init(_ report: HarvestReport, _ calls: [HarvestReading.Call]) {
    self.report = report
    self.calls = calls
    var bad: [String: Set<String>] = [:]
    for call in calls where call.call.review.rating == .down || call.call.review.correction != nil {
      bad[call.conversation, default: []].insert(call.call.answer)
    }
    for (place, call) in calls.enumerated() {
      let review = call.call.review
      if review.correction == nil, review.rating == .down {
        self.report.leave(.needsPerson)
        continue
      }
      let isAfterBadAnswer = call.call.messages.contains {
        $0.role == .assistant && bad[call.conversation]?.contains($0.content) ?? false
      }
      if isAfterBadAnswer { self.report.leave(.afterBadAnswer) }
      kept += call.call.examples(isAfterBadAnswer: isAfterBadAnswer).map {
        Kept(call: place, example: $0)
      }
    }
  }

  /// Leaves out what the test split has, and what comes twice.
  mutating func leaveOut(_ test: [Example]) {
    let refused = TestSplitGuard(test).refused(kept.map(\.example))
    report.leave(.inTestSplit, refused.count)
    kept = kept.enumerated().filter { !refused.contains($0.offset) }.map(\.element)
    for isPreference in [false, true] {
      let places = kept.indices.filter { (kept[$0].example.rejected != nil) == isPreference }
      let repeats = RepeatGuard(
        places.map { kept[$0].example.example(group: calls[kept[$0].call].conversation) })
      report.leave(.repeated, repeats.repeated.count)
      report.leave(.nearRepeat, repeats.near.count)
      let left = Set(repeats.repeated.union(repeats.near).map { places[$0] })
      kept = kept.enumerated().filter { !left.contains($0.offset) }.map(\.element)
    }
  }
}
