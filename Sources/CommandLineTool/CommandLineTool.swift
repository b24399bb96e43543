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

  /// Sets up the server that tunes models itself, from the environment.
  public typealias TuningSetup =
    @Sendable (_ environment: [String: String]) throws(EngineError) -> any HostedTuning

  /// What the program needs of the world; set once, before anything runs.
  private static let engines = Mutex<EngineSetup?>(nil)
  private static let tunings = Mutex<TuningSetup?>(nil)

  static let environment = ProcessInfo.processInfo.environment

  /// Runs the command that the arguments name, and ends the program with its exit code.
  ///
  /// - Parameters:
  ///   - engine: sets up an engine by its name, from the environment.
  ///   - tuning: sets up the server that tunes models itself.
  public static func run(engine: @escaping EngineSetup, tuning: @escaping TuningSetup) async {
    engines.withLock { $0 = engine }
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
        guard let engine else { throw EngineError.noServers }
        return try server(at: url, key: key, engine)
      },
      tuning: { () throws(EngineError) in
        guard let tuning else { throw EngineError.noServers }
        return try tuning(environment)
      },
      rankFile: { TokenShelf(environment: environment).file(named: $0) },
      progress: progress)
  }

  /// The engine `openai` at a server of its own: what the environment says of another does not count.
  private static func server(
    at url: String, key: String?, _ engine: EngineSetup
  ) throws(EngineError) -> any RemoteEngine {
    var own = environment.filter { !$0.key.hasPrefix("OPENAI_") }
    own["OPENAI_BASE_URL"] = url
    // A server that wants no key takes any word.
    own["OPENAI_API_KEY"] = "none"
    if let key {
      guard let word = environment[key], !word.isEmpty else {
        throw EngineError(
          .notConfigured, "the environment variable \(key) is not set",
          remedy: "Set it to the server's key, as gateway.yml says.")
      }
      own["OPENAI_API_KEY"] = word
    }
    guard let server = try engine("openai", own) as? any RemoteEngine else {
      throw EngineError.noServers
    }
    return server
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
