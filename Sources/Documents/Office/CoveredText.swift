/// The words that stretches of a document cover, such as those a comment is about or a link leads
/// from. A stretch may cross others, and may never be closed.
struct CoveredText<ID: Hashable> {
  /// The most bytes kept of one stretch: enough to find it again. Without a limit, many stretches
  /// over one long text would each keep all of it.
  private static var limit: Int { 1_000 }

  private var bytes: [UInt8] = []
  private var starts: [ID: Int] = [:]

  /// Begins a stretch.
  mutating func open(_ id: ID) {
    if starts.isEmpty { bytes.removeAll(keepingCapacity: true) }
    starts[id] = bytes.count
  }

  mutating func append(_ text: String) {
    guard !starts.isEmpty else { return }
    bytes += text.utf8
  }

  /// Ends a stretch; its words with white space folded, or `nil` where it has none.
  mutating func close(_ id: ID) -> String? {
    guard let start = starts.removeValue(forKey: id) else { return nil }
    var end = min(bytes.count, start + Self.limit)
    // A character is cut before it, not in it.
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    let words = String(decoding: bytes[start..<end], as: UTF8.self).whiteSpaceFolded
    return words.isEmpty ? nil : words
  }
}
