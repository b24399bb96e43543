import Core

/// The names of controls in documents, in groups that can be compared with each other: titles with
/// titles, controls with controls, one language with itself.
struct WordingCollection {
  /// One name at one place.
  struct Occurrence {
    var name: InterfaceName
    var place: WordingReport.Place
    /// Whether a text speaks of the control; a design or a string table makes it.
    var isMention: Bool { block != nil }
    /// The block of text that speaks of the control.
    var block: String?
    /// Whether the string surely names a control: a plain shape of a drawing may be anything.
    var isSure: Bool
  }

  /// What is compared with each other.
  private struct Group: Hashable {
    var isTitle: Bool
    var locale: String
  }

  private var found: [Group: [Occurrence]] = [:]

  /// The groups, each in the documents' order.
  var groups: [[Occurrence]] {
    found.sorted {
      ($0.key.isTitle ? 1 : 0, $0.key.locale) < ($1.key.isTitle ? 1 : 0, $1.key.locale)
    }
    .map(\.value)
  }

  var count: Int { found.values.reduce(0) { $0 + $1.count } }

  init(_ nodes: [DesignNode], verbs: Set<String>) {
    let prose = Set(nodes.filter(\.isProse).map(\.document))
    for node in nodes {
      if node.kind == .uiString {
        add(node, block: prose.contains(node.document) ? node.document + node.path.blockPath : nil)
      } else if prose.contains(node.document), node.isRunningText {
        for label in QuotedLabels.find(in: node.text, after: verbs) {
          guard let name = InterfaceName(label) else { continue }
          add(name, at: node, role: "label", block: node.document + node.path, isSure: true)
        }
      }
    }
  }

  private mutating func add(_ node: DesignNode, block: String?) {
    guard let family = Self.family(of: node.role), let name = InterfaceName(node.text),
      !Self.obsolete.contains(node.translation?.state ?? "")
    else { return }
    add(
      name, at: node, role: node.role, block: block,
      isSure: family != .unsure || node.key != nil)
  }

  private mutating func add(
    _ name: InterfaceName, at node: DesignNode, role: String?, block: String?, isSure: Bool
  ) {
    let group = Group(
      isTitle: Self.family(of: role) == .title, locale: DocumentLocale(of: node.document).name)
    found[group, default: []].append(
      Occurrence(
        name: name,
        place: WordingReport.Place(
          document: node.document, part: node.part, line: node.line, column: node.column,
          path: node.path, role: role, key: node.key),
        block: block, isSure: isSure))
  }

  /// What a role says of a string.
  private enum Family { case control, title, unsure }

  /// The family of a role; `nil` for what names no control: keys, messages, hints.
  private static func family(of role: String?) -> Family? {
    switch role {
    case nil, "text", "shape", "annotation": .unsure
    case "title", "window": .title
    case "key", "tooltip", "placeholder", "message", "description", "decision", "edge", "status",
      "code":
      nil
    default: .control
    }
  }

  /// States of strings that no program shows any more (Qt).
  private static let obsolete: Set<String> = ["obsolete", "vanished"]
}

extension DesignNode {
  /// Whether the node makes its document a text about an interface: a drawing's notes and flows do
  /// not.
  fileprivate var isProse: Bool {
    switch kind {
    case .paragraph, .listItem, .step, .answer: role == nil
    case .title, .section, .tableRow, .code, .admonition, .question, .requirement, .uiString,
      .glossaryTerm, .figure, .comment:
      false
    }
  }

  fileprivate var isRunningText: Bool {
    switch kind {
    case .paragraph, .listItem, .step, .answer, .tableRow, .admonition, .requirement: true
    case .title, .section, .code, .question, .uiString, .glossaryTerm, .figure, .comment: false
    }
  }
}

extension String {
  /// The path of the block around a label, and around the menu path that it is a part of.
  fileprivate var blockPath: String {
    var parts = split(separator: "/").dropLast()
    while let last = parts.last,
      ["guiseq", "menuchoice", "menucascade", "keyseq", "shortcut"].contains(where: last.hasPrefix)
    {
      parts = parts.dropLast()
    }
    return "/" + parts.joined(separator: "/")
  }
}
