import Foundation
import TestSupport

/// Where OpenAI's official client is.
enum OfficialClient {
  /// The interpreter of a virtual environment with `openai`: in `COLOPHON_VALIDATORS`, or
  /// `.venv-validators` of the project.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["COLOPHON_VALIDATORS"].map { URL(filePath: $0) }
    let root = named ?? Corpus.projectRoot.appending(path: ".venv-validators")
    let library = root.appending(path: "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    let isThere = versions.contains { version in
      let path = library.appending(path: "\(version)/site-packages/openai").path
      return FileManager.default.fileExists(atPath: path)
    }
    return isThere ? root.appending(path: "bin/python").path : nil
  }()
}
