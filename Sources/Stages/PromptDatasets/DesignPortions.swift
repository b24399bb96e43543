import Core
import Formats
import FoundationEssentials

/// The lines of `design.jsonl`, those of each reading together: what has not changed of them is told by
/// their digests, and not read.
struct DesignPortions {
  /// What was read of one document, with its parts and what it draws on.
  struct Portion: Sendable {
    /// The document's path.
    var name: String
    var lines: Data
  }

  private(set) var portions: [Portion] = []

  /// - Parameters:
  ///   - design: the lines.
  ///   - documents: the documents, in the order of the lines.
  init(_ design: Data, of documents: [UXDesignDocs.Document]) {
    var start = design.startIndex
    for document in documents where document.nodes > 0 {
      var end = start
      for _ in 0..<document.nodes {
        guard let line = design[end...].firstIndex(of: 0x0A) else { break }
        end = line + 1
      }
      portions.append(Portion(name: document.file.path, lines: design[start..<end]))
      start = end
    }
  }
}
