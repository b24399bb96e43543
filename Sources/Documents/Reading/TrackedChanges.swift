import Core

/// The tracked changes of one run of text, as elements begin and end them.
struct TrackedChanges {
  private struct Stretch {
    var mark: RevisedText.Mark
    var start: Int
    var end: Int
  }

  private var stretches: [Stretch] = []
  private var open: [RevisedText.Mark] = []
  private var start = 0

  /// Begins a change at a place of the run.
  mutating func begin(_ mark: RevisedText.Mark, at place: Int) {
    close(at: place)
    open.append(mark)
  }

  /// Ends the innermost change.
  mutating func end(at place: Int) {
    close(at: place)
    _ = open.popLast()
  }

  private mutating func close(at place: Int) {
    if let mark = open.last, place > start {
      stretches.append(Stretch(mark: mark, start: start, end: place))
    }
    start = place
  }

  /// Ends a run: its text with all changes accepted goes to the list, with the changes beside it.
  /// Changes that are open go on in the next run.
  mutating func take(
    _ run: [UInt8], into list: inout NodeList
  ) -> (text: NodeTable.Span, revisions: [Revision]?) {
    close(at: run.count)
    start = 0
    guard !stretches.isEmpty else { return (list.append(folding: run), nil) }
    defer { stretches = [] }
    var text = RevisedText()
    var next = 0
    for stretch in stretches where stretch.start >= next {
      text.append(String(decoding: run[next..<stretch.start], as: UTF8.self).singleLine)
      text.append(
        String(decoding: run[stretch.start..<stretch.end], as: UTF8.self).singleLine, stretch.mark)
      next = stretch.end
    }
    text.append(String(decoding: run[next...], as: UTF8.self).singleLine)
    guard !text.isEmpty else { return (list.append([]), nil) }
    return (list.append(text.accepted.utf8), text.revisions?.trimmed)
  }
}

extension String {
  /// A line feed in a revision is a paragraph's end; in markup it is only white space.
  fileprivate var singleLine: String {
    String(decoding: utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension [Revision] {
  /// Without the white space at the end.
  fileprivate var trimmed: [Revision] {
    var revisions = self
    while var last = revisions.last, last.text.last == " " {
      last.text.removeLast()
      revisions.removeLast()
      if !last.text.isEmpty {
        revisions.append(last)
        break
      }
    }
    return revisions
  }
}
