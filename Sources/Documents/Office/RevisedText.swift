import Core

/// The text of a paragraph as it is put together from runs, each perhaps under a tracked change, with
/// the links in it.
struct RevisedText {
  /// Who changed a stretch of text, how and when.
  struct Mark: Equatable {
    var change: Revision.Change
    var author: String?
    var date: String?
  }

  private(set) var segments: [Revision] = []
  private(set) var links: [TextLink] = []

  var isEmpty: Bool { segments.allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }
  private var isTracked: Bool { segments.contains { $0.change != nil } }

  /// Adds text under a change, or under none.
  mutating func append(_ text: String, _ mark: Mark? = nil) {
    guard !text.isEmpty else { return }
    let next = Revision(
      text, change: mark?.change, author: mark?.author, date: mark?.date)
    if var last = segments.last, last.isOneChange(with: next) {
      last.text += text
      segments[segments.count - 1] = last
    } else {
      segments.append(next)
    }
  }

  mutating func append(_ other: RevisedText) {
    for segment in other.segments {
      append(
        segment.text,
        segment.change.map { Mark(change: $0, author: segment.author, date: segment.date) })
    }
    links += other.links
  }

  mutating func add(_ link: TextLink) {
    guard !link.text.isEmpty, LinkTarget.isSafe(link.target) else { return }
    links.append(link)
  }

  /// The text with all changes accepted, white space folded.
  var accepted: String {
    segments.filter { !$0.isRemoval }.map(\.text).joined().whiteSpaceFolded
  }

  /// The text as marked, white space folded across segments; `nil` where nothing is tracked.
  var revisions: [Revision]? {
    guard isTracked else { return nil }
    var folded: [Revision] = []
    var endsInSpace = true
    for segment in segments {
      var text = ""
      for character in segment.text {
        if character == "\n" {
          text.append("\n")
          endsInSpace = true
        } else if character.isWhitespace {
          if !endsInSpace { text.append(" ") }
          endsInSpace = true
        } else {
          text.append(character)
          endsInSpace = false
        }
      }
      if !text.isEmpty {
        var kept = segment
        kept.text = text
        folded.append(kept)
      }
    }
    return folded
  }
}

extension Revision {
  fileprivate func isOneChange(with other: Revision) -> Bool {
    change == other.change && author == other.author && date == other.date
  }
}
