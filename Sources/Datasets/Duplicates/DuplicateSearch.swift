/// How texts that are alike are searched for.
public enum DuplicateSearch: Codable, Hashable, Sendable {
  /// Every pair is found.
  case exact
  /// Some pairs may be missed; each that is reported was verified all the same.
  case banded

  /// The most texts that are searched exactly.
  public static let mostExact = 100_000

  /// What is used for a number of texts.
  public init(for texts: Int) { self = texts > Self.mostExact ? .banded : .exact }

  /// How pairs at a threshold are found, and how many; for a report.
  public func statement(at threshold: Double) -> String {
    switch self {
    case .exact:
      return "exact: every pair with an index of \(threshold) or more is found"
    case .banded:
      let bands = MinHashBands(threshold: threshold)
      let share = Double(Int(bands.recall * 10_000)) / 100
      return
        "MinHash, \(MinHashBands.hashes) hashes in \(bands.bands) bands of \(bands.rows) rows: "
        + "1 - (1 - \(threshold)^\(bands.rows))^\(bands.bands) = \(share) % of the pairs with an "
        + "index of \(threshold) are found, and more of those above it; each is verified exactly"
    }
  }
}
