import Core

/// The tracked changes of an OpenDocument text (OpenDocument 1.2 part 1, 5.5).
struct OpenDocumentChanges {
  /// A tracked change.
  struct Change {
    var mark: RevisedText.Mark
    /// What was deleted.
    var content: Markup?
  }

  private var changes: [String: Change] = [:]
  private(set) var formattingChanges = 0
  /// What was inserted and deleted again.
  private(set) var goneTexts = 0

  init(_ text: Markup) {
    for region in text.first("tracked-changes")?.all("changed-region") ?? [] {
      guard let id = region["id"] else { continue }
      let insertion = region.first("insertion")
      let deletion = region.first("deletion")
      if region.first("format-change") != nil { formattingChanges += 1 }
      if insertion != nil, deletion != nil {
        goneTexts += 1
      } else if let insertion {
        changes[id] = Change(mark: Self.mark(.insert, insertion))
      } else if let deletion {
        changes[id] = Change(mark: Self.mark(.delete, deletion), content: deletion)
      }
    }
  }

  private static func mark(_ change: Revision.Change, _ element: Markup) -> RevisedText.Mark {
    let info = element.first("change-info")
    return RevisedText.Mark(
      change: change, author: info?.first("creator")?.text, date: info?.first("date")?.text)
  }

  /// The insertion of an id.
  func insertion(_ id: String) -> RevisedText.Mark? {
    changes[id].flatMap { $0.content == nil ? $0.mark : nil }
  }

  /// Takes what was deleted by a change. It can be had once, so that it cannot hold itself.
  mutating func takeDeletion(_ id: String) -> (content: Markup, mark: RevisedText.Mark)? {
    guard let change = changes[id], let content = change.content else { return nil }
    changes[id] = nil
    return (content, change.mark)
  }
}
