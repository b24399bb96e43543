/// A paragraph of a Word document as it is read: its text, and what stands in it beside the text.
struct WordParagraph {
  /// What stands in a paragraph and is a node of its own.
  enum Companion {
    case figure(String, role: String?)
    case control(String, role: String)
    /// A reference to a footnote or an endnote, under the change that it came or went by.
    case note(kind: String, id: String, RevisedText.Mark?)
    case textBox(TapeElement, RevisedText.Mark?)
    case comment(id: String)
    case hiddenText(String)
  }

  var text = RevisedText()
  var companions: [(what: Companion, line: Int)] = []
  var path: String
  var line: Int
  /// Whether its style hides its text.
  var isHidden = false

  /// The targets of the links that are open, and the words they lead from.
  private var targets: [String] = []
  private var linked = CoveredText<Int>()
  /// The most links inside each other that are kept.
  private static let linkLimit = 8

  init(path: String, line: Int) {
    self.path = path
    self.line = line
  }

  var hasOpenLink: Bool { !targets.isEmpty }

  /// Adds text that is there where all changes are accepted to the links that are open.
  mutating func appendLinked(_ text: String) { linked.append(text) }

  mutating func openLink(_ target: String) {
    if targets.count < Self.linkLimit { linked.open(targets.count) }
    targets.append(target)
  }

  /// Closes the innermost open link.
  mutating func closeLink() -> (text: String, target: String)? {
    guard let target = targets.popLast() else { return nil }
    return (linked.close(targets.count) ?? "", target)
  }
}
