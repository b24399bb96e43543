import Core
import Documents
import Formats

/// The form of an answer, as far as its text alone tells it.
enum AnswerForm: Hashable, Sendable {
  /// Blank.
  case nothing
  /// A JSON object and the names of its members.
  case object(Set<String>)
  /// A JSON array.
  case array
  /// Markdown, and what else than paragraphs it has.
  case text(Set<Element>)

  /// What a text can have beside paragraphs.
  enum Element: Hashable, Sendable {
    case heading, list, table, code, quotation
  }

  /// The rule's version: figures of two versions do not compare.
  static let version = 1

  init(of text: String) {
    guard let first = text.first(where: { !$0.isWhitespace }) else {
      self = .nothing
      return
    }
    // Only what looks like JSON is read as it: a number or a word alone is a text.
    if first == "{" || first == "[", let value = try? JSONValue(json: text) {
      if case .object(let members) = value {
        self = .object(Set(members.keys))
      } else {
        self = .array
      }
      return
    }
    self = .text(Set(Markdown.blocks(of: text).compactMap { Element($0.kind) }))
  }
}

extension AnswerForm.Element {
  fileprivate init?(_ kind: MarkdownBlock.Kind) {
    switch kind {
    case .heading: self = .heading
    case .listItem: self = .list
    case .tableRow: self = .table
    case .code: self = .code
    case .quote: self = .quotation
    case .paragraph: return nil
    }
  }
}
