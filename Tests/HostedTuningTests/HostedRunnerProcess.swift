import Foundation
import StandIn
import TestSupport

/// `tuning-runner` at work on a desk, to be killed.
struct HostedRunnerProcess {
  private let child: ChildProcess

  init(_ desk: HostedDesk) throws {
    child = try ChildProcess(
      ChildProcess.besideTests("tuning-runner"), [desk.root, "voice", desk.server.baseURL],
      environment: ["OPENAI_API_KEY": StandIn.key])
  }

  /// `kill -9`, and waits for its end.
  @discardableResult
  func kill() -> Bool {
    Foundation.kill(child.processID, SIGKILL)
    return child.end().wasKilled
  }

  func end() -> ChildProcess.Ended { child.end() }
}
