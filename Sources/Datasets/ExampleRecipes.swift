import Core
import Formats

/// The recipes that make examples of design nodes: instruction to section, question to answer,
/// label to UI string.
struct ExampleRecipes {
  let style: DatasetStyle

  /// Why nodes gave no example, counted.
  private(set) var skipped: [String: Int] = [:]
  private(set) var examples: [Example] = []

  /// The fewest words a section or an answer must have to teach anything.
  private static let fewestWords = 5

  init(style: DatasetStyle) { self.style = style }

  mutating func read(_ nodes: [DesignNode]) throws {
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      switch node.kind {
      case .section: try addSection(node, body: body(after: index, in: nodes))
      case .question: try addAnswer(node, to: answers(after: index, in: nodes))
      case .uiString: try addLabel(node)
      case .title, .paragraph, .listItem, .step, .tableRow, .code, .admonition, .answer,
        .requirement, .glossaryTerm, .figure, .comment:
        break
      }
      index += 1
    }
  }

  /// What stands under a heading, up to the next one.
  private func body(after index: Int, in nodes: [DesignNode]) -> [DesignNode] {
    let rest = nodes[(index + 1)...].prefix {
      $0.kind != .section && $0.document == nodes[index].document
    }
    return rest.filter { node in
      switch node.kind {
      case .paragraph, .listItem, .step, .tableRow, .admonition, .requirement, .answer: true
      case .title, .section, .code, .question, .uiString, .glossaryTerm, .figure, .comment: false
      }
    }
  }

  private func answers(after index: Int, in nodes: [DesignNode]) -> [DesignNode] {
    let rest = nodes[(index + 1)...].drop { $0.kind == .uiString }
    return rest.prefix { $0.kind == .answer }.map { $0 }
  }

  private mutating func addSection(_ heading: DesignNode, body: [DesignNode]) throws {
    guard isLongEnough(body) else { return skip("section too short") }
    let text = "## \(heading.text)\n\n" + ExampleRecipes.markdown(body)
    try add(
      "section", [heading] + body,
      asking: style.instruction(
        forSection: heading.text, under: heading.section, of: heading.document),
      answering: text)
  }

  private mutating func addAnswer(_ question: DesignNode, to answers: [DesignNode]) throws {
    guard isLongEnough(answers) else { return skip("question without an answer") }
    try add(
      "answer", [question] + answers, asking: style.instruction(forQuestion: question.text),
      answering: ExampleRecipes.markdown(answers))
  }

  private mutating func addLabel(_ label: DesignNode) throws {
    guard let role = label.role, let context = label.section.last else {
      return skip("label without a role or a context")
    }
    guard label.text.contains(where: \.isLetter), label.text.count > 1 else {
      return skip("label without words")
    }
    try add(
      "microcopy", [label], asking: style.instruction(forLabelOf: role, context: context),
      answering: label.text)
  }

  private mutating func add(
    _ recipe: String, _ sources: [DesignNode], asking instruction: String, answering answer: String
  ) throws {
    let messages = [
      ChatMessage(.system, style.system), ChatMessage(.user, instruction),
      ChatMessage(.assistant, answer),
    ]
    let digest = Digest(of: try CanonicalJSON.line(messages))
    examples.append(
      Example(
        id: "e-\(digest.hex.prefix(16))", recipe: recipe, messages: messages,
        group: sources.first?.document ?? "", sources: sources.map(\.reference)))
  }

  private mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }

  private func isLongEnough(_ nodes: [DesignNode]) -> Bool {
    let words = nodes.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count }
    return words >= Self.fewestWords
  }

  /// Nodes as Markdown: paragraphs apart, list items and steps together.
  private static func markdown(_ nodes: [DesignNode]) -> String {
    var text = ""
    var previous: DesignNode.Kind?
    var step = 0
    for node in nodes {
      let isItem = [.listItem, .step, .tableRow].contains(node.kind)
      step = node.kind == .step ? step + 1 : 0
      if let previous { text += isItem && previous == node.kind ? "\n" : "\n\n" }
      switch node.kind {
      case .step: text += "\(step). \(node.text)"
      case .listItem, .tableRow: text += "- \(node.text)"
      default: text += node.text
      }
      previous = node.kind
    }
    return text
  }
}
