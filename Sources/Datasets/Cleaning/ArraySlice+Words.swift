extension ArraySlice<UInt8> {
  /// Whether more than half of the letters stand in runs of five or more small ones: what is drawn by
  /// lot has hardly any.
  var isWordy: Bool {
    let letters = count(where: \.isASCIILetter)
    let words = split { !$0.isLower }.filter { $0.count >= 5 }
    return 2 * words.reduce(0) { $0 + $1.count } > letters
  }
}
