/// The style of a drawing's cell: `rounded=1;whiteSpace=wrap;html=1` or `swimlane;startSize=20`.
struct DrawingStyle {
  /// What a cell is to a reader, as far as its style tells.
  enum Look: Hashable {
    /// A titled area that holds other cells.
    case container
    /// Rows of cells.
    case table
    /// A picture, whose label is its caption.
    case image
    /// A sticky note.
    case note
    /// A label of a user interface or of a flow; the role says which.
    case label(String)
  }

  /// The names and keys that mean something here.
  private enum Key: String {
    case html, shape, edgeLabel, rhombus, swimlane, image, note, text, label
  }

  private var keys: Set<Key> = []
  /// Whether labels are HTML.
  private(set) var isHTML = false
  /// The shape's name, in lower case.
  private var shape = ""

  init(_ text: String) {
    for part in text.utf8.split(separator: UInt8(ascii: ";")) {
      let name = part.prefix { $0 != UInt8(ascii: "=") }
      // The longest of the keys has nine letters; most keys of a style are none of them.
      guard name.count <= 9, let key = Key(rawValue: String(Substring(name))) else { continue }
      keys.insert(key)
      let value = part.dropFirst(name.count + 1)
      if key == .html { isHTML = value.elementsEqual("1".utf8) }
      if key == .shape { shape = String(Substring(value)).lowercased() }
    }
  }

  var isTableRow: Bool { shape == "tablerow" }
  /// Whether the cell is a label on an edge.
  var isEdgeLabel: Bool { keys.contains(.edgeLabel) }

  /// Whether the flow parts here.
  var isDecision: Bool {
    if keys.contains(.rhombus) { return true }
    guard !shape.isEmpty else { return false }
    return ["rhombus", "decision", "gateway", "conditional"].contains(where: shape.contains)
  }

  var look: Look {
    if shape == "table" { return .table }
    if keys.contains(.swimlane) || shape == "swimlane" { return .container }
    if shape == "image" || keys.contains(.image) { return .image }
    if ["note", "note2", "mxgraph.basic.document"].contains(shape) || keys.contains(.note) {
      return .note
    }
    return .label(role)
  }

  /// What of a user interface the shape draws; `shape` where it draws none.
  private var role: String {
    if isDecision { return "decision" }
    if keys.contains(.text), shape.isEmpty { return "text" }
    guard !shape.isEmpty, Self.interfaceKits.contains(where: shape.contains) else {
      return keys.contains(.label) ? "label" : "shape"
    }
    return Self.controls.first { shape.contains($0.0) }?.1 ?? "control"
  }

  /// The shape libraries that draw controls.
  private static let interfaceKits = [
    "mockup", "gmdl", "ios", "android", "bootstrap", "sitemap", "wireframe",
  ]
  /// Parts of shapes' names, the more telling ones first.
  private static let controls = [
    ("combobox", "menu"), ("searchbox", "field"), ("spinner", "field"), ("textbox", "field"),
    ("passwordfield", "field"), ("field", "field"), ("button", "button"), ("chip", "button"),
    ("checkbox", "option"), ("radio", "option"), ("switch", "option"),
    ("menu", "menu"), ("dropdown", "menu"), ("list", "menu"), ("tab", "tab"), ("link", "link"),
    ("breadcrumb", "link"), ("navigation", "link"), ("tooltip", "tooltip"),
    ("callout", "annotation"),
    ("browserwindow", "window"), ("window", "window"), ("dialog", "window"), ("alert", "message"),
    ("markup", "annotation"), ("title", "title"), ("heading", "title"), ("label", "label"),
    ("text", "text"), ("anchor", "link"),
  ]
}
