import Core
import Documents
import Foundation
import TestSupport
import Testing

extension ReadDocument {
  /// All that was read, a line for each node and finding: what golden files hold.
  var listing: String {
    let lines = ["\(format.rawValue): \(title)"] + nodes.map(\.listing) + findings.map(\.listing)
    return lines.joined(separator: "\n") + "\n"
  }
}

extension DesignNode {
  fileprivate var listing: String {
    let name = [kind.rawValue, role].compactMap { $0 }.joined(separator: ":")
    let indent = String(repeating: "  ", count: section.count)
    var line = "\(indent)\(name)\(level.map { " \($0)" } ?? ""): \(text)"
    if let cells {
      let spans = cells.map { "\($0.isHeader ? "*" : "")\($0.columns)x\($0.rows)" }
      line += "\n\(indent)    cells \(spans.joined(separator: " "))"
    }
    for link in links ?? [] { line += "\n\(indent)    link '\(link.text)' to \(link.target)" }
    if let remark {
      let facts = [
        ("id", remark.id), ("by", remark.author), ("on", remark.date), ("about", remark.anchor),
      ]
      let known = facts.compactMap { name, value in value.map { "\(name) '\($0)'" } }
      line += "\n\(indent)    remark \(known.joined(separator: " "))"
    }
    let place = column.map { "\(self.line):\($0)" } ?? "\(self.line)"
    return line + "\n\(indent)    at \(path):\(place)\(part.map { " in \($0)" } ?? "")"
  }
}

extension Finding {
  fileprivate var listing: String {
    "\(place?.description ?? ""): \(severity.rawValue): \(message) [\(rule)]"
  }
}

/// Reads a golden test's document, and holds what was read against the file beside it.
func expectGoldenReading(of name: String, filePath: String = #filePath) throws {
  let file = URL(filePath: filePath).deletingLastPathComponent()
    .appending(path: "Golden").appending(path: name)
  let document = try DocumentReader.read(Data(contentsOf: file), path: name, display: name)
  try expectGolden(document.listing, name + ".txt", filePath: filePath)
}
