import Core
import Formats
import FoundationEssentials
import Store
import Synchronization

/// Runs one stage of one piece: gives it its accepted input and its effects, and keeps what it makes.
struct StageRunner: Sendable {
  let newsroom: Newsroom
  let pieceDesk: PieceDesk
  /// The roster id of who runs it, for the records of what is paid for.
  var worker = "unknown"

  /// What a stage's run made, stored by digest but not yet on record.
  struct Made: Sendable {
    /// `artifact.json`; `nil` where the findings leave nothing to hand on.
    var manifest: ArtifactFile?
    var files: [ArtifactFile]
    var findings: [Finding]
    var isPersonsWork: Bool
    /// The earlier stages' artifacts and the templates that went in.
    var inputs: [HandOff.Input]
    var runs: [ModelRun]
    /// The digests of the source files as they stand in the stage's folder.
    var sources: [String: Digest]

    var isBlocked: Bool { manifest == nil || findings.contains(where: \.isBlocking) }

    /// The findings in short, for the record.
    var gates: [HandOff.Gate] {
      var counts: [String: HandOff.Gate] = [:]
      for finding in findings {
        var gate =
          counts[finding.rule]
          ?? HandOff.Gate(rule: finding.rule, severity: finding.severity, count: 0)
        gate.severity = max(gate.severity, finding.severity)
        gate.count += 1
        counts[finding.rule] = gate
      }
      return counts.values.sorted { $0.rule < $1.rule }
    }
  }

  /// The manifest's name in a stage's folder.
  static let manifestName = "artifact.json"

  /// Runs the stage of that id.
  func run(_ id: StageID) async throws -> Made {
    guard let stage = productionPipeline[id] else {
      throw NewsroomError(.usage, "there is no stage \(id.name)", remedy: "Name one of the eight.")
    }
    return try await run(stage)
  }

  private func run<S: Stage>(_ stage: S) async throws -> Made {
    let consulted = Consulted()
    let input = try input(of: stage, consulted)
    let sources = SourceShelf(desk: newsroom.desk, piece: pieceDesk.id, stage: S.id)
    // What stage 3 imports of a harvest must be what its conversations give.
    let harvested =
      S.id == .promptDatasets ? try newsroom.harvestFindings(of: pieceDesk.id) : []
    let product = try await stage.run(input, in: try context(for: S.id, consulted, sources))
    let manifest = try product.artifact.map { artifact in
      try keep(CanonicalJSON.document(artifact), as: Self.manifestName, "application/json")
    }
    let runs = (product.artifact as? RawDesigns)?.runs ?? []
    return Made(
      manifest: manifest, files: product.artifact?.files ?? [],
      findings: harvested + product.findings, isPersonsWork: product.isPersonsWork,
      inputs: consulted.inputs, runs: runs,
      sources: sources.digests)
  }

  /// Runs a stage to see what it would make: the files come back by their paths, and none is kept.
  func preview<S: Stage>(
    of stage: S
  ) async throws -> (product: StageProduct<S.Output>, files: [String: Data]) {
    let consulted = Consulted()
    let input = try input(of: stage, consulted)
    let shown = ShownFiles()
    var context = try context(for: S.id, consulted)
    context.keep = { path, mediaType, data in
      shown.add(data, at: path)
      return ArtifactFile(
        path: path, mediaType: mediaType, size: data.count, sha256: Digest(of: data))
    }
    let product = try await stage.run(input, in: context)
    return (product, shown.files)
  }

  /// The files of a preview.
  private final class ShownFiles: Sendable {
    private let kept = Mutex<[String: Data]>([:])

    func add(_ data: Data, at path: String) { kept.withLock { $0[path] = data } }

    var files: [String: Data] { kept.withLock { $0 } }
  }

  /// Keeps an artifact that a person's decision made.
  func making(_ artifact: some Artifact) throws -> Made {
    Made(
      manifest: try keep(
        CanonicalJSON.document(artifact), as: Self.manifestName, "application/json"),
      files: artifact.files, findings: [], isPersonsWork: true, inputs: [], runs: [], sources: [:])
  }

  private func input<S: Stage>(of stage: S, _ consulted: Consulted) throws -> Accepted<S.Input> {
    guard let producer = S.Input.producer else {
      let brief = try Brief(file: keepBrief())
      guard let accepted = Accepted(storing: brief, digest: brief.file.sha256) as? Accepted<S.Input>
      else {
        throw NewsroomError(
          .damaged, "\(S.id.name) takes no brief", remedy: "This is a fault of Colophon's own.")
      }
      return accepted
    }
    let stored = try stored(producer, consulted)
    return try Accepted(
      storing: decode(S.Input.self, from: stored.manifest, of: producer), digest: stored.digest,
      acceptedAt: stored.acceptedAt)
  }

  private func keepBrief() throws -> ArtifactFile {
    let name = "brief.md"
    let found = try newsroom.desk.workingFiles(of: pieceDesk.id, stage: .useCasePrompt, under: name)
    guard let file = found.first else {
      throw NewsroomError(
        .refused,
        "there is no brief: \(newsroom.desk.folder(of: pieceDesk.id))/UseCasePrompt/\(name)",
        remedy: "Write one; `colophon new` shows what it holds.")
    }
    return try keep(file.bytes, as: name, "text/markdown")
  }

