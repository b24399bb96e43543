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

  /// The style's name and its values, by key; a name alone has an empty value.
  private let values: [String: String]

  init(_ text: String) {
    var values: [String: String] = [:]
    for part in text.split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard let key = pair.first else { continue }
      values[String(key)] = pair.count > 1 ? String(pair[1]) : ""
    }
    self.values = values
  }

  /// Whether labels are HTML.
  var isHTML: Bool { values["html"] == "1" }
  var isTableRow: Bool { shape == "tablerow" }
  /// Whether the cell is a label on an edge.
  var isEdgeLabel: Bool { values["edgeLabel"] != nil }

  private var shape: String { (values["shape"] ?? "").lowercased() }

  /// Whether the flow parts here.
  var isDecision: Bool {
    values["rhombus"] != nil
      || ["rhombus", "decision", "gateway", "conditional"].contains(where: shape.contains)
  }

  var look: Look {
    if shape == "table" { return .table }
    if values["swimlane"] != nil || shape == "swimlane" { return .container }
    if shape == "image" || values["image"] != nil { return .image }
    if ["note", "note2", "mxgraph.basic.document"].contains(shape) || values["note"] != nil {
      return .note
    }
    return .label(role)
  }

  /// What of a user interface the shape draws; `shape` where it draws none.
  private var role: String {
    if isDecision { return "decision" }
    if values["text"] != nil, shape.isEmpty { return "text" }
    guard Self.interfaceKits.contains(where: shape.contains) else {
      return values["label"] != nil ? "label" : "shape"
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
