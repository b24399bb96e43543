/// One cell of a drawing's page: a shape, an edge, a group or a layer.
struct DrawingCell {
  let id: String
  let parent: String?
  let source: String?
  let target: String?
  let isEdge: Bool
  let isVertex: Bool
  let style: DrawingStyle
  /// What a reader sees of its label.
  let label: String
  /// Whether the label is there, but could not be read.
  let isLabelUnreadable: Bool
  let tooltip: String
  let link: String?
  /// What the team keeps with the shape, by name.
  let properties: [(name: String, value: String)]
  /// The element path inside the document.
  let path: String
  let line: Int

  /// What draw.io itself keeps in a wrapper beside the label.
  private static let ownAttributes: Set<String> = [
    "id", "label", "tooltip", "link", "placeholders", "placeholder", "tags", "linkTarget", "as",
    "mermaidData", "mermaidImage", "plantUmlData", "enumerate", "enumerateValue", "animation",
  ]

  /// Reads `mxCell`, or the `object` or `UserObject` around one; `nil` for another element.
  init?(_ node: XMLNode, path: String, line: Int) {
    let name = node.name
    let isWrapper = name == "object" || name == "UserObject"
    guard isWrapper || name == "mxCell" else { return nil }
    var outer: [(String, String)] = []
    node.forEachAttribute { outer.append(($0, $1)) }
    let own = Dictionary(outer) { first, _ in first }
    let cell = isWrapper ? Self.cellAttributes(in: node) : own
    id = own["id"] ?? cell["id"] ?? ""
    parent = cell["parent"]
    source = cell["source"]
    target = cell["target"]
    isEdge = cell["edge"] == "1"
    isVertex = cell["vertex"] == "1"
    style = DrawingStyle(cell["style"] ?? "")
    let custom =
      isWrapper ? outer.filter { !Self.ownAttributes.contains($0.0) && !$0.1.isEmpty } : []
    properties = custom.map { (name: $0.0, value: $0.1.whiteSpaceFolded) }
    var written = (isWrapper ? own["label"] : nil) ?? cell["value"] ?? ""
    if own["placeholders"] == "1" { written = Self.fill(written, from: own) }
    let isHTML = style.isHTML || MarkedUpText.holdsTags(written)
    let visible = isHTML ? MarkedUpText.visible(html: written) : written.whiteSpaceFolded
    label = visible ?? ""
    isLabelUnreadable = visible == nil
    tooltip = MarkedUpText.visible(html: own["tooltip"] ?? "") ?? ""
    link = own["link"]?.whiteSpaceFolded
    self.path = path
    self.line = line
  }

  private static func cellAttributes(in wrapper: XMLNode) -> [String: String] {
    var attributes: [String: String] = [:]
    var child = wrapper.firstChild
    while let current = child {
      child = current.next
      guard current.isElement, current.name == "mxCell" else { continue }
      current.forEachAttribute { attributes[$0] = $1 }
      break
    }
    return attributes
  }

  /// The most bytes that a label with properties put in may come to: they repeat.
  private static let fillLimit = 2_000

  /// Puts a shape's own properties where its label says `%name%`.
  private static func fill(_ label: String, from properties: [String: String]) -> String {
    var filled = ""
    var rest = label[...]
    while let open = rest.firstIndex(of: "%") {
      filled += rest[..<open]
      let after = rest[rest.index(after: open)...]
      guard let close = after.firstIndex(of: "%"), let value = properties[String(after[..<close])],
        filled.utf8.count + value.utf8.count < fillLimit
      else {
        filled += "%"
        rest = after
        continue
      }
      filled += value
      rest = after[after.index(after: close)...]
    }
    return filled + rest
  }
}
