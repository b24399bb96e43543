import Core
import Formats

extension NodeTable {
  private struct Identity: Hashable {
    var file: Int32
    var kind: DesignNode.Kind
    var text: String
  }

  /// The nodes as plain values, each with its id and digest.
  func nodes() -> [DesignNode] {
    var nodes: [DesignNode] = []
    nodes.reserveCapacity(entries.count)
    var occurrences: [Identity: Int] = [:]
    var written: [Int32: String] = [:]
    var sections: [Int32: [String]] = [-1: []]
    for (index, entry) in entries.enumerated() {
      let text = text(of: index)
      let document = files[Int(entry.file)]
      let occurrence: Int = {
        $0 += 1
        return $0
      }(&occurrences[Identity(file: entry.file, kind: entry.kind, text: text), default: 0])
      var identity = DigestHasher()
      identity.update(document)
      identity.update("\n\(entry.kind.rawValue)\n\(occurrence)\n")
      identity.update(text)
      let extra = entry.extra < 0 ? nil : extras[Int(entry.extra)]
      if written[entry.path] == nil { written[entry.path] = path(entry.path) }
      nodes.append(
        DesignNode(
          id: "n-" + identity.finish().hex.prefix(16), kind: entry.kind, text: text,
          role: entry.role < 0 ? nil : labels[Int(entry.role)],
          level: entry.level == 0 ? nil : Int(entry.level), document: document,
          path: written[entry.path] ?? "", line: Int(entry.line),
          column: entry.column == 0 ? nil : Int(entry.column),
          part: entry.part < 0 ? nil : labels[Int(entry.part)],
          section: section(entry.heading, &sections), digest: Digest(of: text),
          cells: extra?.cells.map { cells[$0].map(cell) },
          links: extra?.links.map {
            links[$0].map { TextLink(text: self.text($0.text), target: self.text($0.target)) }
          }, remark: extra?.remark, revisions: extra?.revisions, translation: extra?.translation,
          key: extra?.key))
    }
    return nodes
  }

  private func cell(_ cell: Cell) -> TableCell {
    TableCell(
      text(cell.span), columns: Int(cell.columns), rows: Int(cell.rows), isHeader: cell.isHeader)
  }

  /// The headings from the outermost down to one.
  private func section(_ heading: Int32, _ known: inout [Int32: [String]]) -> [String] {
    if let section = known[heading] { return section }
    let section = section(entries[Int(heading)].heading, &known) + [text(of: Int(heading))]
    known[heading] = section
    return section
  }
}
