import Core

/// Where a node stands among items of lists, steps and definitions, told from its path.
struct ListPlace {
  /// How many items it stands in, one inside another.
  let depth: Int
  /// The path of the innermost item; the node's own where it is in none.
  let item: Substring

  var isInItem: Bool { depth > 0 }

  /// The path of the list that the innermost item stands in; empty where it is in none, so that those
  /// of one section go together.
  var list: Substring {
    guard isInItem, let slash = item.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return item[..<slash]
  }

  /// Whether it stands in an item, or in one that stands in it.
  func isIn(_ other: Substring) -> Bool {
    let (bytes, count) = (item.utf8, other.utf8.count)
    guard bytes.count >= count, bytes.starts(with: other.utf8) else { return false }
    return bytes.count == count || bytes.dropFirst(count).first == UInt8(ascii: "/")
  }

  init(of path: String) {
    let bytes = path.utf8
    var (depth, item) = (0, path[...])
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
      if Self.isItem(path[start..<end]) {
        depth += 1
        item = path[..<end]
      }
      guard end < bytes.endIndex else { break }
      start = bytes.index(after: end)
    }
    (self.depth, self.item) = (depth, item)
  }

  private static func isItem(_ component: Substring) -> Bool {
    // Most components are none of them, and this is asked of each of every node.
    guard let first = component.utf8.first, "liscdpv".utf8.contains(first) else { return false }
    let end = component.utf8.firstIndex(of: UInt8(ascii: "[")) ?? component.endIndex
    return items.contains(component[..<end])
  }

  /// What the formats that are read call an item of a list, a step, an entry of definitions.
  private static let items: Set<Substring> = [
    "li", "item", "listitem", "list-item", "step", "substep", "choice", "dlentry", "plentry",
    "stepsection", "varlistentry",
  ]
}
