import Core

extension DatasetCheck {
  /// Adds what of the file stands in texts that a model has seen: it does not test what was learnt
  /// from the rest.
  ///
  /// - Parameters:
  ///   - own: what the file's lines say.
  ///   - seen: what a model is trained on, or prompted with.
  public mutating func compare(_ own: PlacedTexts, against seen: PlacedTexts) {
    let found = Decontamination(evaluation: own.texts, against: seen.texts)
    findings += found.findings(evaluation: own.places, others: seen.places)
    if let first = found.tooShort.first {
      findings.append(.tooShortToCompare(found.tooShort.count, first: own.places[first]))
    }
  }
}
