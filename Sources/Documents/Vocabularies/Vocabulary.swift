import Core

/// What the elements of one XML vocabulary are to a reader of design documents. Data only: what is
/// done with it stands in ``ElementReader``.
struct Vocabulary: Sendable {
  /// What an element is.
  enum Role: Hashable, Sendable {
    /// Not text: metadata, scripts, index entries.
    case skipped
    /// Holds blocks; its own text, if any, is a paragraph.
    case container
    /// Holds blocks and the title of the section it stands in, such as DocBook's `info`.
    case titleHolder
    /// Opens a section, whose heading is its ``title``.
    case section
    /// The title of the document or section around it; a paragraph anywhere else.
    case title
    /// A heading that opens a section by its level: HTML's `h1` to `h6`.
    case heading(Int)
    /// Text, of the kind of the innermost ``block`` around it.
    case paragraph
    /// Text of a kind, or blocks that take this kind.
    case block(DesignNode.Kind, String? = nil)
    /// A list item, which is a step inside `steps` elements.
    case item
    /// Makes its items steps.
    case steps
    /// A term that what follows defines: a question, where it ends with `?`.
    case term
    /// What a term means: an answer, after a question.
    case definition
    case row
    case cell
    case code
    case comment
    /// A text of the user interface, alone or inside a block.
    case ui(String)
    /// UI texts in a row, joined for reading.
    case sequence(String)
    /// Stands beside the text it is called from: a footnote.
    case aside
    /// Begins a new line inside a block.
    case lineBreak
    /// An image, which needs a text alternative.
    case image
    /// Groups an image with its text alternative: DocBook's `mediaobject`.
    case imageHolder
    /// A text alternative or caption.
    case caption
  }

  var format: DocumentFormat
  /// By local name.
  var roles: [String: Role]
  /// Attributes that name the target of a link, by local name.
  var linkAttributes: Set<String> = []
  /// Attributes whose target is text that another document or a key would supply.
  var inclusionAttributes: Set<String> = []
  /// What a title is that is not a section's.
  var looseTitle: DesignNode.Kind = .paragraph
  /// Attributes that are UI texts, and of what.
  var uiAttributes: [String: String] = [:]
  /// Elements whose `title` is the tooltip of a control, not a remark about a passage.
  var tooltipElements: Set<String> = []
  /// The attribute that is an image's text alternative.
  var altAttribute: String?

  /// One role for many names.
  static func each(_ role: Role, _ names: String) -> [(String, Role)] {
    names.split(separator: " ").map { (String($0), role) }
  }

  static func table(_ parts: [(String, Role)]...) -> [String: Role] {
    Dictionary(parts.joined().map { $0 }, uniquingKeysWith: { _, last in last })
  }

  /// The vocabulary of a format.
  static func of(_ format: DocumentFormat) -> Vocabulary {
    switch format {
    case .docbook: .docBook
    case .dita: .dita
    case .mallard: .mallard
    case .svg: .svg
    default: .html
    }
  }
}
