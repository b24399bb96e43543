import Core
import Documents
import Foundation

/// Reads a text as a document of a name.
func read(_ text: String, as name: String = "page.html") throws -> ReadDocument {
  try DocumentReader.read(Data(text.utf8), path: name, display: "sources/\(name)")
}

extension ReadDocument {
  /// `kind:role text` of each node, in order.
  var outline: [String] {
    nodes.map { node in "\(node.kind.rawValue)\(node.role.map { ":\($0)" } ?? "") \(node.text)" }
  }

  var rules: [String] { findings.map(\.rule) }
}
