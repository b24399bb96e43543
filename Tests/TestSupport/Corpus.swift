public import Foundation

/// The real documents that no one here wrote: `../shared/corpus` beside the project, where it is
/// there. Tests that need it are enabled by ``isPresent`` and say so when they are skipped.
public enum Corpus {
  /// The project's root folder.
  public static let projectRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The corpus folder: `COLOPHON_CORPUS`, or `../shared/corpus` of the project.
  public static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["COLOPHON_CORPUS"] {
      return URL(filePath: path)
    }
    return projectRoot.deletingLastPathComponent().appending(path: "shared/corpus")
  }()

  public static let isPresent = FileManager.default.fileExists(atPath: root.path)

  /// The message of a test skipped for want of the corpus.
  public static let absent = "../shared/corpus is not here"

  /// The files of one set, sorted by path.
  public static func files(of set: String) -> [URL] {
    let folder = root.appending(path: set)
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = found?.compactMap { $0 as? URL } ?? []
    return files.filter { !$0.hasDirectoryPath }.sorted { $0.path < $1.path }
  }
}
