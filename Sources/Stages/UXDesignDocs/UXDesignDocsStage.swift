public import Core
import Documents
import Formats
import FoundationEssentials

/// Stage 2: reads the source documents that a person brought into one design set.
///
/// Responsible for: `design.jsonl`, one node a line in document order.
/// Boundaries: reads the files under `sources/`; what a format means is the Documents target's. A file
/// that did not change since the last run is not read again (`SourceReader`).
/// Invariant: a document that cannot be read blocks the hand-off, and never hides the others.
public struct UXDesignDocsStage: Stage {
  public typealias Input = UseCasePrompt
  public typealias Output = UXDesignDocs
  public static let id = StageID.uxDesignDocs

  public init() {}

  public func run(
    _ input: Accepted<UseCasePrompt>, in context: StageContext
  ) async throws -> StageProduct<UXDesignDocs> {
    let sources = try context.sources("sources")
    guard !sources.isEmpty else {
      return StageProduct(nil, findings: [.noSources(context.display("sources", in: Self.id))])
    }
    let reader = try reader(of: sources, in: context)
    let readings = try await reader.readings()
    var documents: [UXDesignDocs.Document] = []
    /// The places of the documents, by those of their readings.
    var places: [Int: Int] = [:]
    var counts: [String: Int] = [:]
    let owners = reader.owners(of: readings)
    for (index, (source, reading)) in zip(sources, readings).enumerated() {
      // A part of a book may be no document by itself, and is on record all the same.
      let owner = owners[index].flatMap { readings[$0].document }
      guard let document = reading.document ?? owner else { continue }
      let file = try context.keepSource(source, document.format.mediaType)
      places[index] = documents.count
      documents.append(
        UXDesignDocs.Document(
          file: file, format: document.format.rawValue, title: document.title,
          nodes: owners[index] == nil ? document.nodes : 0,
          partOf: owners[index].map { sources[$0].path }))
      if owners[index] == nil { counts.merge(document.counts, uniquingKeysWith: +) }
    }
    let findings =
      readings.indices.filter { owners[$0] == nil }.flatMap { readings[$0].findings }
      + check(documents: documents, in: context)
    // What the gate stops is not stored either: nothing would name it.
    guard !documents.isEmpty, !findings.contains(where: \.isBlocking) else {
      return StageProduct(nil, findings: findings)
    }
    let bodies = try reader.bodies(of: readings, without: Set(owners.keys))
    var lines = DesignLines(capacity: bodies.reduce(0) { $0 + $1.count })
    let whole = readings.indices.filter { owners[$0] == nil }
    for (index, body) in zip(whole, bodies) {
      let leftOut = lines.append(body, isUnique: owners.isEmpty)
      if let place = places[index] { documents[place].nodes -= leftOut }
    }
    counts.merge(lines.repeated, uniquingKeysWith: -)
    let design = try context.keep("design.jsonl", "application/jsonl", lines.data)
    return StageProduct(
      UXDesignDocs(documents: documents, nodes: design, counts: counts), findings: findings,
      isPersonsWork: true)
  }

  /// What reads the sources: each into its nodes, one a line.
  private func reader(of sources: [SourceFile], in context: StageContext) throws -> SourceReader {
    SourceReader(
      sources, below: "sources/",
      profiles: try context.templatePaths("profiles").map(context.template),
      effects: SourceReader.Effects(
        keepSource: { _ = try context.keepSource($0, $1.mediaType) },
        keepReadings: context.keepReadings,
        keptReadings: { context.keptReadings("sources") }, progress: context.progress)
    ) { try CanonicalJSON.lines($0.nodes) }
  }
}
