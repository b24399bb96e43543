import Core

/// One document as its readers have it: its title, and its headings with the text under each.
struct DocumentOutline {
  /// A heading, and the nodes that stand directly under it.
  struct Passage {
    var heading: Int
    var body: [Int]
    /// The headings of the sections right below this one.
    var sections: [String] = []
  }

  /// The nodes that the document says, in its order.
  let nodes: [DesignNode]
  /// Empty where it has none.
  let title: String
  private(set) var passages: [Passage] = []
  /// The places of the nodes, by their kind.
  private var places: [DesignNode.Kind: [Int]] = [:]

  init(_ said: [DesignNode]) {
    nodes = said
    let titled = said.firstIndex { $0.kind == .title && $0.role != "metadata" }
    title = titled.map { said[$0].text } ?? ""
    var open: [(depth: Int, passage: Int)] = []
    for index in said.indices {
      places[said[index].kind, default: []].append(index)
      guard said[index].kind == .section || index == titled else {
        addToBody(index)
        continue
      }
      let node = said[index]
      let depth = node.kind == .title ? 0 : node.section.count + 1
      if node.kind == .section {
        open.removeAll { $0.depth >= depth }
        if let above = open.last { passages[above.passage].sections.append(node.text) }
      }
      open.append((depth, passages.count))
      passages.append(Passage(heading: index, body: []))
    }
  }

  /// What stands behind a section's end, in none, belongs to no passage.
  private mutating func addToBody(_ index: Int) {
    guard let last = passages.last else { return }
    let isTitle = nodes[last.heading].kind == .title
    let depth = nodes[last.heading].section.count + (isTitle ? 0 : 1)
    guard nodes[index].section.count == depth,
      isTitle || nodes[index].section.last == nodes[last.heading].text
    else { return }
    passages[passages.count - 1].body.append(index)
  }

  /// The places of the nodes that a recipe may take, in order.
  func places(for filter: RecipeFilter) -> [Int] {
    let found = filter.kinds.flatMap { places[$0] ?? [] }
    return (filter.kinds.count > 1 ? found.sorted() : found).filter { filter.takes(nodes[$0]) }
  }

  /// The words of a passage, with what belongs to a list, a table or a procedure of it.
  func text(of places: [Int]) -> PassageText { PassageText(nodes, at: places) }

  /// Whether numbered items tell what to do, and are not only counted.
  func isProcedure(places: [Int]) -> Bool {
    let steps = places.map { nodes[$0] }.filter { $0.kind == .step }
    if steps.contains(where: { $0.path.contains("/step") }) { return true }
    let statements = steps.count { step in
      let word = step.text.prefix { $0.isLetter || $0 == "’" || $0 == "'" }.lowercased()
      return Self.openings.contains(word)
    }
    return statements * 4 < max(1, steps.count)
  }

  /// How sentences begin that tell nobody to do anything.
  private static let openings: Set<String> = [
    "the", "a", "an", "there", "this", "that", "these", "those", "it", "its", "it's", "it’s", "we",
    "you", "your", "our", "i", "on", "as", "any", "all", "no", "every", "each", "is", "are",
  ]

  /// The heading that a node stands under; `nil` before the first.
  func heading(of place: Int) -> DesignNode? {
    var (low, high) = (0, passages.count)
    while low < high {
      let middle = (low + high) / 2
      if passages[middle].heading <= place { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : nodes[passages[low - 1].heading]
  }
}
