import Foundation
import TestSupport

/// Pandoc, as another reader of Word documents: what it makes of a file, to be held against ours.
struct Pandoc {
  /// How pandoc is told to read tracked changes.
  enum Changes: String, CaseIterable {
    case accept, reject, all
  }

  /// A run of words under one change, or under none.
  struct Stretch: Equatable {
    var words: [String]
    /// `insertion`, `deletion`; a paragraph's tracked end is the word `¶` under one of them.
    var change: String?
    var author: String?
    var date: String?
  }

  struct Comment: Equatable {
    var id: String?
    var author: String?
    var date: String?
    var words: [String]
  }

  static let isPresent =
    (try? ChildProcess("pandoc", ["--version"]))?.end().code == 0
  static let absent = "pandoc is not installed here"

  private(set) var stretches: [Stretch] = []
  private(set) var comments: [Comment] = []
  private var text = ""
  private var current = Stretch(words: [])

  /// The words of the file as pandoc writes them out as plain text.
  static func plainWords(of file: URL, _ changes: Changes) throws -> [String] {
    let arguments = ["--track-changes=\(changes)", "-t", "plain", "--wrap=none", file.path]
    return try ChildProcess("pandoc", arguments).end().output.words
  }

  /// What pandoc reads in a file, the tracked changes and comments marked, notes where they are
  /// referred to.
  init(_ file: URL, _ changes: Changes = .all) throws {
    let ended = try ChildProcess("pandoc", ["--track-changes=\(changes)", "-t", "json", file.path])
      .end()
    let document = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
    walk((document as? [String: Any])?["meta"])
    walk((document as? [String: Any])?["blocks"])
    close()
  }

  /// Every word, in order.
  var words: [String] { stretches.flatMap(\.words) }

  private mutating func walk(_ value: Any?) {
    if let list = value as? [Any] {
      for element in list { walk(element) }
      return
    }
    guard let element = value as? [String: Any] else { return }
    guard let type = element["t"] as? String else {
      // A map of metadata.
      for key in element.keys.sorted() { walk(element[key]) }
      return
    }
    let content = element["c"] as? [Any] ?? []
    switch type {
    case "Str", "MetaString": text += element["c"] as? String ?? ""
    case "Space", "SoftBreak", "LineBreak": text += " "
    case "Code", "CodeBlock", "Math": text += content.last as? String ?? ""
    case "Link", "Image": walk(content.dropFirst().first)
    case "Span": walkSpan(content)
    case "Para", "Plain", "Header", "BlockQuote", "Table", "Note", "Div", "MetaInlines", "MetaList":
      text += " "
      walk(content)
      text += " "
    default: walk(content)
    }
  }

  private mutating func walkSpan(_ content: [Any]) {
    let attributes = content.first as? [Any] ?? []
    let kind = ((attributes.dropFirst().first as? [String]) ?? []).first
    let pairs = attributes.last as? [[String]] ?? []
    let values = Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
    switch kind {
    case "insertion", "deletion", "paragraph-insertion", "paragraph-deletion":
      close()
      current = Stretch(
        words: [], change: kind?.replacing("paragraph-", with: ""), author: values["author"],
        date: values["date"])
      if kind?.hasPrefix("paragraph") == true { text += "¶" }
      walk(content.last)
      close()
    case "comment-start":
      var comment = Pandoc()
      comment.walk(content.last)
      comment.close()
      comments.append(
        Comment(
          id: values["id"], author: values["author"], date: values["date"],
          // Pandoc parts the paragraphs of a comment with this sign.
          words: comment.words.filter { $0 != "¶" }))
    default: walk(content.last)
    }
  }

  private init() {}

  private mutating func close() {
    current.words = text.words
    if !current.words.isEmpty { stretches.append(current) }
    text = ""
    current = Stretch(words: [])
  }
}

extension String {
  /// The words, parted by white space; a no-break space parts none, and is none.
  var words: [String] {
    split { $0 == " " || $0 == "\n" || $0 == "\t" }.filter { !$0.allSatisfy(\.isWhitespace) }
      .map(String.init)
  }
}
