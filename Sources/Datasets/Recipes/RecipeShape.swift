import Core

/// The shapes an example can have: what a recipe takes from a document for one request, and what for
/// its answer.
public enum RecipeShape: String, CaseIterable, Hashable, Sendable {
  /// A heading, and the text that stands under it.
  case sectionText = "section-text"
  /// A question, and the answers that follow it.
  case followingAnswers = "following-answers"
  /// A text of the user interface, with the place it stands in.
  case interfaceText = "interface-text"
  /// A term, and what a glossary or a list of definitions says of it.
  case definition
  /// A heading, and the steps under it.
  case steps
  /// A row of a table, and what its cells say.
  case tableRow = "table-row"
  /// A text of a string table, and its translation.
  case translation
  /// A passage before its tracked changes, and after them.
  case trackedChange = "tracked-change"
  /// A text, and the kind of it that its role names.
  case label
  /// A question of the recipe's own that a document does not answer.
  case outOfScope = "out-of-scope"

  /// The kinds of nodes that a recipe takes where it names none.
  var nodes: [DesignNode.Kind] {
    switch self {
    case .sectionText: [.section, .title]
    case .followingAnswers: [.question, .section]
    case .interfaceText, .translation: [.uiString]
    case .definition: [.glossaryTerm]
    case .steps: [.step]
    case .tableRow: [.tableRow]
    case .trackedChange: [.paragraph, .listItem, .step, .admonition, .answer, .requirement]
    case .label: [.admonition]
    case .outOfScope: [.title]
    }
  }

  /// What every template can name: the work's title and language, and where the text stands.
  static let common = ["title", "language", "document", "page", "heading", "trail"]

  /// What a template of this shape can name beside the ``common``.
  var fields: [String] {
    switch self {
    case .sectionText: ["above", "sections", "form", "answer"]
    case .followingAnswers: ["question", "answer"]
    case .interfaceText: ["role", "state", "key", "sentence", "screen", "around", "answer"]
    case .definition: ["term", "answer"]
    case .steps: ["task", "answer"]
    case .tableRow: ["row", "column", "columns", "answer"]
    case .translation: ["text", "from", "to", "answer"]
    case .trackedChange: ["before", "after", "previous", "length", "answer", "rejected"]
    case .label: ["text", "labels", "sentence", "answer"]
    case .outOfScope: ["question", "covered", "answer"]
    }
  }
}
