import Foundation

/// A program that a test starts, with its output kept.
public struct ChildProcess: Sendable {
  /// What a run ended with.
  public struct Ended: Sendable {
    /// The exit status, or the signal that ended it.
    public var code: Int32
    public var wasKilled: Bool
    public var output: String
    public var errors: String
  }

  public let processID: Int32
  private let ended: @Sendable () -> (code: Int32, wasKilled: Bool)
  private let output: URL
  private let errors: URL

  /// Starts a program; a name without a slash is looked up in `PATH`.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws {
    let process = Process()
    let isPath = program.contains("/")
    process.executableURL = URL(filePath: isPath ? program : "/usr/bin/env")
    process.arguments = isPath ? arguments : [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files, because a pipe that nobody reads would stop the program.
    let folder = FileManager.default.temporaryDirectory
    output = folder.appending(path: "colophon-out-\(UUID().uuidString)")
    errors = folder.appending(path: "colophon-err-\(UUID().uuidString)")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    // Foundation's own `waitUntilExit` spins a run loop, and on another thread may miss the end.
    let semaphore = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in semaphore.signal() }
    try process.run()
    processID = process.processIdentifier
    let running = process
    ended = {
      semaphore.wait()
      return (running.terminationStatus, running.terminationReason == .uncaughtSignal)
    }
  }

  /// Waits for its end; to be called once.
  @discardableResult
  public func end() -> Ended {
    let (code, wasKilled) = ended()
    defer {
      for file in [output, errors] { try? FileManager.default.removeItem(at: file) }
    }
    return Ended(
      code: code, wasKilled: wasKilled,
      output: (try? String(contentsOf: output, encoding: .utf8)) ?? "",
      errors: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
  }
}
