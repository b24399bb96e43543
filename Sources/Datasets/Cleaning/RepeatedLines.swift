/// The lines that the documents of a set repeat and that are no part of any text: footers. A pure
/// function of the documents' tallies, in any order.
public struct RepeatedLines: Hashable, Sendable {
  /// Folded, as ``LineTally`` folds them.
  public let lines: Set<String>

  public static let none = RepeatedLines(lines: [])

  private init(lines: Set<String>) { self.lines = lines }

  /// - Parameters:
  ///   - documents: one tally a document.
  ///   - settings: from how many documents on a line counts as repeated.
  public init(in documents: some Collection<LineTally>, settings: CleaningSettings) {
    var counts: [String: Int] = [:]
    for document in documents {
      for line in document.lines { counts[line, default: 0] += 1 }
    }
    let many = max(settings.repeats.documents, 2)
    let most = max(Double(many), settings.repeats.share * Double(documents.count))
    lines = Set(
      counts.filter { line, count in
        guard count >= many else { return false }
        if settings.footers.contains(where: { line.contains($0.normalized) }) { return true }
        return Double(count) >= most && documents.count >= 2 * many
          && line.split(separator: " ").count >= 4
      }.keys)
  }

  /// What of them concerns a document: where this is unchanged, its cleaned texts are, too.
  public func concerning(_ document: LineTally) -> Set<String> {
    lines.intersection(document.lines)
  }
}
