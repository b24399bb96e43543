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
}
