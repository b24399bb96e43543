/// A desk's paths as they are read from a run's folder, so that what is written there holds wherever
/// the desk is.
struct RelativePath {
  private let up: String?
  private let root: String

  /// - Parameters:
  ///   - folder: the run's, whole.
  ///   - root: the desk, whole.
  init(from folder: String, root: String) {
    self.root = root
    let prefix = root.hasSuffix("/") ? root : root + "/"
    up =
      folder.hasPrefix(prefix)
      ? String(
        repeating: "../", count: folder.dropFirst(prefix.utf8.count).split(separator: "/").count)
      : nil
  }

  /// A path below the desk; a whole one stays as it is.
  func path(_ path: String) -> String {
    path.hasPrefix("/") ? path : up.map { $0 + path } ?? "\(root)/\(path)"
  }
}
