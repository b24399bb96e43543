import Core

/// The text of a paragraph as it is put together from runs, each perhaps under a tracked change, with
/// the links in it. Until it is read, it keeps its white space as it came: tabs, and breaks of a line as
/// vertical tabs.
struct RevisedText {
  /// Who changed a stretch of text, how and when.
  struct Mark: Equatable {
    var change: Revision.Change
    var author: String?
    var date: String?
  }

  private(set) var segments: [Revision] = []
  private(set) var links: [TextLink] = []
  /// Whether it has nothing but white space.
  private(set) var isEmpty = true

  private static let whiteSpace: Set<UInt8> = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20]

  /// Adds text under a change, or under none. A line feed in it is a space.
  mutating func append(_ text: String, _ mark: Mark? = nil) {
    add(text.utf8.contains(0x0A) ? text.replacing("\n", with: " ") : text, mark)
  }

  /// Adds the end of a paragraph that came or went by a change.
  mutating func endParagraph(_ mark: Mark) { add("\n", mark) }

  /// Adds another text, with its links.
  mutating func append(_ other: RevisedText) {
    for segment in other.segments {
      add(
        segment.text,
        segment.change.map { Mark(change: $0, author: segment.author, date: segment.date) })
    }
    links += other.links
  }

  mutating func add(_ link: TextLink) {
    guard !link.text.isEmpty, LinkTarget.isSafe(link.target) else { return }
    links.append(link)
  }

  private mutating func add(_ text: String, _ mark: Mark?) {
    guard !text.isEmpty else { return }
    if isEmpty { isEmpty = text.utf8.allSatisfy(Self.whiteSpace.contains) }
    let last = segments.indices.last
    if let last, segments[last].isOf(mark) {
      // In place: a paragraph may have more runs than copies of its text would take.
      segments[last].text += text
    } else {
      segments.append(
        Revision(text, change: mark?.change, author: mark?.author, date: mark?.date))
    }
  }

  /// The text with all changes accepted, white space folded; nothing where it is no-break spaces alone,
  /// with which people push lines apart.
  var accepted: String {
    let text = segments.lazy.filter { !$0.isRemoval }.map(\.text).joined().whiteSpaceFolded
    return text.allSatisfy(\.isWhitespace) ? "" : text
  }

  /// The text with all changes accepted and its white space kept, as code needs it: a break of a line
  /// in a paragraph is a line feed.
  var verbatim: String {
    var text = segments.lazy.filter { !$0.isRemoval }.map(\.text).joined()
      .replacing("\u{B}", with: "\n")
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// The text as marked, white space folded across segments; `nil` where nothing is tracked.
  var revisions: [Revision]? {
    guard segments.contains(where: { $0.change != nil }) else { return nil }
    var folded: [Revision] = []
    var endsInSpace = true
    for segment in segments {
      var bytes: [UInt8] = []
      for byte in segment.text.utf8 {
        guard Self.whiteSpace.contains(byte) else {
          bytes.append(byte)
          endsInSpace = false
          continue
        }
        if byte == 0x0A { bytes.append(byte) } else if !endsInSpace { bytes.append(0x20) }
        endsInSpace = true
      }
      guard !bytes.isEmpty else { continue }
      var kept = segment
      kept.text = String(decoding: bytes, as: UTF8.self)
      folded.append(kept)
    }
    return folded
  }
}

extension Revision {
  fileprivate func isOf(_ mark: RevisedText.Mark?) -> Bool {
    change == mark?.change && author == mark?.author && date == mark?.date
  }
}
