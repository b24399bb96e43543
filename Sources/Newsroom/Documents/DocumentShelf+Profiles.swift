public import Core
import Documents
import Formats
public import FoundationEssentials
import SampleDesk
import Store

extension DocumentShelf {
  private static let folder = "Templates/profiles"

  /// Everything that is wrong with profiles, and how many were looked at.
  ///
  /// - Parameter paths: files, or folders with `.yml` files.
  /// - Throws: ``NewsroomError`` for a path that leads to no profile.
  public static func checkProfiles(
    _ paths: [String]
  ) throws(NewsroomError) -> (count: Int, findings: [Finding]) {
    let files = try profileFiles(paths)
    return (files.count, files.flatMap(DocumentProfiles.check))
  }

  /// The bytes of a built-in profile, to begin one's own with.
  ///
  /// - Throws: ``NewsroomError`` where no profile is built in under that name.
  public static func builtInProfile(_ name: String) throws(NewsroomError) -> Data {
    if let bytes = SampleDesk.file("\(folder)/\(name).yml") { return bytes }
    let known = SampleDesk.files(under: "\(folder)/").map { file in
      file.path.dropFirst(folder.count + 1).replacing(".yml", with: "")
    }
    throw NewsroomError(
      .usage, "there is no built-in profile '\(name)'",
      remedy: "Name one of \(known.sorted().joined(separator: ", ")).")
  }

  /// The built-in profiles, those of the desks that folders are in, and those that are named.
  static func profiles(
    _ paths: [String], near folders: [String]
  ) throws(NewsroomError) -> DocumentProfiles {
    let desks = Set(folders.compactMap { try? Desk.find(from: $0).root })
    let own = desks.sorted().map { "\($0)/\(folder)" }
      .filter { FileManager.default.fileExists(atPath: $0) }
    let ofDesks = try profileFiles(own, isEmptyFine: true).filter { file in
      // A desk begins with copies of the built-in ones, which need not be read twice.
      let name = file.display.split(separator: "/").last.map(String.init) ?? ""
      return SampleDesk.file("\(folder)/\(name)") != file.bytes
    }
    do {
      return try .builtIn.adding(ofDesks + profileFiles(paths))
    } catch let error as NewsroomError {
      throw error
    } catch let error as DocumentError {
      throw NewsroomError(.usage, "\(error.place): \(error.message)", remedy: error.remedy)
    } catch {
      throw NewsroomError(.usage, "\(error)", remedy: "Correct that line of the profile.")
    }
  }

  private static func profileFiles(
    _ paths: [String], isEmptyFine: Bool = false
  ) throws(NewsroomError) -> [TemplateFile] {
    var files: [TemplateFile] = []
    for path in paths {
      let found = try profilePaths(path)
      guard isEmptyFine || !found.isEmpty else {
        throw NewsroomError(
          .usage, "\(path): there is no profile in this folder",
          remedy: "A profile's name ends with .yml; name its file or folder.")
      }
      for file in found {
        guard let bytes = FileManager.default.contents(atPath: file) else {
          throw NewsroomError(
            .usage, "\(file): the file cannot be opened", remedy: "See that you may read it.")
        }
        files.append(TemplateFile(display: file, bytes: bytes))
      }
    }
    return files
  }

  /// The file that a path names, or those of a folder that are profiles by their names.
  private static func profilePaths(_ path: String) throws(NewsroomError) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw NewsroomError(
        .usage, "\(path): there is no such file or folder", remedy: "Check the path.")
    }
    guard isFolder else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    return names.sorted().filter { name in
      !name.hasPrefix(".") && (name.hasSuffix(".yml") || name.hasSuffix(".yaml"))
    }.map { "\(folder)/\($0)" }
  }
}
