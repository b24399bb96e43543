import Foundation
import TestSupport
import Tuning

/// The program that runs a plan as Colophon does, for the tests that kill it.
enum TuningRunnerProgram {
  static func start(
    _ desk: TuningDesk, _ environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try ChildProcess(
      ChildProcess.besideTests("tuning-runner"),
      [desk.root, desk.model, TuningDesk.trainer, TuningDesk.python],
      environment: environment)
  }
}
