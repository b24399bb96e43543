import ArgumentParser
public import Core
import FoundationEssentials
import Newsroom
import Synchronization

/// The `colophon` program: one thin command for each verb, over the newsroom.
public enum CommandLineTool {
  /// Sets up an engine by its name, from the environment.
  public typealias EngineSetup =
    @Sendable (_ name: String, _ environment: [String: String]) throws(EngineError) -> any Engine

  /// Sets up the server at an address, with its key and the name of the variable that the key was in.
  public typealias ServerSetup =
    @Sendable (_ url: String, _ key: String, _ keyName: String) throws(EngineError)
    -> any RemoteEngine

  /// Sets up the server that tunes models itself, from the environment.
  public typealias TuningSetup =
    @Sendable (_ environment: [String: String]) throws(EngineError) -> any HostedTuning

  /// What the program needs of the world; set once, before anything runs.
  private static let engines = Mutex<EngineSetup?>(nil)
  private static let servers = Mutex<ServerSetup?>(nil)
  private static let tunings = Mutex<TuningSetup?>(nil)

  static let environment = ProcessInfo.processInfo.environment

  /// Runs the command that the arguments name, and ends the program with its exit code.
  ///
  /// - Parameters:
  ///   - engine: sets up an engine by its name, from the environment.
  ///   - server: sets up a server of `gateway.yml`.
  ///   - tuning: sets up the server that tunes models itself.
  public static func run(
    engine: @escaping EngineSetup, server: @escaping ServerSetup, tuning: @escaping TuningSetup
  ) async {
    engines.withLock { $0 = engine }
    servers.withLock { $0 = server }
    tunings.withLock { $0 = tuning }
    // A task of its own, so that a signal can cancel it.
    let work = Task { await perform() }
    Interruption.work.withLock { $0 = work }
    await work.value
  }

  private static func perform() async {
    do {
      var command = try ColophonCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      report(error)
    }
  }

  /// The world as it is: the system's clock, the engines that were set up.
  static func world(
    progress: @escaping @Sendable (StageContext.Progress) -> Void
  ) -> Newsroom.World {
    let engine = engines.withLock { $0 }
    let server = servers.withLock { $0 }
    let tuning = tunings.withLock { $0 }
    return Newsroom.World(
      now: { Date() },
      engine: { name throws(EngineError) in
        guard let engine else {
          throw EngineError(
            .notConfigured, "there is no engine '\(name)'",
            remedy: "This is a fault of Colophon's own."
          )
        }
        return try engine(name, environment)
      },
      server: { url, key throws(EngineError) in
        guard let server else { throw EngineError.noServers }
        // A server that wants no key takes any word.
        guard let key else { return try server(url, "none", "the key") }
        return try server(url, word(of: key), key)
      },
      tuning: { () throws(EngineError) in
        guard let tuning else { throw EngineError.noServers }
        return try tuning(environment)
      },
      rankFile: { TokenShelf(environment: environment).file(named: $0) },
      progress: progress)
  }

  /// The key that an environment variable holds.
  private static func word(of key: String) throws(EngineError) -> String {
    guard let word = environment[key], !word.isEmpty else {
      throw EngineError(
        .notConfigured, "the environment variable \(key) is not set",
        remedy: "Set it to the server's key, as gateway.yml says.")
    }
    return word
  }

  /// Prints an error the one way errors are printed, and ends the program.
  private static func report(_ error: any Error) -> Never {
    let isParsing = ColophonCommand.exitCode(for: error) != .failure || error is CleanExit
    if isParsing, !(error is ExitCode) {
      let code = ColophonCommand.exitCode(for: error)
      let output = Output(isJSON: false, isQuiet: false, isPlain: true)
      let message = ColophonCommand.fullMessage(for: error)
      if code.isSuccess { output.say(message) } else { output.note(message) }
      ColophonCommand.exit(withError: code.isSuccess ? nil : ExitCodes.usage)
    }
    if error is CancellationError {
      note(EngineError(.cancelled, "the run was stopped", remedy: "Run again to go on."))
    } else if !(error is ExitCode) {
      note(error)
    }
    ColophonCommand.exit(withError: ExitCodes.code(of: error))
  }

  /// Prints what happened, why and what to do next; of a piece, where there are several.
  static func note(_ error: any Error, of piece: PieceID? = nil) {
    let output = Output(isJSON: false, isQuiet: false, isPlain: true)
    if let error = error as? NewsroomError {
      for finding in error.findings { output.note("\(finding)") }
    }
    output.note("colophon: \(piece.map { "\($0): " } ?? "")\(error)")
  }
}
