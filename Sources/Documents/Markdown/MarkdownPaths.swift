/// The element paths of a Markdown text's blocks: cmark's names, with an index where siblings share
/// the name. The text is walked twice: to count, then to name.
struct MarkdownPaths {
  /// Paths stop growing here: a text may nest its blocks as deep as it likes.
  private static let depthLimit = 255

  /// By the number of the parent, in the order blocks are entered: how many children have a name.
  private var totals: [[String: Int]] = [[:]]
  private var open = [0]
  private var entered = 0
  private var seen: [Int: [String: Int]] = [:]
  private var paths = [""]

  /// Takes a step of the first walk.
  mutating func count(_ node: MarkdownNode, isEntering: Bool) {
    guard node.isBlock else { return }
    if isEntering {
      totals[open.last ?? 0][node.pathName, default: 0] += 1
      guard node.isBranch else { return }
      totals.append([:])
      open.append(totals.count - 1)
    } else {
      open.removeLast()
    }
  }

  /// Takes a step of the second walk.
  ///
  /// - Returns: the path of a block that is entered.
  mutating func path(of node: MarkdownNode, isEntering: Bool) -> String {
    guard node.isBlock else { return paths.last ?? "" }
    guard isEntering else {
      if let left = open.popLast() { seen[left] = nil }
      return paths.removeLast()
    }
    let parent = open.last ?? 0
    let name = node.pathName
    let index = seen[parent, default: [:]][name, default: 0] + 1
    seen[parent, default: [:]][name] = index
    let hasNamesake = (totals[parent][name] ?? 0) > 1
    var path = paths.last ?? ""
    if open.count <= Self.depthLimit { path += "/\(name)" + (hasNamesake ? "[\(index)]" : "") }
    if node.isBranch {
      entered += 1
      open.append(entered)
      paths.append(path)
    }
    return path
  }
}
