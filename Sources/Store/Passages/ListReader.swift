import Core

/// Reads a list, a procedure or a list of terms out of a document's nodes: its items, each with all
/// that stands in it.
struct ListReader {
  private(set) var form = Excerpt.Form.list
  private(set) var items: [[Excerpt.Line]] = []
  /// The place behind the list.
  private(set) var end: Int

  /// Reads the list that begins at a place.
  init(_ nodes: [DesignNode], at start: Int) {
    let list = nodes[start].itemPath.list
    end = start
    var item = ""
    while end < nodes.count, nodes[end].section == nodes[start].section {
      let node = nodes[end]
      let path = node.itemPath
      guard path.list == list, node.isItem || (list != nil && !node.isHeading) else { break }
      let line = Excerpt.Line(node, depth: path.depth)
      if let last = items.indices.last, !path.opensItem(after: item, items[last]) {
        items[last].append(line)
      } else {
        items.append([line])
      }
      item = path.item
      end += 1
    }
    if end == start { end = start + 1 }
    settle()
  }

  private mutating func settle() {
    let kinds = Set(items.joined().map(\.node.kind))
    if kinds.contains(.glossaryTerm) {
      form = .terms
      // A term without its meaning says nothing.
      items.removeAll { item in item.allSatisfy { $0.node.kind == .glossaryTerm } }
    } else if kinds.contains(.step) {
      form = isProcedure ? .steps : .numbered
    }
    // What leads in to nothing.
    while let last = items.last?.last, last.node.text.leadsIn {
      items[items.count - 1].removeLast()
      if items.last?.isEmpty == true { items.removeLast() }
    }
    if form == .steps, items.contains(where: isTorn) || lacksStep { items = [] }
    items = items.filter { !isTorn($0) && !isReference($0) }
    items = items.map { item in item.filter { !isPage($0) } }.filter { !$0.isEmpty }
  }

  /// Whether an item is the title of another text, with a word on it.
  private func isReference(_ item: [Excerpt.Line]) -> Bool {
    guard form == .list, let first = item.first?.node, first.kind == .listItem,
      let link = first.links?.first
    else { return false }
    return first.text.hasPrefix(link.text) && ContentWords.words(of: link.text).count > 2
  }

  /// A page of code, which is no quotation.
  private func isPage(_ line: Excerpt.Line) -> Bool {
    line.node.kind == .code && line.node.text.contains("\n")
  }

  /// Whether a step between others has no text: what it refers to could not be put in.
  private var lacksStep: Bool {
    let numbers = items.compactMap { $0.first.flatMap { ItemPath($0.node.path).number } }
    return !numbers.isEmpty && numbers != Array(1...numbers.count)
  }

  /// Whether an item leads in to what is not there, or cannot be quoted.
  private func isTorn(_ item: [Excerpt.Line]) -> Bool {
    item.contains(where: \.node.lacksText)
      || item.indices.contains { index in
        let line = item[index]
        guard line.node.kind != .glossaryTerm, line.node.text.leadsIn || line.node.text.pointsOn
        else { return false }
        guard index + 1 < item.count, !isPage(item[index + 1]) else { return true }
        let next = item[index + 1]
        return next.depth <= line.depth && next.node.kind != .code && next.node.kind != .tableRow
      }
  }

  /// Whether numbered items tell what to do, and are not only counted.
  private var isProcedure: Bool {
    let steps = items.compactMap(\.first?.node)
    if steps.contains(where: { $0.path.contains("/step") }) { return true }
    return steps.count { $0.text.isInstruction } * 4 >= steps.count * 3
  }
}

extension DesignNode {
  /// Whether it is a list's own: an item, a step, a term.
  fileprivate var isItem: Bool { kind == .listItem || kind == .step || kind == .glossaryTerm }

  fileprivate var isHeading: Bool { kind == .title || kind == .section }

  fileprivate var itemPath: ItemPath { ItemPath(path) }
}
