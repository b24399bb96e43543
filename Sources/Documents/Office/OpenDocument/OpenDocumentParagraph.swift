import Core

/// A paragraph of an OpenDocument text as it is read: its text, and what stands in it beside the text.
struct OpenDocumentParagraph {
  /// What stands in a paragraph and is a node of its own.
  enum Companion {
    case figure(String)
    case note(TapeElement)
    case textBox(TapeElement)
    case annotation(Annotation)
  }

  /// An editor's remark.
  struct Annotation {
    var text: String
    var remark: Remark
  }

  var text = RevisedText()
  var companions: [(what: Companion, line: Int)] = []
  var isHidden = false
  var hiddenText = ""
  private var openLinks = 0
  private var linked = CoveredText<Int>()
  /// The most links inside each other that are kept.
  private static let linkLimit = 8

  /// Adds text that is there where all changes are accepted to the links that are open.
  mutating func appendLinked(_ text: String) { linked.append(text) }

  mutating func openLink() {
    if openLinks < Self.linkLimit { linked.open(openLinks) }
    openLinks += 1
  }

  /// Closes the innermost open link; the words it leads from.
  mutating func closeLink() -> String {
    openLinks -= 1
    return linked.close(openLinks) ?? ""
  }
}
