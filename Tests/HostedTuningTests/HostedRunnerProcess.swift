import Foundation
import StandIn
import TestSupport

/// `hosted-runner` at work on a desk, to be killed.
struct HostedRunnerProcess {
  private let child: ChildProcess

  /// The program beside the test bundle.
  private static let program: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "hosted-runner").path
  }()

  init(_ desk: HostedDesk) throws {
    child = try ChildProcess(
      Self.program, [desk.root, "voice", desk.server.baseURL],
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
