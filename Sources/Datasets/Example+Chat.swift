import Core

extension Example {
  /// What the chat asks.
  var asked: String { messages.first { $0.role == .user }?.content ?? "" }

  /// What the chat answers.
  var answered: String { messages.last?.content ?? "" }
}

extension String {
  /// White space folded to single spaces, and none at the ends.
  var folded: String {
    utf8.allSatisfy { $0 < 0x80 }
      ? foldedASCII : split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private var foldedASCII: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var isSpaceDue = false
    for byte in utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isSpaceDue = !bytes.isEmpty
      } else {
        if isSpaceDue { bytes.append(0x20) }
        isSpaceDue = false
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text as it is compared: letter case and white space folded. Canonical equivalence (Unicode
  /// Standard Annex 15) is a Swift string's own equality.
  var normalized: String { lowercased().folded }
}
