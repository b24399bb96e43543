import Core

/// Nodes written as the Markdown that an example teaches: without what only points elsewhere, and in
/// the order and form of the document.
struct PassageText {
  /// Why the text teaches nothing; `nil` where it may.
  private(set) var objection: String?
  /// The places of the nodes that are in it.
  private(set) var places: [Int] = []
  /// Its words, code aside.
  private(set) var words = 0
  private(set) var form = PassageForm()
  private var writer = PassageWriter()

  var markdown: String { writer.markdown }

  /// Writes nodes.
  ///
  /// - Parameter places: their places in the document.
  init(_ nodes: [DesignNode], at places: [Int]) {
    let (nodes, places) = Self.withoutCaptions(nodes, places)
    var texts: [String] = []
    for (index, node) in nodes.enumerated() where node.isSectionText {
      let isCode = node.kind == .code
      let text = isCode ? node.text : PassageWords.said(node, before: nodes[(index + 1)...])
      guard !text.isEmpty else { continue }
      self.places.append(places[index])
      form.count(node)
      writer.add(node, text)
      guard !isCode else { continue }
      words += text.wordCount
      texts.append(text)
    }
    writer.end()
    if Self.isBroken(nodes) { objection = "a text that was read in pieces" }
    for text in texts where objection == nil {
      objection = PassageWords.objection(to: text, hasParts: form.hasParts)
    }
    if objection == nil, Self.isLinks(nodes) || Self.isNames(nodes) {
      objection = "a list of links or names"
    }
  }

  /// Without the titles of figures that are not there.
  private static func withoutCaptions(
    _ nodes: [DesignNode], _ places: [Int]
  ) -> (nodes: [DesignNode], places: [Int]) {
    guard nodes.contains(where: \.isCaption) else { return (nodes, places) }
    let kept = nodes.indices.filter { index in
      guard nodes[index].isCaption else { return true }
      let figure = nodes[index].path.dropLast("title".count)
      return index + 1 < nodes.count && nodes[index + 1].kind == .code
        && nodes[index + 1].path.hasPrefix(figure)
    }
    return (kept.map { nodes[$0] }, kept.map { places[$0] })
  }

  /// Whether one element's text was read as several paragraphs, around an element that was read as
  /// another.
  private static func isBroken(_ nodes: [DesignNode]) -> Bool {
    zip(nodes, nodes.dropFirst()).contains { first, second in
      first.kind == .paragraph && second.kind == .paragraph
        && second.path.utf8.count > first.path.utf8.count
        && second.path.hasPrefix(first.path + "/")
    }
  }

  /// Whether most of it are the words of links.
  private static func isLinks(_ nodes: [DesignNode]) -> Bool {
    var all = 0
    var linked = 0
    for node in nodes where node.isSectionText && node.kind != .code {
      all += node.text.utf8.count
      for link in node.links ?? [] { linked += link.text.utf8.count }
    }
    return linked * 10 > all * 6
  }

  /// Whether most of its paragraphs are no sentences.
  private static func isNames(_ nodes: [DesignNode]) -> Bool {
    let paragraphs = nodes.filter { $0.kind == .paragraph }
    guard paragraphs.count > 2 else { return false }
    let ends = ".!?:;)”\"’".unicodeScalars
    let names = paragraphs.count { node in
      guard let last = node.text.unicodeScalars.last else { return false }
      return !ends.contains(last) || node.text.utf8.count < 30
    }
    return names * 2 > paragraphs.count
  }
}
