import Core
import FoundationEssentials

/// Slurm's own commands, which have to be there where a plan asks for a cluster.
public struct SlurmCommands: Hashable, Sendable {
  /// Added to the environment that the commands see: `SLURM_CONF`, `PATH`.
  public var environment: [String: String]
  /// Seconds that a command may take; what it was asked is then asked again.
  public var patience: Double
  /// Seconds from one question to the next.
  public var interval: Double

  public init(
    environment: [String: String] = [:], patience: Double = 60, interval: Double = 5
  ) {
    self.environment = environment
    self.patience = patience
    self.interval = interval
  }

  /// Runs one of them, in a folder that takes what it says.
  func run(_ arguments: [String], in folder: String) async throws(TuningError) -> SlurmAnswer {
    try FolderMaking.make(folder)
    let mark = TrainerLaunch.newMark()
    let files = (output: "\(folder)/\(mark).stdout", errors: "\(folder)/\(mark).stderr")
    defer {
      for file in [files.output, files.errors] {
        try? FileManager.default.removeItem(atPath: file)
      }
    }
    var variables = PassedVariables.of()
    variables.merge(environment) { $1 }
    variables[ProcessIdentity.variable] = mark
    // Times as seconds: as dates they have no zone.
    variables["SLURM_TIME_FORMAT"] = "%s"
    let child = try HeldChild(
      ["/bin/sh", "-c", Self.redirect, "slurm", files.output] + arguments,
      environment: variables, folder: folder, log: files.errors)
    let process = StartedProcess(
      ProcessIdentity(pid: child.pid, startTime: 0, boot: ProcessTable.boot, mark: mark),
      isChild: true)
    child.release()
    let deadline = ContinuousClock.now + .seconds(patience)
    while process.end() == nil {
      if ContinuousClock.now > deadline { process.killAll() }
      await Pause.wait(0.005)
    }
    let answer = SlurmAnswer(
      code: Self.code(process.end()), output: Self.text(files.output),
      errors: Self.text(files.errors))
    if answer.code == 127 { throw Self.absent(arguments.first ?? "") }
    return answer
  }

  /// What the command answers, and what it complains of, are two files.
  private static let redirect = #"out=$1; shift; exec "$@" >"$out""#

  private static func code(_ end: ProcessEnd?) -> Int32? {
    if case .exited(let code) = end { code } else { nil }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func absent(_ command: String) -> TuningError {
    TuningError(
      .environment, "the plan asks for a cluster, and there is no '\(command)' here",
      remedy: "Repeat the command where Slurm's commands are, such as the cluster's login machine, "
        + "or take 'cluster' out of the plan.")
  }
}
