public import Core

extension EditorialDocument {
  /// The manuscripts with the corrections made, in the document's order.
  ///
  /// - Parameter manuscripts: the Markdown of every deliverable, by its name.
  /// - Returns: the corrected Markdown, and a finding for every correction whose words do not stand
  ///   in the manuscript exactly once: that one is not made.
  public func applyingCorrections(
    to manuscripts: [String: String]
  ) -> (manuscripts: [String: String], findings: [Finding]) {
    var corrected = manuscripts
    var findings: [Finding] = []
    for correction in corrections {
      guard let text = corrected[correction.deliverable] else {
        findings.append(.unknownDeliverable(correction, known: manuscripts.keys.sorted()))
        continue
      }
      let found = Quotation(correction.quote).ranges(in: text)
      guard let range = found.first, found.count == 1 else {
        findings.append(.quoteNotUnique(correction, count: found.count))
        continue
      }
      corrected[correction.deliverable] =
        text.replacingCharacters(in: range, with: correction.replacement)
    }
    return (corrected, findings)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with replacement: String) -> String {
    self[..<range.lowerBound] + replacement + self[range.upperBound...]
  }
}

// What can be wrong with a correction.
extension Finding {
  fileprivate static func unknownDeliverable(
    _ correction: EditorialDocument.Correction, known: [String]
  ) -> Finding {
    Finding(
      rule: "correction-deliverable-unknown", severity: .error, place: correction.place,
      message: "The listing has no deliverable '\(correction.deliverable)'.",
      remedy: "Name one of: \(known.joined(separator: ", ")).")
  }

  fileprivate static func quoteNotUnique(
    _ correction: EditorialDocument.Correction, count: Int
  ) -> Finding {
    let quote = correction.quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return Finding(
      rule: "correction-quote-not-unique", severity: .error, place: correction.place,
      message: count == 0
        ? "The words '\(quote)' do not stand in '\(correction.deliverable)'."
        : "The words '\(quote)' stand in '\(correction.deliverable)' \(count) times.",
      remedy: count == 0
        ? "Quote them as they stand in the manuscript, marks included."
        : "Quote more of the sentence, so that it can only be this one.")
  }
}
