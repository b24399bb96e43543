import Core
import Documents
import Formats
import FoundationEssentials

/// What was read of one source file, as far as the design set needs it.
struct SourceReading: Sendable {
  /// `nil` where the file is left out; the findings say why.
  var document: Summary?
  var findings: [Finding]
  /// The other files that were drawn on or looked for, by path; `nil` for one that was not there.
  var included: [String: Digest?]
  /// The design nodes, one a line; `nil` where they are kept and were not asked for.
  var lines: Data?

  /// What the design set says of a document.
  struct Summary: Sendable {
    var format: DocumentFormat
    var title: String
    /// Nodes by kind.
    var counts: [String: Int]
    /// The files that were read as parts of it.
    var parts: [String]

    var nodes: Int { counts.values.reduce(0, +) }
  }

  /// A file that is left out.
  init(leftOut finding: Finding) {
    document = nil
    findings = [finding]
    included = [:]
    lines = Data()
  }

  /// A document.
  ///
  /// - Parameters:
  ///   - document: what was read of it.
  ///   - files: the digests of the files beside it, by path.
  /// - Throws: where the nodes cannot be written.
  init(_ document: ReadDocument, files: [String: Digest]) throws {
    var counts: [String: Int] = [:]
    for node in document.nodes { counts[node.kind.rawValue, default: 0] += 1 }
    self.document = Summary(format: document.format, title: document.title, counts: counts, parts: document.parts)
    findings = document.findings
    included = Dictionary(document.included.map { ($0, files[$0]) }) { first, _ in first }
    lines = try CanonicalJSON.lines(document.nodes)
  }
}
