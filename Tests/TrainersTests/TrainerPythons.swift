import Foundation
import TestSupport

/// The Pythons that drive the trainers: of the environments that `COLOPHON_TRAIN` and
/// `COLOPHON_TENSORFLOW` name, or of `.venv-train` and `.venv-tensorflow` of the project.
enum TrainerPythons {
  static let torch = python(of: ".venv-train", or: "COLOPHON_TRAIN")
  static let tensorflow = python(of: ".venv-tensorflow", or: "COLOPHON_TENSORFLOW")
  static let arePresent = torch != nil && tensorflow != nil
  static let absent = "what trainers require is not installed here: .ci/setup trainers"

  private static func python(of environment: String, or variable: String) -> URL? {
    let named = ProcessInfo.processInfo.environment[variable].map { URL(filePath: $0) }
    let folder = named ?? Corpus.projectRoot.appending(path: environment)
    let python = folder.appending(path: "bin/python")
    return FileManager.default.isExecutableFile(atPath: python.path) ? python : nil
  }
}
