/// The paths of a tree's elements, such as `/page/section[2]/p[1]`: local names, with an index where
/// siblings share the name. Each parent's children are counted once.
struct ElementPaths {
  /// By address: the index among the siblings of the same name, or 0 where there is no other.
  private var indexes: [UInt: Int] = [:]
  private var paths: [UInt: String] = [:]

  /// The path of an element.
  mutating func path(of node: XMLNode) -> String {
    if let known = paths[node.address] { return known }
    let name = node.name
    guard let parent = node.parent else {
      paths[node.address] = "/\(name)"
      return "/\(name)"
    }
    if indexes[node.address] == nil { count(parent) }
    let index = indexes[node.address] ?? 0
    let path = self.path(of: parent) + "/" + name + (index > 0 ? "[\(index)]" : "")
    paths[node.address] = path
    return path
  }

  private mutating func count(_ parent: XMLNode) {
    var seen: [String: (count: Int, first: UInt)] = [:]
    var child = parent.firstChild
    while let current = child {
      child = current.next
      guard current.isElement else { continue }
      let name = current.name
      let before = seen[name]
      let count = (before?.count ?? 0) + 1
      seen[name] = (count, before?.first ?? current.address)
      indexes[current.address] = count
    }
    for (_, value) in seen where value.count == 1 { indexes[value.first] = 0 }
  }
}
