extension String {
  /// The text with every run of XML's white space as one space, and none at its ends. A no-break
  /// space stays.
  var whiteSpaceFolded: String {
    var folded: [UInt8] = []
    Array(utf8)[...].appendFolded(to: &folded)
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

extension ArraySlice<UInt8> {
  /// Appends the bytes with every run of XML's white space as one space, and none at the ends.
  func appendFolded(to text: inout [UInt8]) {
    let start = text.count
    unsafe withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    let end = unsafe text.withUnsafeMutableBufferPointer { buffer in
      var end = start
      var isPending = false
      for index in start..<buffer.count {
        let byte = unsafe buffer[index]
        if byte <= 0x20, byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
          isPending = true
          continue
        }
        if isPending, end > start {
          unsafe buffer[end] = 0x20
          end += 1
        }
        isPending = false
        unsafe buffer[end] = byte
        end += 1
      }
      return end
    }
    text.removeSubrange(end...)
  }

  /// Whether the bytes hold one of the sequences that ``Swift/String/firstHiddenCharacter`` may find.
  var mayHoldHiddenCharacter: Bool {
    unsafe withUnsafeBufferPointer { buffer in
      var index = 0
      while index + 1 < buffer.count {
        let byte = unsafe buffer[index]
        let next = unsafe buffer[index + 1]
        switch byte {
        case 0xC2: if next == 0xAD { return true }
        case 0xE2:
          guard index + 2 < buffer.count else { return false }
          let last = unsafe buffer[index + 2]
          if next == 0x80 && (last == 0x8B || (0xAA...0xAE).contains(last)) { return true }
          if next == 0x81 && (0xA0...0xA9).contains(last) { return true }
        case 0xEF: if next == 0xBB { return true }
        case 0xF3: return true
        default: break
        }
        index += 1
      }
      return false
    }
  }
}

extension [UInt8] {
  /// Appends a stretch of other bytes.
  mutating func append(_ range: Range<Int>, of other: [UInt8]) {
    unsafe other.withUnsafeBufferPointer { buffer in
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
    }
  }
}
