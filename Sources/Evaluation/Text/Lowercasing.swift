extension String {
  /// In small letters as Python's `str.lower` writes them: the Unicode Standard's full mapping, with the
  /// final sigma, which the standard library leaves as a medial one.
  func loweredAsReference() -> String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    let scalars = Array(unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\u{3A3}" {
        result.append(Self.isFinalSigma(scalars, index) ? "\u{3C2}" : "\u{3C3}")
      } else if scalar.properties.changesWhenLowercased {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a sigma ends a word (The Unicode Standard, table 3-17): a cased letter before it, none
  /// behind it, whatever is case-ignorable between.
  private static func isFinalSigma(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
