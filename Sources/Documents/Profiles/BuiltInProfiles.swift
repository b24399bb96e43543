import Core
import FoundationEssentials
import Synchronization

/// The built-in profiles, each read when a document of its format is first met: who reads two formats
/// need not wait for ten.
enum BuiltInProfiles {
  private static let read = Mutex<[DocumentFormat: Profile]>([:])

  /// The profile of a format; `nil` where it is read by code, or unknown.
  static func profile(of format: DocumentFormat) -> Profile? {
    read.withLock { read in
      if let known = read[format] { return known }
      guard
        let file = EmbeddedProfiles.files.first(where: {
          $0.path.hasSuffix("/\(format.rawValue).yml")
        })
      else { return nil }
      let bytes = Data(base64Encoded: file.base64) ?? Data()
      // A built-in profile is held to be right by a test.
      let profile = try? Profile(TemplateFile(display: "built-in \(file.path)", bytes: bytes))
      read[format] = profile
      return profile
    }
  }
}
