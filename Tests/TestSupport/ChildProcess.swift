import CProcess
import Foundation

/// A program that a test starts, with its output kept.
///
/// It is spawned without Foundation's `Process`, which leaks descriptors over hundreds of runs and
/// hands a blocked signal mask down.
public struct ChildProcess: Sendable {
  /// What a run ended with.
  public struct Ended: Sendable {
    /// The exit status, or the signal that ended it.
    public var code: Int32
    public var wasKilled: Bool
    public var output: String
    public var errors: String
  }

  /// Why a program could not be started.
  public struct SpawnError: Error {
    public var program: String
    public var number: Int32
  }

  public let processID: Int32
  private let output: URL
  private let errors: URL

  /// The path of a program that was built beside the test bundle.
  public static func besideTests(_ name: String) -> String {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: name).path
  }

  /// Starts a program; a name without a slash is looked up in `PATH`.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws {
    // Files, because a pipe that nobody reads would stop the program.
    let folder = FileManager.default.temporaryDirectory
    output = folder.appending(path: "colophon-out-\(UUID().uuidString)")
    errors = folder.appending(path: "colophon-err-\(UUID().uuidString)")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, file) in [(Int32(1), output), (2, errors)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, file.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    // Other tests' sockets are none of the program's: a port that it inherits stays taken while it lives.
    colophon_spawn_addclosefrom(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var argv = ([program] + arguments).map { strdup($0) }
    var envp = variables.map { strdup("\($0.key)=\($0.value)") }
    defer { for string in argv + envp { free(string) } }
    argv.append(nil)
    envp.append(nil)
    var pid: pid_t = 0
    let number = posix_spawnp(&pid, program, &actions, &attributes, argv, envp)
    guard number == 0 else { throw SpawnError(program: program, number: number) }
    processID = pid
  }

  /// Whether it has not ended yet.
  public var isRunning: Bool {
    var info = siginfo_t()
    // Looked at, and left for `end()` to take.
    let result = waitid(P_PID, id_t(processID), &info, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && info.si_signo == 0
  }

  /// Waits for what it is to bring about, and no longer than it lives, or than a while.
  ///
  /// - Returns: whether it came about.
  public func reaches(within limit: Duration = .seconds(120), _ isReached: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + limit
    while !isReached() {
      guard isRunning, ContinuousClock.now < deadline else { return isReached() }
      usleep(2_000)
    }
    return true
  }

  /// Waits for its end; to be called once.
  @discardableResult
  public func end() -> Ended {
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    defer {
      for file in [output, errors] { try? FileManager.default.removeItem(at: file) }
    }
    return Ended(
      code: signal == 0 ? (status >> 8) & 0xFF : signal, wasKilled: signal != 0,
      output: (try? String(contentsOf: output, encoding: .utf8)) ?? "",
      errors: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
  }
}
