import Core

extension DesignNode {
  /// The element path of the table that a row stands in.
  var tablePath: String {
    let elements = path.split(separator: "/")
    let table = elements.firstIndex { $0.contains("table") || $0.contains("tbl") }
    return elements.prefix((table ?? elements.count) + 1).joined(separator: "/")
  }
}
