import ArgumentParser
import Core
import Datasets
import Gateway
import Monitoring
import Newsroom
import Store
import Tuning

/// What the exit codes mean: part of the interface, for scripts.
enum ExitCodes {
  /// Findings, or a gate that is not passed.
  static let findings = ExitCode(1)
  /// The command's words are wrong.
  static let usage = ExitCode(2)
  /// Another process holds the piece, or decisions contradict one another.
  static let locked = ExitCode(3)
  /// A remote service failed.
  static let remote = ExitCode(4)
  /// The store is damaged.
  static let damaged = ExitCode(5)
  /// Stopped by Ctrl-C or SIGTERM, after what was under way had ended: 128 and the signal's number, as
  /// shells have it.
  static let interrupted = ExitCode(130)

  static let help = """
    EXIT CODES:
      0  done
      1  findings, or a gate that is not passed
      2  the command's words are wrong
      3  another process is at work on the piece, or decisions conflict
      4  a remote service failed
      5  the store is damaged
      130  stopped by Ctrl-C; what was under way has ended, and a repeated command goes on
    """

  /// The code that an error ends the program with.
  static func code(of error: any Error) -> ExitCode {
    switch error {
    case let error as NewsroomError:
      switch error.code {
      case .refused, .io: findings
      case .usage: usage
      case .locked: locked
      case .remote: remote
      case .damaged: damaged
      }
    case let error as StoreError:
      switch error.code {
      case .locked: locked
      case .damaged: damaged
      case .notADesk, .exists, .unsafePath: usage
      case .missing, .full, .readOnly, .io: findings
      }
    case let error as DatasetError:
      switch error.code {
      case .missing, .ambiguous: usage
      case .refused, .malformedRecipe, .ranksMissing, .ranksWrong: findings
      case .damaged: damaged
      }
    case let error as StageFailure:
      switch error.kind {
      case .unready: findings
      case .remote: remote
      case .damaged: damaged
      }
    case let error as TuningError:
      switch error.code {
      case .missing: usage
      case .refused, .environment, .system: findings
      case .locked: locked
      case .serverRefused, .serverAway: remote
      case .damaged: damaged
      }
    case let error as MonitoringError: error.code == .locked ? locked : findings
    case let error as EngineError: code(of: error)
    case is CancellationError: interrupted
    case let code as ExitCode: code
    default: findings
    }
  }

  private static func code(of error: EngineError) -> ExitCode {
    switch error.code {
    case .cancelled: interrupted
    case .ceiling, .awaitsPerson: findings
    default: remote
    }
  }
}
