import Core
import Formats

/// The recipes that make examples of design nodes: instruction to section, question to answer,
/// role and context to UI text.
struct ExampleRecipes {
  /// The recipes' names, as they stand in lineage and report.
  enum Name: String {
    case section, answer, microcopy
  }

  private let style: DatasetStyle

  /// Why nodes gave no example, counted.
  private(set) var skipped: [String: Int] = [:]
  private(set) var examples: [Example] = []
  private(set) var findings: [Finding] = []

  /// The fewest words that the text of a section or an answer must have to teach anything.
  private static let fewestWords = 3

  /// Examples of a design set, in the order of its nodes.
  ///
  /// - Throws: `TemplateError` where a recipe's template names a variable that is not there.
  init(of nodes: [DesignNode], style: DatasetStyle) throws {
    self.style = style
    let all = nodes
    let nodes = all.filter(\.isSaid)
    let remarks = all.count { $0.kind == .comment }
    if remarks > 0 { skip(remarks, "an editor's remark") }
    if all.count > nodes.count + remarks {
      skip(all.count - nodes.count - remarks, "a passage that was deleted")
    }
    var documentTitle = ""
    for (index, node) in nodes.enumerated() {
      if index == 0 || nodes[index - 1].document != node.document { documentTitle = "" }
      switch node.kind {
      case .title: documentTitle = node.text
      case .section: try addSection(node, at: index, in: nodes, of: documentTitle)
      case .question: try addAnswer(node, to: answers(after: index, in: nodes))
      case .uiString: try addLabel(node, at: index, in: nodes, of: documentTitle)
      case .paragraph, .listItem, .step, .tableRow, .code, .admonition, .answer, .requirement,
        .glossaryTerm, .figure, .comment:
        break
      }
    }
    removeContradictions()
  }

  private mutating func addSection(
    _ heading: DesignNode, at index: Int, in nodes: [DesignNode], of documentTitle: String
  ) throws {
    let body = nodes[(index + 1)...]
      .prefix { $0.kind != .section && $0.document == heading.document }
      .filter(\.isSectionText)
    guard hasEnoughWords(body) else { return skip(1, "a section with fewer than 3 words") }
    if heading.text.hasSuffix("?") { return try addAnswer(heading, to: body) }
    let trail =
      heading.section.first == documentTitle || documentTitle.isEmpty
      ? heading.section : [documentTitle] + heading.section
    try add(
      .section, [heading] + body,
      asking: style.instruction(
        forSection: heading.text, under: trail, of: heading.document),
      answering: "## \(heading.text)\n\n\(ExampleText(body).markdown)")
  }

  /// The answer nodes that follow a question.
  private func answers(after index: Int, in nodes: [DesignNode]) -> [DesignNode] {
    let rest = nodes[(index + 1)...].drop { $0.kind == .uiString }
    return Array(rest.prefix { $0.kind == .answer && $0.document == nodes[index].document })
  }

  private mutating func addAnswer(_ question: DesignNode, to answers: [DesignNode]) throws {
    guard hasEnoughWords(answers) else { return skip(1, "a question without an answer") }
    try add(
      .answer, [question] + answers, asking: style.instruction(forQuestion: question.text),
      answering: ExampleText(answers).markdown)
  }

  private mutating func addLabel(
    _ label: DesignNode, at index: Int, in nodes: [DesignNode], of documentTitle: String
  ) throws {
    guard label.text.count > 1, label.text.contains(where: \.isLetter) else {
      return skip(1, "a UI text without words")
    }
    var trail = label.section.isEmpty ? [documentTitle] : label.section
    trail.removeAll(where: \.isEmpty)
    guard let role = label.role, !trail.isEmpty else {
      return skip(1, "a UI text without a role or a context")
    }
    guard role != "key" else { return skip(1, "a key of the keyboard") }
    let asked = trail.joined(separator: " > ") + LabelPlace(of: index, in: nodes).description
    try add(
      .microcopy, [label], asking: style.instruction(forLabelOf: role, context: asked),
      answering: label.text)
  }

  private mutating func add(
    _ recipe: Name, _ sources: [DesignNode], asking instruction: String, answering answer: String
  ) throws {
    let messages = [
      ChatMessage(.system, style.system), ChatMessage(.user, instruction),
      ChatMessage(.assistant, answer),
    ]
    var example = Example(
      id: "", recipe: recipe.rawValue, messages: messages, group: sources.first?.document ?? "",
      sources: sources.map(\.reference))
    example.id = example.identifier
    examples.append(example)
  }

  /// Takes out examples that ask the same and answer differently: neither can be learned.
  private mutating func removeContradictions() {
    var answers: [String: Set<String>] = [:]
    var first: [String: SourceReference] = [:]
    for example in examples {
      answers[example.asked, default: []].insert(example.answered.normalized)
      if first[example.asked] == nil { first[example.asked] = example.sources.first }
    }
    let contradicted = examples.filter { (answers[$0.asked]?.count ?? 0) > 1 }
    guard !contradicted.isEmpty else { return }
    skip(contradicted.count, "the same request with different answers")
    for example in contradicted where example.recipe == Name.answer.rawValue {
      guard
        let here = example.sources.first, let other = first[example.asked], here != other
      else { continue }
      findings.append(.contradiction(at: here, with: other))
    }
    examples.removeAll { (answers[$0.asked]?.count ?? 0) > 1 }
  }

  private mutating func skip(_ count: Int, _ reason: String) {
    skipped[reason, default: 0] += count
  }

  private func hasEnoughWords(_ nodes: [DesignNode]) -> Bool {
    let prose = nodes.filter { $0.kind != .code }
    return prose.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count }
      >= Self.fewestWords
  }
}

extension DesignNode {
  /// Whether the node is part of its section's text, as a reader has it.
  fileprivate var isSectionText: Bool {
    switch kind {
    case .paragraph, .listItem, .step, .tableRow, .code, .admonition, .question, .answer,
      .requirement, .glossaryTerm:
      true
    case .title, .section, .uiString, .figure, .comment: false
    }
  }
}
