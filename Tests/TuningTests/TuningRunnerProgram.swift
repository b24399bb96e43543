import Foundation
import TestSupport
import Tuning

/// The program that runs a plan as Colophon does, for the tests that kill it.
enum TuningRunnerProgram {
  /// `tuning-runner` beside the test bundle.
  private static let path: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "tuning-runner").path
  }()

  static func start(
    _ desk: TuningDesk, _ environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try ChildProcess(
      path, [desk.root, desk.model, TuningDesk.trainer, TuningDesk.python],
      environment: environment)
  }
}
