extension String {
  /// The text with every run of XML's white space as one space, and none at its ends. A no-break
  /// space stays.
  var whiteSpaceFolded: String {
    var folded: [UInt8] = []
    folded.reserveCapacity(utf8.count)
    var isPending = false
    for byte in utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isPending = !folded.isEmpty
      } else {
        if isPending { folded.append(0x20) }
        isPending = false
        folded.append(byte)
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// The first character of the text that changes what a reader sees without being seen itself:
  /// bidirectional controls, zero-width characters, tags (Unicode Technical Report 36, 2.5).
  var firstHiddenCharacter: Unicode.Scalar? {
    unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x200B, 0x2060, 0x2066...0x2069, 0x202A...0x202E, 0xFEFF, 0x00AD, 0xE0000...0xE007F:
        true
      default: false
      }
    }
  }
}
