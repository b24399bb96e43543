import Foundation
import PackagePlugin

/// Carries files of the package inside the binary, whenever one of them changes: `Templates/` and
/// `Content/` in SampleDesk, `Templates/profiles/` in Documents.
@main
struct EmbedDesk: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let (name, folders) =
      target.name == "Documents"
      ? ("EmbeddedProfiles", ["Templates/profiles"]) : ("EmbeddedDesk", ["Content", "Templates"])
    let paths = try folders.flatMap { try files(of: $0, in: root) }.sorted()
    let generated = context.pluginWorkDirectoryURL.appending(path: "\(name).swift")
    return [
      .buildCommand(
        displayName: "Embedding \(paths.count) files of \(folders.joined(separator: " and "))",
        executable: try context.tool(named: "embed-desk").url,
        arguments: [name, root.path(percentEncoded: false), generated.path(percentEncoded: false)]
          + paths,
        inputFiles: paths.map { root.appending(path: $0) },
        outputFiles: [generated])
    ]
  }

  /// The files of a folder of the package, as paths from the package's root.
  ///
  /// The folder itself may be a link; links inside it are not followed, and names that begin with a
  /// dot and what Python compiled are a working copy's own business.
  private func files(of folder: String, in root: URL) throws -> [String] {
    let place = root.appending(path: folder).resolvingSymlinksInPath()
    return try FileManager.default.subpathsOfDirectory(atPath: place.path(percentEncoded: false))
      .filter { path in
        guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") || $0 == "__pycache__" })
        else {
          return false
        }
        let values = try place.appending(path: path).resourceValues(forKeys: [.isRegularFileKey])
        return values.isRegularFile == true
      }
      .map { "\(folder)/\($0)" }
  }
}
