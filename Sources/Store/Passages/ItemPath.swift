import Core

/// Where a node stands in lists, by the elements of its path.
struct ItemPath {
  /// The path of the outermost list; `nil` where the path names none.
  let list: String?
  /// The path of that list's item.
  let item: String
  /// How many lists below the outermost it stands in.
  let depth: Int
  /// Which item of the list it is, from 1; `nil` where the path does not say.
  let number: Int?
  private let element: Substring

  /// How documents' formats call an item of a list: HTML, Markdown, Mallard, DITA, DocBook, JATS, TEI,
  /// OpenDocument.
  private static let elements: Set<Substring> = [
    "li", "item", "step", "substep", "choice", "sli", "listitem", "list-item", "list_item",
    "text:list-item", "dlentry", "plentry", "varlistentry", "def-item", "dt", "dd",
  ]

  init(_ path: String) {
    let steps = path.split(separator: "/")
    let names = steps.map { $0.prefix { $0 != "[" } }
    guard let first = names.firstIndex(where: Self.elements.contains) else {
      (list, item, depth, element, number) = (nil, path, 0, "", nil)
      return
    }
    list = steps[..<first].joined(separator: "/")
    item = steps[...first].joined(separator: "/")
    element = names[first]
    number = Int(steps[first].drop { $0 != "[" }.dropFirst().dropLast())
    // The body of an item that has a name of its own is no item below it.
    depth = names.indices.dropFirst(first + 1).count { index in
      Self.elements.contains(names[index]) && !Self.elements.contains(names[index - 1])
    }
  }

  /// Whether a new item begins with it.
  func opensItem(after previous: String, _ last: [Excerpt.Line]) -> Bool {
    switch element {
    case "dd": false
    case "dt": last.last?.node.kind != .glossaryTerm
    default: item != previous
    }
  }
}
