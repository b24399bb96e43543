import Foundation
import TestSupport

/// The built program, run as a user runs it.
enum Program {
  /// `colophon` beside the test bundle.
  static let path = ChildProcess.besideTests("colophon")

  static let isBuilt = FileManager.default.isExecutableFile(atPath: path)

  /// Starts the program.
  static func start(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(path, arguments)
  }

  /// Starts the program in a folder.
  static func start(_ arguments: [String], in folder: String) throws -> ChildProcess {
    try ChildProcess("sh", ["-c", "cd \"$0\" && exec \"$@\"", folder, path] + arguments)
  }

  /// Runs the program to its end.
  @discardableResult
  static func run(_ arguments: String...) throws -> ChildProcess.Ended {
    try ChildProcess(path, arguments).end()
  }
}
