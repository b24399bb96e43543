public import Core
import Documents
import FoundationEssentials
import Formats

/// Stage 2: reads the source documents that a person brought into one design set.
///
/// Responsible for: `design.jsonl`, one node a line in document order.
/// Boundaries: reads the files under `sources/`; what a format means is the Documents target's.
/// Invariant: a document that cannot be read blocks the hand-off, and never hides the others.
public struct UXDesignDocsStage: Stage {
  public typealias Input = UseCasePrompt
  public typealias Output = UXDesignDocs
  public static let id = StageID.uxDesignDocs

  public init() {}

  public func run(
    _ input: Accepted<UseCasePrompt>, in context: StageContext
  ) async throws -> StageProduct<UXDesignDocs> {
    let sources = try context.workingFiles("sources")
    guard !sources.isEmpty else {
      return StageProduct(nil, findings: [.noSources(context.display("sources", in: Self.id))])
    }
    var findings: [Finding] = []
    var documents: [UXDesignDocs.Document] = []
    var nodes: [DesignNode] = []
    for (index, source) in sources.enumerated() {
      try Task.checkCancellation()
      context.progress(.init("reading documents", done: index, total: sources.count))
      guard let format = DocumentFormat.sniff(source.bytes, name: source.path) else {
        findings.append(.unknownFormat(source.display))
        continue
      }
      let relative = String(source.path.dropFirst("sources/".count))
      do {
        let read = try DocumentReader.read(source.bytes, path: relative, display: source.display)
        let file = try context.keep(source.path, format.mediaType, source.bytes)
        documents.append(
          UXDesignDocs.Document(
            file: file, format: format.rawValue, title: read.title, nodes: read.nodes.count))
        nodes += read.nodes
        findings += read.findings
      } catch let error as DocumentError {
        findings.append(error.finding)
      }
    }
    context.progress(.init("reading documents", done: sources.count, total: sources.count))
    findings += check(documents: documents, nodes: nodes, in: context)
    guard !documents.isEmpty else { return StageProduct(nil, findings: findings) }
    let design = try context.keep(
      "design.jsonl", "application/jsonl", CanonicalJSON.lines(nodes))
    var counts: [String: Int] = [:]
    for node in nodes { counts[node.kind.rawValue, default: 0] += 1 }
    return StageProduct(
      UXDesignDocs(documents: documents, nodes: design, counts: counts), findings: findings,
      isPersonsWork: true)
  }
}
