import FoundationEssentials
import Store

/// A folder of documents that a user names, whatever it lies in.
struct DocumentFolder {
  /// As the user names it.
  let path: String
  /// The folder it lies in.
  let desk: Desk
  let name: String

  /// - Throws: ``NewsroomError`` where there is no such folder.
  init(_ path: String) throws(NewsroomError) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      throw NewsroomError(
        .usage, "\(path): there is no such folder", remedy: "Name a folder with documents.")
    }
    self.path = path.withoutFinalSlash
    let whole = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
      .withoutFinalSlash
    let parts = whole.split(separator: "/")
    guard let last = parts.last else {
      throw NewsroomError(
        .usage, "\(path): the root of all files is no folder of documents",
        remedy: "Name a folder below it.")
    }
    name = String(last)
    desk = Desk(root: "/" + parts.dropLast().joined(separator: "/"))
  }

  /// What messages call a file, by its path below ``desk``.
  func display(_ file: String) -> String { path + file.dropFirst(name.count) }
}
