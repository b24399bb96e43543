/// Finds any of some phrases in a text, in one pass over its bytes: what every word of a design set goes
/// through cannot be a search for each phrase.
struct PhraseScan: Sendable {
  /// The phrases by their first byte, each with the number of its list.
  private let phrases: [[(bytes: [UInt8], list: UInt8)]]

  /// - Parameter lists: at most eight.
  init(_ lists: [[String]]) {
    var phrases = [[(bytes: [UInt8], list: UInt8)]](repeating: [], count: 256)
    for (number, list) in lists.enumerated() {
      for phrase in list {
        let bytes = Array(phrase.utf8)
        guard let first = bytes.first else { continue }
        phrases[Int(first)].append((bytes, 1 << UInt8(number)))
      }
    }
    self.phrases = phrases
  }

  /// Which lists have a phrase in a text: bit 0 for the first.
  func lists(in text: String) -> UInt8 {
    var text = text
    return text.withUTF8 { bytes in
      var found: UInt8 = 0
      for index in bytes.indices {
        for phrase in phrases[Int(bytes[index])]
        where found & phrase.list == 0 && bytes.count - index >= phrase.bytes.count {
          if bytes[index..<(index + phrase.bytes.count)].elementsEqual(phrase.bytes) {
            found |= phrase.list
          }
        }
      }
      return found
    }
  }
}
