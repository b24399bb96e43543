public import Core
public import Datasets
import Formats
import FoundationEssentials
import Store

/// Datasets where they lie: in a folder, or on record in a piece.
public enum DatasetShelf {
  /// The dataset of a folder.
  ///
  /// - Throws: ``NewsroomError`` where there is none.
  public static func contents(ofFolder folder: String) throws -> DatasetContents {
    let start = folder.hasSuffix("/") ? folder : "\(folder)/"
    var files: [String: Data] = [:]
    for path in DatasetContents.paths {
      let file = start + path
      guard FileManager.default.fileExists(atPath: file) else { continue }
      files[path] = try read(file)
    }
    guard files.keys.contains(where: { $0.hasSuffix("train.jsonl") || $0.hasSuffix("test.jsonl") })
    else {
      throw NewsroomError(
        .usage, "\(folder) holds no dataset: there is no train.jsonl",
        remedy: "Name a folder that `colophon dataset build` or `dataset import` has written.")
    }
    return try DatasetContents(files: files, display: start)
  }

  /// Files to import.
  ///
  /// They are called by their names alone, for the names stand in the dataset; files of one name by
  /// their folders' as well.
  public static func importFiles(_ paths: [String]) throws -> [ImportFile] {
    var seen: Set<String> = []
    return try paths.map { path in
      let parts = path.split(separator: "/")
      var name = String(parts.last ?? "")
      if !seen.insert(name).inserted { name = parts.suffix(2).joined(separator: "/") }
      return ImportFile(name, try read(path))
    }
  }

  private static func read(_ path: String) throws(NewsroomError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw NewsroomError(.usage, "\(path) cannot be read", remedy: "Name a file that is there.")
    }
  }
}

extension Newsroom {
  /// The dataset of a piece, as it is on record.
  ///
  /// - Throws: ``NewsroomError`` where the piece has none yet.
  public func dataset(of piece: PieceID) throws -> DatasetContents {
    let report = try show(piece)
    let line = report.stages.first { $0.stage == .promptDatasets }
    var files: [String: Data] = [:]
    for file in line?.files ?? [] where DatasetContents.paths.contains(file.path) {
      files[file.path] = try desk.versions.read(file.sha256)
    }
    guard !files.isEmpty else {
      throw NewsroomError(
        .refused, "\(piece) has no dataset on record yet",
        remedy: "Take it to stage 3 first: colophon run \(piece.folder).")
    }
    return try DatasetContents(
      files: files, display: "Content/\(piece.folder)/\(StageID.promptDatasets.name)/")
  }
}
