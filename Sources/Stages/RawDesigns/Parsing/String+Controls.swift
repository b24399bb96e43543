extension String {
  /// The text without control characters, and where the first of them stood; with `\n` at each line's
  /// end.
  var withoutControls: (text: String, place: TextPlace?) {
    let isPlain = unicodeScalars.allSatisfy { !$0.isControl && $0 != "\r" }
    guard !isPlain else { return (self, nil) }
    var kept = UnicodeScalarView()
    var first: String.Index?
    var wasReturn = false
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      if scalar == "\r" {
        kept.append("\n")
      } else if scalar == "\n" {
        if !wasReturn { kept.append(scalar) }
      } else if scalar.isControl {
        first = first ?? index
      } else {
        kept.append(scalar)
      }
      wasReturn = scalar == "\r"
    }
    return (String(kept), first.map { TextPlace(of: $0, in: self) })
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0x7F...0x9F: true
    default: false
    }
  }
}
