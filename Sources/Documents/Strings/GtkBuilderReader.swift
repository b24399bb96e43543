import Core

/// Reads GtkBuilder's interfaces: what of them is for translation, as UI strings of their controls.
struct GtkBuilderReader {
  private var table: StringTable

  /// An object of the interface: its class and its id.
  private struct Object {
    var control: String
    var id: String?
  }

  /// Reads a document.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    let tree = try StringTable.parse(text)
    var reader = GtkBuilderReader(table: StringTable(document: path, display: text.display))
    if let root = tree.root { reader.read(root, in: Object(control: "", id: nil)) }
    return try reader.table.document(.gtkBuilder, tree, text)
  }

  private init(table: StringTable) { self.table = table }

  private mutating func read(_ node: XMLNode, in object: Object) {
    var child = node.firstChild
    while let current = child {
      child = current.next
      guard current.isElement, !table.list.isOverfull else { continue }
      if ["yes", "true", "1"].contains(current.attribute("translatable")) {
        add(Markup(current), in: object, path: table.paths.path(of: current))
      } else {
        read(current, in: Self.object(current) ?? object)
      }
    }
  }

  private static func object(_ node: XMLNode) -> Object? {
    switch node.name {
    case "object", "template":
      let id = node.attribute("id") ?? (node.name == "template" ? node.attribute("class") : nil)
      return Object(control: node.attribute("class") ?? "", id: id)
    case "menu", "submenu", "section", "item":
      return Object(control: "menu item", id: node.attribute("id"))
    default: return nil
    }
  }

  private mutating func add(_ element: Markup, in object: Object, path: String) {
    let property = element["name"] ?? element.name
    let text = InterfaceText(element.text)
    table.add(
      StringUnit(
        key: object.id.map { "\($0).\(property)" }, text: text,
        role: Self.role(property: property, control: object.control), path: path,
        line: element.line))
    if let comment = element["comments"] {
      table.add(comment: comment, about: text.text, path: path, line: element.line)
    }
  }

  private static func role(property: String, control: String) -> String? {
    if property == "item" || property == "col" { return "option" }
    let words = Set(ControlRole.words(of: property))
    if words.contains("tooltip") { return "tooltip" }
    if words.contains("placeholder") { return "placeholder" }
    if control == "menu item" { return control }
    let name = control.hasPrefix("Gtk") ? String(control.dropFirst(3)) : control
    if words.contains("title"), !name.hasSuffix("Column") { return "title" }
    // The last word of a class says what it is: `AdwSwitchRow`, `GtkModelButton`.
    return ControlRole.role(ofControl: name) ?? ControlRole.role(inKey: name)
  }
}
