public import Core
import Datasets
public import FoundationEssentials
import Formats
import Store

/// The files of a dataset, wherever it lies: in a folder, or in the store as the artifact of a piece.
public struct DatasetFiles: Sendable {
  /// What messages call the dataset.
  public let name: String
  private let read: @Sendable (String) throws -> Data?

  /// The bytes of one of its files; `nil` where it is not there.
  public func file(_ path: String) throws -> Data? { try read(path) }

  /// A dataset in a folder.
  ///
  /// - Throws: ``NewsroomError`` where there is none.
  public init(folder: String) throws(NewsroomError) {
    let folder = folder.withoutFinalSlash
    guard FileManager.default.fileExists(atPath: "\(folder)/\(Dataset.lineagePath)") else {
      throw NewsroomError(
        .usage, "\(folder): there is no dataset in this folder",
        remedy: "Name a folder that `colophon dataset build` or `import` made.")
    }
    name = folder
    read = { FileManager.default.contents(atPath: "\(folder)/\($0)") }
  }

  /// The dataset of a piece that counts now: the accepted one, else the one put forward.
  ///
  /// - Throws: ``NewsroomError`` where there is none yet.
  public init(of piece: PieceID, in newsroom: Newsroom) throws {
    guard let manifest = try PieceDesk(piece, in: newsroom).manifest(of: .promptDatasets) else {
      throw NewsroomError(
        .refused, "\(piece) has no dataset yet",
        remedy: "Take it to PromptDatasets: colophon run \(piece.folder)")
    }
    try self.init(manifest: manifest, name: piece.description, in: newsroom)
  }

  /// A dataset that was put forward at some time.
  init(manifest: Digest, name: String, in newsroom: Newsroom) throws {
    let files = try ArtifactManifest.files(
      of: .promptDatasets, in: newsroom.desk.versions.read(manifest))
    let byPath = Dictionary(files.map { ($0.path, $0.sha256) }) { first, _ in first }
    self.name = name
    read = { path in try byPath[path].map { try newsroom.desk.versions.read($0) } }
  }
}

extension DatasetFiles {
  /// The dataset's report as a page for people.
  ///
  /// - Throws: what reading the dataset or the template throws.
  public func page() throws -> Data {
    let templates = DeskTemplates(desk: try? Desk.find(from: "."))
    let title = name.split(separator: "/").last.map(String.init) ?? name
    return try DatasetPage(file).page(title: title) { try templates.file($0) }
  }
}
