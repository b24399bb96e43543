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

  /// Writes nodes of a document.
  ///
  /// - Parameter places: their places in the document.
  init(_ nodes: [DesignNode], at places: [Int]) {
    let places = Self.withoutCaptions(nodes, places)
    var texts: [String] = []
    for (index, place) in places.enumerated() {
      let node = nodes[place]
      guard node.isSectionText else { continue }
      let text =
        node.kind == .code
        ? node.text
        : PassageWords.said(node) { Self.part(of: nodes, after: places[(index + 1)...]) }
      guard !text.isEmpty else { continue }
      self.places.append(place)
      form.count(node.kind, role: node.role)
      writer.add(node, text)
      guard node.kind != .code else { continue }
      words += text.wordCount
      texts.append(text)
    }
    writer.end()
    if Self.isBroken(nodes, places) { objection = "a text that was read in pieces" }
    for text in texts where objection == nil {
      objection = PassageWords.objection(to: text, hasParts: form.hasParts)
    }
    if objection == nil, Self.isLinks(nodes, places) || Self.isNames(nodes, places) {
      objection = "a list of links or names"
    }
  }

  /// The part that follows, beside what only marks words of the one before.
  private static func part(of nodes: [DesignNode], after rest: ArraySlice<Int>) -> DesignNode? {
    rest.first { nodes[$0].kind != .uiString && nodes[$0].kind != .comment }.map { nodes[$0] }
  }

  /// Without the titles of figures that are not there.
  private static func withoutCaptions(_ nodes: [DesignNode], _ places: [Int]) -> [Int] {
    guard places.contains(where: { nodes[$0].isCaption }) else { return places }
    return places.indices.filter { index in
      let caption = nodes[places[index]]
      guard caption.isCaption else { return true }
      guard index + 1 < places.count else { return false }
      let next = nodes[places[index + 1]]
      return next.kind == .code && next.path.hasPrefix(caption.path.dropLast("title".count))
    }.map { places[$0] }
  }

  /// Whether one element's text was read as several paragraphs, around an element that was read as
  /// another.
  private static func isBroken(_ nodes: [DesignNode], _ places: [Int]) -> Bool {
    zip(places, places.dropFirst()).contains { first, second in
      nodes[first].kind == .paragraph && nodes[second].kind == .paragraph
        && nodes[second].path.utf8.count > nodes[first].path.utf8.count
        && nodes[second].path.hasPrefix(nodes[first].path + "/")
    }
  }

  /// Whether most of it are the words of links.
  private static func isLinks(_ nodes: [DesignNode], _ places: [Int]) -> Bool {
    var all = 0
    var linked = 0
    for place in places where nodes[place].kind != .code && nodes[place].isSectionText {
      all += nodes[place].text.utf8.count
      for link in nodes[place].links ?? [] { linked += link.text.utf8.count }
    }
    return linked * 10 > all * 6
  }

  /// Whether most of its paragraphs are no sentences.
  private static func isNames(_ nodes: [DesignNode], _ places: [Int]) -> Bool {
    let ends = ".!?:;)”\"’".unicodeScalars
    var (paragraphs, names) = (0, 0)
    for place in places where nodes[place].kind == .paragraph {
      paragraphs += 1
      guard let last = nodes[place].text.unicodeScalars.last else { continue }
      if !ends.contains(last) || nodes[place].text.utf8.count < 30 { names += 1 }
    }
    return paragraphs > 2 && names * 2 > paragraphs
  }
}
