extension String {
  /// The text with every run of XML's white space as one space, and none at its ends. A no-break
  /// space stays.
  var whiteSpaceFolded: String {
    var folded: [UInt8] = []
    Array(utf8)[...].appendFolded(to: &folded)
    return String(decoding: folded, as: UTF8.self)
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
}

extension [UInt8] {
  /// Appends a stretch of other bytes.
  mutating func append(_ range: Range<Int>, of other: [UInt8]) {
    unsafe other.withUnsafeBufferPointer { buffer in
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
    }
  }
}
