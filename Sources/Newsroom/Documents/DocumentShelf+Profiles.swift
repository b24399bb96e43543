public import Core
import Documents
import FoundationEssentials

extension DocumentShelf {
  /// Everything that is wrong with profiles, file by file.
  ///
  /// - Throws: ``NewsroomError`` for a path that leads to no file.
  public static func checkProfiles(_ paths: [String]) throws(NewsroomError) -> [Finding] {
    var findings: [Finding] = []
    for path in paths {
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw NewsroomError(.usage, "\(path): there is no such file", remedy: "Check the path.")
      }
      findings += DocumentProfiles.check(TemplateFile(display: path, bytes: bytes))
    }
    return findings
  }
}
