import Core
import FoundationEssentials

/// Reads draw.io drawings (diagrams.net): pages as sections, the labels of shapes and edges, tables,
/// flows, tooltips and what a team keeps with a shape.
struct DrawingReader {
  /// The most bytes that all packed pages of a file may inflate to.
  private static let inflatedLimit = 50 << 20
  /// The most cells of a file.
  private static let cellLimit = 40_000
  /// The most pages or shapes of a file: each is a part of the document by its name.
  private static let pageLimit = 5_000
  /// The longest flow that is written out, in bytes.
  private static let flowLimit = 2_000
  /// Containers nested deeper than this are sections of this level.
  private static let deepestLevel = 12

  private var list: NodeList
  private var links: [ReadDocument.Link] = []
  private var pageIDs: Set<String> = []
  private var left = DrawingReader.inflatedLimit
  private var cellsLeft = DrawingReader.cellLimit
  private var part = ""
  /// The line of everything in the drawing, where the file's own lines say nothing.
  private let line: Int?

  /// Reads a drawing, or the image that carries one.
  ///
  /// - Throws: where it is not well-formed, or has more than a document may have.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    try text.checkParts(DrawingPage.fileLimit)
    let tree = try XMLTree(xml: text)
    guard let root = tree.root else {
      throw DocumentError(text.display, line: 1, "it has no root element", remedy: "Put one there.")
    }
    if root.name == "svg" {
      let carried = try PackedPage.text(of: root.attribute("content") ?? "", display: text.display)
      return try read(carried, path: path, base: "/svg/@content", line: root.line)
    }
    let document = try read(root, text, path: path, base: "", line: nil)
    guard !tree.isExpandedTooFar else { throw .expandedTooFar(text.display) }
    return document
  }

  /// Reads the drawing that a PNG image carries; `nil` where it carries none.
  static func readImage(
    _ data: Data, path: String, display: String
  ) throws(DocumentError) -> ReadDocument? {
    guard let carried = PNGText.first(of: ["mxfile", "mxGraphModel"], in: data) else { return nil }
    let written = String(decoding: carried, as: UTF8.self)
    let text = try PackedPage.text(of: written, display: display)
    return try read(text, path: path, base: "/png", line: 1)
  }

  private static func read(
    _ carried: DocumentText, path: String, base: String, line: Int
  ) throws(DocumentError) -> ReadDocument {
    let tree = try XMLTree(xml: carried)
    guard let root = tree.root else {
      throw DocumentError(
        carried.display, line: line, "the drawing it carries is empty",
        remedy: "Export the image again with draw.io.")
    }
    let document = try read(root, carried, path: path, base: base, line: line)
    guard !tree.isExpandedTooFar else { throw .expandedTooFar(carried.display) }
    return document
  }

  private static func read(
    _ root: XMLNode, _ text: DocumentText, path: String, base: String, line: Int?
  ) throws(DocumentError) -> ReadDocument {
    var reader = DrawingReader(
      list: NodeList(document: path, display: text.display), line: line)
    switch root.name {
    case "mxfile": reader.readFile(root, base: base + "/mxfile")
    case "mxGraphModel":
      let page = DrawingPage(root, path: base + "/mxGraphModel", line: line)
      reader.read(page, line: line ?? root.line)
    case "mxlibrary": reader.readLibrary(root, text.display, base: base + "/mxlibrary")
    default:
      throw DocumentError(
        text.display, line: line ?? 1, "it holds <\(root.name)>, which is no drawing",
        remedy: "Export it again with draw.io.")
    }
    var document = try DocumentReader.document(
      reader.list, .drawio, findings: text.findings, anchors: reader.pageIDs, links: reader.links)
    // A name that draw.io gave the page says less than the file's.
    if document.title.wholeMatch(of: /\p{L}+[- ]\d+/) != nil {
      document.title = path.split(separator: "/").last.map(String.init) ?? path
    }
    return document
  }

  private init(list: NodeList, line: Int?) {
    self.list = list
    self.line = line
  }

  // MARK: Pages

  private mutating func readFile(_ root: XMLNode, base: String) {
    var node = root.firstChild
    while let current = node {
      node = current.next
      if current.isElement, current.name == "diagram", let id = current.attribute("id") {
        pageIDs.insert(id)
      }
    }
    var count = 0
    node = root.firstChild
    while let current = node {
      node = current.next
      guard current.isElement, current.name == "diagram", !list.isOverfull else { continue }
      count += 1
      guard hasRoom(for: count, line: current.line) else { return }
      readPage(current, number: count, path: "\(base)/diagram[\(count)]")
    }
  }

  /// Whether a page or shape is one of those that are read; says so of the first that is not.
  private mutating func hasRoom(for number: Int, line: Int) -> Bool {
    guard number > Self.pageLimit else { return true }
    list.note(
      "unreadable-page", .warning, line: line,
      "There are more than \(Self.pageLimit) pages or shapes; the rest was left out.",
      "Cut the drawing into several files.")
    return false
  }

  private mutating func readPage(_ diagram: XMLNode, number: Int, path: String) {
    let name = (diagram.attribute("name") ?? "").whiteSpaceFolded
    let pageLine = line ?? diagram.line
    part = name.isEmpty ? "Page \(number)" : name
    list.add(.section, part, level: 1, path: path, line: pageLine, part: part)
    var node = diagram.firstChild
    while let current = node {
      node = current.next
      guard current.isElement, current.name == "mxGraphModel" else { continue }
      return read(
        DrawingPage(current, path: path + "/mxGraphModel", line: line, limit: cellsLeft),
        line: pageLine)
    }
    readPacked(diagram.text, line: pageLine, path: path, what: "page")
  }

  /// Reads a page or shape that stands there packed.
  private mutating func readPacked(_ packed: String, line: Int, path: String, what: String) {
    do throws(PackedPage.Failure) {
      let data = try PackedPage.unpack(packed)
      left -= data.count
      guard left >= 0 else {
        let limit = Self.inflatedLimit >> 20
        throw PackedPage.Failure(reason: "the pages before it inflate to \(limit) MB")
      }
      try readModel(data, line: line, path: path)
    } catch {
      list.note(
        "unreadable-page", .warning, line: line,
        "The \(what) '\(part)' cannot be read: \(error.reason).",
        "Open the drawing in draw.io and save it again, or remove the \(what).")
    }
  }

  private mutating func readModel(
    _ data: Data, line: Int, path: String
  ) throws(PackedPage.Failure) {
    do throws(DocumentError) {
      let text = try DocumentText(data, display: list.display, policy: .strict)
      try text.checkParts(DrawingPage.partLimit)
      let tree = try XMLTree(xml: text)
      guard let model = tree.root, model.name == "mxGraphModel" else {
        throw DocumentError(list.display, "it holds no <mxGraphModel>", remedy: "")
      }
      let page = DrawingPage(model, path: path + "/mxGraphModel", line: line, limit: cellsLeft)
      guard !tree.isExpandedTooFar else { throw .expandedTooFar(list.display) }
      read(page, line: line)
    } catch {
      throw PackedPage.Failure(reason: error.message)
    }
  }

  /// A library's shape as its JSON gives it.
  private struct Shape: Decodable {
    var xml: String?
    var title: String?
  }

  private mutating func readLibrary(_ root: XMLNode, _ display: String, base: String) {
    guard let shapes = try? JSONDecoder().decode([Shape].self, from: Data(root.text.utf8)) else {
      list.note(
        "unreadable-page", .warning, line: root.line, "The library's shapes are not JSON.",
        "Save the library again with draw.io.")
      return
    }
    for (index, shape) in shapes.enumerated() where !list.isOverfull {
      guard hasRoom(for: index + 1, line: root.line) else { return }
      part = (shape.title ?? "").whiteSpaceFolded
      if part.isEmpty { part = "Shape \(index + 1)" }
      let path = "\(base)/shape[\(index + 1)]"
      list.add(.section, part, level: 1, path: path, line: root.line, part: part)
      // A shape without XML is an image.
      guard let xml = shape.xml else { continue }
      let plain = xml.hasPrefix("&lt;") ? Self.unescaped(xml) : xml
      readPacked(plain, line: root.line, path: path, what: "shape")
    }
  }

  /// A library's XML is escaped once more inside its JSON.
  private static func unescaped(_ xml: String) -> String {
    xml.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
  }

  // MARK: Cells

  /// What is still to be done of a page, last first.
  private enum Task {
    case read(Int, level: Int)
    case leave(Int)
  }

  private mutating func read(_ page: DrawingPage, line: Int) {
    cellsLeft -= page.cells.count
    if page.isOverfull {
      list.note(
        "unreadable-page", .warning, line: line,
        "The page '\(part)' has more cells than are read; \(page.cells.count) were.",
        "Cut it into several pages, or the drawing into several files.")
    }
    var seen: Set<Int> = []
    var tasks: [Task] = page.roots.reversed().map { .read($0, level: 2) }
    while let task = tasks.popLast(), !list.isOverfull {
      switch task {
      case .leave(let level): list.leaveSections(from: level)
      case .read(let index, let level):
        guard seen.insert(index).inserted else { continue }
        tasks += follow(index, level: level, in: page, &seen)
      }
    }
  }

  /// Adds a cell's nodes; gives back what follows, last first.
  private mutating func follow(
    _ index: Int, level: Int, in page: DrawingPage, _ seen: inout Set<Int>
  ) -> [Task] {
    let cell = page.cells[index]
    let children = page.children[index] ?? []
    noteUnreadable(cell)
    if cell.isEdge {
      addEdge(cell, labels: children.map { page.cells[$0] }, in: page)
    } else if cell.style.isTableRow {
      return addRow(cell, children, level: level, in: page, &seen)
    } else if isSection(cell, children) {
      let own = min(level, Self.deepestLevel)
      list.add(
        .section, cell.label, level: own, path: cell.path, line: cell.line, part: part,
        links: link(of: cell))
      addDetails(of: cell)
      return [.leave(own)] + children.reversed().map { .read($0, level: own + 1) }
    } else {
      addLabel(cell, in: page)
    }
    addDetails(of: cell)
    return children.reversed().map { .read($0, level: level) }
  }

  private func isSection(_ cell: DrawingCell, _ children: [Int]) -> Bool {
    guard !cell.label.isEmpty, !children.isEmpty else { return false }
    return cell.style.look == .container || cell.style.look == .table
  }

  private mutating func addLabel(_ cell: DrawingCell, in page: DrawingPage) {
    var kind = DesignNode.Kind.uiString
    var role: String?
    if cell.style.isEdgeLabel || page[cell.parent]?.isEdge == true {
      role = edgeRole(page[cell.parent], in: page)
    } else if cell.isVertex || cell.parent == nil {
      switch cell.style.look {
      case .container, .table: role = "shape"
      case .image: kind = .figure
      case .note: (kind, role) = (.admonition, "note")
      case .label(let name): role = name
      }
    } else {
      // A layer, by its name.
      (kind, role) = (.paragraph, "layer")
    }
    list.add(
      kind, cell.label, role: role, path: cell.path, line: cell.line, part: part,
      links: link(of: cell))
  }

  /// Adds an edge's label and, where it joins two labelled shapes, the flow from one to the other.
  private mutating func addEdge(_ cell: DrawingCell, labels: [DrawingCell], in page: DrawingPage) {
    list.add(
      .uiString, cell.label, role: edgeRole(cell, in: page), path: cell.path, line: cell.line,
      part: part, links: link(of: cell))
    guard let from = page[cell.source]?.label, !from.isEmpty,
      let to = page[cell.target]?.label, !to.isEmpty
    else { return }
    let said = ([cell] + labels).map(\.label).filter { !$0.isEmpty }.joined(separator: ", ")
    // A label is repeated with each of its edges.
    guard from.utf8.count + to.utf8.count + said.utf8.count < Self.flowLimit else { return }
    list.add(
      .paragraph, "\(from) → \(to)" + (said.isEmpty ? "" : ": \(said)"), role: "flow",
      path: cell.path, line: cell.line, part: part)
  }

  private func edgeRole(_ edge: DrawingCell?, in page: DrawingPage) -> String {
    page[edge?.source]?.style.isDecision == true ? "decision" : "edge"
  }

  private mutating func addRow(
    _ row: DrawingCell, _ children: [Int], level: Int, in page: DrawingPage, _ seen: inout Set<Int>
  ) -> [Task] {
    var cells: [TableCell] = row.label.isEmpty ? [] : [TableCell(row.label)]
    var below: [Int] = []
    for child in children where !page.cells[child].isEdge && seen.insert(child).inserted {
      noteUnreadable(page.cells[child])
      cells.append(TableCell(page.cells[child].label))
      below += page.children[child] ?? []
    }
    let isEmpty = cells.allSatisfy(\.text.isEmpty)
    list.add(
      .tableRow, isEmpty ? "" : cells.map(\.text).joined(separator: " | "), path: row.path,
      line: row.line, part: part, cells: cells)
    addDetails(of: row)
    for child in children { addDetails(of: page.cells[child]) }
    return (children + below).reversed().map { .read($0, level: level) }
  }

  /// Adds a cell's tooltip and the team's properties.
  private mutating func addDetails(of cell: DrawingCell) {
    list.add(
      .uiString, cell.tooltip, role: "tooltip", path: cell.path, line: cell.line, part: part)
    for property in cell.properties {
      list.add(
        .paragraph, "\(property.name): \(property.value)", role: "property", path: cell.path,
        line: cell.line, part: part)
    }
  }

  private mutating func noteUnreadable(_ cell: DrawingCell) {
    guard cell.isLabelUnreadable else { return }
    list.note(
      "unreadable-label", .warning, line: cell.line,
      "The label of the shape '\(cell.id)' on page '\(part)' cannot be read.",
      "Write the label anew in draw.io; Edit > Clear Formatting helps.")
  }

  /// The link of a shape, as far as it leads somewhere.
  private mutating func link(of cell: DrawingCell) -> [TextLink]? {
    guard let target = cell.link, !target.isEmpty else { return nil }
    if target.hasPrefix("data:page/id,") {
      let id = String(target.dropFirst("data:page/id,".count).prefix { $0 != "," })
      if !pageIDs.contains(id) {
        list.note(
          "broken-internal-link", .warning, line: cell.line,
          "The shape '\(cell.label)' links to a page that is not in this drawing.",
          "Link it to a page that is there.")
      }
    } else if target.hasPrefix("data:action/") {
      list.note(
        "active-content", .note, line: cell.line,
        "The action of the shape '\(cell.label)' was left out.", "Nothing to do.")
      return nil
    } else {
      guard LinkTarget.isSafe(target) else {
        list.note(
          "unsafe-link", .warning, line: cell.line,
          "The link's address was dropped: it would run code.",
          "Link to a page, or remove the link.")
        return nil
      }
      links.append(ReadDocument.Link(target: target, line: cell.line))
    }
    return [TextLink(text: cell.label, target: target)]
  }
}
