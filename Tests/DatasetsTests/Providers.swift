import Core
import Datasets
import Foundation

/// The built-in profiles, read from the package's own files.
enum Providers {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Templates/providers")

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { $0.replacing(".yml", with: "") }.sorted()
  }

  static func profile(_ name: String) throws -> ProviderProfile {
    guard name != "general" else { return .general }
    let file = folder.appending(path: "\(name).yml")
    return try ProviderProfile(
      TemplateFile(display: file.lastPathComponent, bytes: Data(contentsOf: file)))
  }
}
