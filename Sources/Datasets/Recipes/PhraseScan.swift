/// Finds any of some phrases in a text, in one pass over its bytes: what every word of a design set goes
/// through cannot be a search for each phrase.
struct PhraseScan: Sendable {
  /// The phrases that begin with the same two bytes, each with the bit of its list; none at 0.
  private var groups: [[(bytes: [UInt8], list: UInt64)]] = [[]]
  /// The group of each two bytes.
  private var beginnings = [UInt16](repeating: 0, count: 1 << 16)

  /// - Parameter lists: at most 64, of phrases of two bytes or more.
  init(_ lists: [[String]]) {
    for (number, list) in lists.enumerated() {
      for phrase in list {
        let bytes = Array(phrase.utf8)
        guard bytes.count > 1 else { continue }
        let beginning = Int(bytes[0]) << 8 | Int(bytes[1])
        if beginnings[beginning] == 0 {
          beginnings[beginning] = UInt16(groups.count)
          groups.append([])
        }
        groups[Int(beginnings[beginning])].append((bytes, 1 << UInt64(number)))
      }
    }
  }

  /// Which lists have a phrase in a text: bit 0 for the first.
  func lists(in text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count > 1 else { return 0 }
      var found: UInt64 = 0
      var last = Int(bytes[0])
      for index in 1..<bytes.count {
        let byte = Int(bytes[index])
        let group = Int(beginnings[last << 8 | byte])
        if group > 0 { found |= lists(of: group, at: index - 1, in: bytes) }
        last = byte
      }
      return found
    }
  }

  private func lists(
    of group: Int, at index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> UInt64 {
    var found: UInt64 = 0
    for phrase in groups[group] where bytes.count - index >= phrase.bytes.count {
      let isHere = bytes[index..<(index + phrase.bytes.count)].elementsEqual(phrase.bytes)
      if isHere { found |= phrase.list }
    }
    return found
  }
}
