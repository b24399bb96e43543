import Core

/// Reads .NET's string resources (.resx): `data` elements with text as UI strings, their comments as
/// remarks.
enum ResXReader {
  /// Reads a document.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    let tree = try StringTable.parse(text)
    var table = StringTable(document: path, display: text.display)
    var child = tree.root?.firstChild
    while let current = child {
      child = current.next
      guard current.isElement, current.name == "data", isText(current) else { continue }
      read(Markup(current), path: table.paths.path(of: current), into: &table)
    }
    return try table.document(.resx, tree, text)
  }

  /// Whether a resource is a text: not an image, a size or a designer's setting.
  private static func isText(_ node: XMLNode) -> Bool {
    let name = node.attribute("name") ?? ""
    let isObject = node.attribute("type").map { !$0.hasPrefix("System.String") } ?? false
    return !isObject && node.attribute("mimetype") == nil && !name.hasPrefix(">>")
  }

  private static func read(_ data: Markup, path: String, into table: inout StringTable) {
    let name = data["name"] ?? ""
    table.take(key: name, line: data.line, rule: "duplicate-name", noun: "name")
    let text = InterfaceText(data.first("value")?.text ?? "")
    table.add(StringUnit(key: name, text: text, path: path, line: data.line))
    if let comment = data.first("comment") {
      table.add(
        comment: comment.text, about: text.text, path: path + "/comment", line: comment.line)
    }
  }
}