  /// An accepted artifact of an earlier stage, from the version store.
  private func stored(_ stage: StageID, _ consulted: Consulted) throws -> StoredArtifact {
    let record = pieceDesk.state[stage]
    guard let digest = record.accepted else {
      throw NewsroomError(
        .refused, "\(stage.name) has no approved artifact",
        remedy: "Take it to its approval first: colophon run")
    }
    consulted.add(
      HandOff.Input(
        role: stage.name,
        path: "\(newsroom.desk.folder(of: pieceDesk.id))/\(stage.name)/\(Self.manifestName)",
        sha256: digest))
    return StoredArtifact(
      manifest: try newsroom.desk.versions.read(digest), digest: digest,
      acceptedAt: record.acceptedAt ?? "")
  }

  private func decode<A: Artifact>(_ type: A.Type, from manifest: Data, of stage: StageID) throws
    -> A
  {
    do {
      return try JSONDecoder().decode(A.self, from: manifest)
    } catch {
      throw NewsroomError(
        .damaged, "the manifest of \(stage.name) cannot be read: \(error)",
        remedy: "Run `colophon verify`; send the piece back to \(stage.name) to make it anew.")
    }
  }

  private func keep(_ data: Data, as path: String, _ mediaType: String) throws -> ArtifactFile {
    let digest = try newsroom.desk.versions.keep(data)
    return ArtifactFile(path: path, mediaType: mediaType, size: data.count, sha256: digest)
  }

  /// The effects a stage gets.
  func context(
    for stage: StageID, _ consulted: Consulted = Consulted(), _ sources: SourceShelf? = nil
  ) throws -> StageContext {
    let desk = newsroom.desk
    let sources = sources ?? SourceShelf(desk: desk, piece: pieceDesk.id, stage: stage)
    let id = pieceDesk.id
    let passages = Passages(runner: self)
    let ledger = try ledger(for: stage)
    return StageContext(
      piece: try Piece(of: id, in: desk),
      handOffs: pieceDesk.records,
      workingFiles: { try desk.workingFiles(of: id, stage: stage, under: $0) },
      sources: { try sources.files(under: $0) },
      keepSource: { try sources.keep($0, as: $1) },
      keepReadings: { sources.keep($0) },
      keptReadings: { sources.keptReadings(under: $0) },
      bytes: { try desk.versions.read($0.sha256) },
      keep: { path, mediaType, data in try keep(data, as: path, mediaType) },
      stored: { try stored($0, consulted) },
      template: { path in
        let file = try newsroom.templates.file(path)
        consulted.add(
          HandOff.Input(role: "template", path: file.display, sha256: Digest(of: file.bytes)))
        return file
      },
      templatePaths: { try newsroom.templates.paths(under: $0) },
      settings: newsroom.stageSettings,
      engine: { try newsroom.world.engine($0) },
      ledger: ledger?.calls ?? .none,
      search: { try passages.search($0, limit: $1) },
      rankFile: { newsroom.world.rankFile($0) },
      verifyChain: { try newsroom.verifyChain(of: id, putting: .publisherEditorial) },
      progress: ledger?.noting(newsroom.world.progress) ?? newsroom.world.progress)
  }

  /// The piece's ledger, for the stages that call engines: at stage 5 under the script's ceiling,
  /// before under the desk's.
  func ledger(for stage: StageID) throws -> ScriptLedger? {
    let ceiling: ChatGPTAPIScripts.Ceiling
    switch stage {
    case .promptDatasets: ceiling = newsroom.settings.ceiling
    case .rawDesigns:
      let script = try stored(.chatGPTAPIScripts, Consulted())
      ceiling = try decode(ChatGPTAPIScripts.self, from: script.manifest, of: .chatGPTAPIScripts)
        .ceiling
    case .useCasePrompt, .uxDesignDocs, .chatGPTAPIScripts, .productionRequest, .mediaMarketplace,
      .publisherEditorial:
      return nil
    }
    return try ledger(under: SpendingCeiling(ceiling))
  }

  /// The piece's ledger under a ceiling.
  func ledger(under ceiling: SpendingCeiling) throws -> ScriptLedger {
    ScriptLedger(
      newsroom.desk.ledger(of: pieceDesk.id), owner: .init(by: worker, piece: pieceDesk.id),
      ceiling: ceiling, estimator: try newsroom.world.estimator(newsroom.desk),
      now: newsroom.world.now)
  }

  /// The design nodes of the piece, searched; opened on the first search.
  private final class Passages: Sendable {
    private let runner: StageRunner
    private let opened = Mutex<PassageIndex?>(nil)

    init(runner: StageRunner) { self.runner = runner }

    func search(_ query: PassageQuery, limit: Int) throws -> [FoundExcerpt] {
      try opened.withLock { index in
        let found = try index ?? open()
        index = found
        return try found.search(query, limit: limit)
      }
    }

    private func open() throws -> PassageIndex {
      let stored = try runner.stored(.uxDesignDocs, Consulted())
      let design = try runner.decode(UXDesignDocs.self, from: stored.manifest, of: .uxDesignDocs)
      let nodes = try CanonicalJSON.readLines(
        DesignNode.self, from: runner.newsroom.desk.versions.read(design.nodes.sha256))
      return try PassageIndex(nodes: nodes)
    }
  }
}

/// What a stage read on its way, each once, in order.
final class Consulted: Sendable {
  private let seen = Mutex<[HandOff.Input]>([])

  func add(_ input: HandOff.Input) {
    seen.withLock { if !$0.contains(input) { $0.append(input) } }
  }

  var inputs: [HandOff.Input] {
    seen.withLock { $0.sorted { ($0.role, $0.path) < ($1.role, $1.path) } }
  }
}
