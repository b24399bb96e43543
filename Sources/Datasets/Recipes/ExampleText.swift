import Core

/// Design nodes written as the Markdown that an example teaches.
struct ExampleText {
  private let nodes: [DesignNode]

  init(_ nodes: [DesignNode]) { self.nodes = nodes }

  /// Paragraphs apart, list items, steps and rows together.
  var markdown: String {
    var text = ""
    var previous: DesignNode.Kind?
    var step = 0
    for node in nodes {
      let continuesList = node.isItem && previous == node.kind
      step = node.kind == .step ? step + 1 : 0
      if previous != nil { text += continuesList ? "\n" : "\n\n" }
      text += block(node, step: step)
      previous = node.kind
    }
    return text
  }

  private func block(_ node: DesignNode, step: Int) -> String {
    switch node.kind {
    case .step: "\(step). \(node.text)"
    case .listItem, .tableRow: "- \(node.text)"
    case .code: "```\n\(node.text)\n```"
    case .question, .glossaryTerm: "**\(node.text)**"
    case .admonition: "> \(node.text)"
    case .title, .section, .paragraph, .answer, .requirement, .uiString, .figure, .comment:
      node.text
    }
  }
}

extension DesignNode {
  fileprivate var isItem: Bool { kind == .listItem || kind == .step || kind == .tableRow }
}
