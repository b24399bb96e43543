/// What of a text's characters needs a closer look, found in one pass over its bytes.
struct CharacterScan {
  /// Whether there is a character that nobody sees, or a space or line end of another sort.
  private(set) var hasSuspect = false
  /// Whether there is a character that may not be in NFC, or compose with the one before.
  private(set) var mayCompose = false

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        // Without a way out of the inner loop, the compiler looks at many bytes at once.
        let end = min(index + 64, buffer.count)
        var isPlain = true
        for byte in buffer[index..<end] {
          let isPrintable = byte &- 0x20 < 0x5F || byte == 0x0A || byte == 0x09
          isPlain = isPlain && isPrintable
        }
        index = isPlain ? end : look(from: index, to: end, in: buffer)
        if hasSuspect, mayCompose { return }
      }
    }
  }

  /// Looks at each character that begins in a stretch.
  ///
  /// - Returns: where the next one begins.
  private mutating func look(
    from start: Int, to end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var index = start
    while index < end {
      let lead = bytes[index]
      guard lead >= 0x80 else {
        if lead < 0x20 ? lead != 0x0A && lead != 0x09 : lead == 0x7F { hasSuspect = true }
        index += 1
        continue
      }
      let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      var value = UInt32(lead & (0x7F >> UInt8(width)))
      for next in (index + 1)..<min(index + width, bytes.count) {
        value = value << 6 | UInt32(bytes[next] & 0x3F)
      }
      if CharacterCleaning.isSuspect(value) { hasSuspect = true }
      if !NormalForm.isComposed(value) { mayCompose = true }
      index += width
    }
    return index
  }
}
