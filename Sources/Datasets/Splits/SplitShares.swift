import Core

/// How many of a dataset's examples each split has, against the four fifths, tenth and tenth that are
/// aimed at. Whole documents are held out, so one large one may tip the scales.
struct SplitShares {
  private let counts: [Example.Split: Int]

  /// Fewer held-out examples than this share say little, where there are enough to have more.
  private static let leastHeldOut = 0.03
  /// A smaller share leaves too little to learn from.
  private static let leastTraining = 0.6
  /// Of fewer examples than these, a share is chance.
  private static let fewest = 100

  init(_ counts: [Example.Split: Int]) { self.counts = counts }

  /// Whether they are so far from what is aimed at that somebody should know.
  var areLopsided: Bool {
    let all = counts.values.reduce(0, +)
    guard all >= Self.fewest else { return false }
    let share = { (split: Example.Split) in Double(counts[split] ?? 0) / Double(all) }
    return share(.train) < Self.leastTraining || share(.validation) < Self.leastHeldOut
      || share(.test) < Self.leastHeldOut
  }
}
