/// One page of a drawing: its cells, as a tree by their parents.
struct DrawingPage {
  /// The most cells of a page: some thirty times the largest real one.
  static let cellLimit = 20_000
  /// The most elements and attributes of a page: its cells, their geometry and their points.
  static let partLimit = 250_000
  /// The most elements and attributes of all plain pages of a file, or of an image.
  static let fileLimit = 400_000

  /// In document order.
  private(set) var cells: [DrawingCell] = []
  private(set) var isOverfull = false
  private let limit: Int
  /// The first cell of an id.
  private(set) var indexByID: [String: Int] = [:]
  /// By index: the cells whose parent it is.
  private(set) var children: [Int: [Int]] = [:]
  /// The cells that no other holds, and those whose parents only hold each other.
  private(set) var roots: [Int] = []

  /// Reads the cells of an `mxGraphModel`.
  ///
  /// - Parameters:
  ///   - model: the element itself.
  ///   - path: its element path.
  ///   - line: the line that every cell has; `nil` where they have lines of their own.
  ///   - limit: the most cells it may have.
  init(_ model: XMLNode, path: String, line: Int?, limit: Int = cellLimit) {
    self.limit = min(limit, Self.cellLimit)
    var node = model.firstChild
    while let current = node {
      node = current.next
      if current.isElement, current.name == "root" {
        readCells(of: current, path: path + "/root", line: line)
        break
      }
    }
    link()
  }

  private mutating func readCells(of root: XMLNode, path: String, line: Int?) {
    var counts: [String: Int] = [:]
    var node = root.firstChild
    while let current = node {
      node = current.next
      guard current.isElement else { continue }
      let name = current.name
      counts[name, default: 0] += 1
      let here = "\(path)/\(name)[\(counts[name] ?? 1)]"
      guard let cell = DrawingCell(current, path: here, line: line ?? current.line) else {
        continue
      }
      guard cells.count < limit else {
        isOverfull = true
        return
      }
      if indexByID[cell.id] == nil { indexByID[cell.id] = cells.count }
      cells.append(cell)
    }
  }

  /// Finds each cell's parent. A cell whose parent is missing is a root; of a circle of parents, the
  /// first in the document is.
  private mutating func link() {
    for (index, cell) in cells.enumerated() {
      if let parent = cell.parent.flatMap({ indexByID[$0] }), parent != index {
        children[parent, default: []].append(index)
      } else {
        roots.append(index)
      }
    }
    var seen: Set<Int> = []
    for root in roots { visit(root, &seen) }
    for index in cells.indices where !seen.contains(index) {
      roots.append(index)
      visit(index, &seen)
    }
  }

  private func visit(_ start: Int, _ seen: inout Set<Int>) {
    var stack = [start]
    while let index = stack.popLast() {
      guard seen.insert(index).inserted else { continue }
      stack += children[index] ?? []
    }
  }

  /// The cell of an id.
  subscript(id: String?) -> DrawingCell? {
    id.flatMap { indexByID[$0] }.map { cells[$0] }
  }
}
