public import Core
import Formats
import FoundationEssentials
import SampleDesk
import Store

extension Newsroom {
  /// What a new desk starts with.
  public enum Beginning: Sendable {
    /// The settings for one person, who holds every role, and no piece.
    case empty(deskName: String, person: String, email: String)
    /// The sample desk: its roster, its two pipelines and four pieces.
    case sample
  }

  /// Makes a desk in a folder.
  ///
  /// Files that are there stay as they are; a folder that is a desk already is refused.
  ///
  /// - Returns: the desk's new files, by path.
  /// - Throws: `StoreError`, ``NewsroomError``.
  public static func makeDesk(
    at path: String, _ beginning: Beginning, world: World
  ) async throws -> (newsroom: Newsroom, files: [String]) {
    let desk = try Desk.create(at: path)
    var files: [(path: String, bytes: Data)] = [
      (".gitignore", Data(Desk.gitIgnore.utf8)), (".gitattributes", Data(Desk.gitAttributes.utf8)),
    ]
    // The trainers are programs: a desk has its own only where somebody changes one.
    files += SampleDesk.files(under: "Templates/").filter { file in
      !["Templates/desk/", "Templates/trainers/"].contains { file.path.hasPrefix($0) }
    }
    if case .sample = beginning { files += SampleDesk.files(under: "Content/") }
    var written: [String] = []
    for file in files where !desk.exists(file.path) {
      try desk.write(file.bytes, to: file.path)
      written.append(file.path)
    }
    // The settings come last: a folder is a desk once they are there.
    try desk.write(try settingsFile(beginning), to: DeskSettings.fileName)
    written.append(DeskSettings.fileName)
    let newsroom = try Newsroom(desk, world: world)
    if case .sample = beginning {
      for piece in try desk.pieces() {
        let owner = try Piece(of: piece, in: desk).owner
        try await newsroom.start(piece, as: try newsroom.settings.actor(owner))
      }
    }
    return (newsroom, written.sorted())
  }

  private static func settingsFile(_ beginning: Beginning) throws -> Data {
    switch beginning {
    case .sample:
      return SampleDesk.file("Templates/desk/sample.yml") ?? Data()
    case .empty(let deskName, let person, let email):
      let path = "Templates/desk/colophon.yml"
      let file = TemplateFile(
        display: "built-in \(path)", bytes: SampleDesk.file(path) ?? Data())
      let text = try Template(file, for: .text).render([
        "name": .text(yamlText(deskName)), "person": .text(yamlText(person)),
        "email": .text(yamlText(email)), "id": .text(PortableName.slug(of: person)),
      ])
      return Data(text.utf8)
    }
  }

  /// A text as a double-quoted YAML scalar's inside (YAML 1.2, 7.3.1).
  private static func yamlText(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").filter { !$0.isNewline }
  }

  /// Starts a new piece: its folder, its `piece.yml` and an empty brief.
  ///
  /// - Parameters:
  ///   - pipeline: a folder under `Content/`; made if it is not there.
  ///   - due: an ISO 8601 date.
  /// - Throws: ``NewsroomError`` where a name is not portable.
  public func newPiece(
    in pipeline: String, title: String, due: String?, as actor: Actor
  ) async throws -> PieceID {
    let folder = "\(PortableName.slug(of: title))-\(desk.randomSuffix())"
    guard let id = PieceID(pipeline: pipeline, folder: folder) else {
      throw NewsroomError(
        .usage, "'\(pipeline)' cannot be a pipeline's name",
        remedy: "Use lower-case letters, digits and hyphens: \(PortableName.slug(of: pipeline))")
    }
    let path = desk.folder(of: id)
    let template = try Template(templates.file("briefs/brief.md"), for: .text)
    let known = try templates.paths(under: DeliverableOutline.folder)
      .compactMap { $0.split(separator: "/").last?.split(separator: ".").first.map(String.init) }
    let brief = try template.render([
      "title": .text(Self.yamlText(title)), "author": .text(actor.id),
      "deliverables": .text(known.joined(separator: ", ")),
    ])
    try desk.write(Data(brief.utf8), to: "\(path)/UseCasePrompt/brief.md")
    try desk.makeFolder("\(path)/UXDesignDocs/sources")
    let file = PieceFile(title: title, owner: actor.id, due: due)
    try desk.write(YAML.write(file), to: "\(path)/\(PieceFile.name)")
    try await start(id, as: actor)
    return id
  }

  /// Records the start of a piece whose folder is there.
  func start(_ piece: PieceID, as actor: Actor) async throws {
    try await holding(piece, as: actor, "new") {
      _ = try record(Proposal(.start, by: actor), on: PieceDesk(piece, in: self))
    }
  }
}
