import Core
import Formats
import FoundationEssentials
import Glibc

/// Starts a run's trainer.
struct TrainerLaunch {
  let folder: RunFolder
  let trainer: Trainer
  let environment: TrainerEnvironment

  static func newMark() -> String {
    let bits = (UInt64.random(in: 0...(.max)), UInt64.random(in: 0...(.max)))
    return Digest(words: (bits.0, bits.1, 0, 0)).hex(32)
  }

  /// Starts an attempt: nothing of it runs before its record is safe.
  ///
  /// - Parameter configuration: `config.json`.
  func start(
    _ record: inout RunRecord, _ configuration: JSONValue, now: Date
  ) throws(TuningError) -> StartedProcess {
    if let last = record.attempts.last, let process = last.process {
      StartedProcess.killAll(marked: process.mark)
    }
    try Self.prepare(folder, configuration)
    let mark = Self.newMark()
    let logFrom = folder.size(of: RunFolder.logName)
    let child = try HeldChild(
      Self.command(environment, trainer, processes: record.processes ?? 1) + [folder.path],
      environment: PassedVariables.of().merging(Self.variables(mark)) { $1 },
      folder: folder.path, log: folder.file(RunFolder.logName))
    let identity = ProcessIdentity(
      pid: child.pid, startTime: ProcessTable.process(child.pid)?.startTime ?? 0,
      boot: ProcessTable.boot, mark: mark)
    let process = StartedProcess(identity, isChild: true)
    record.attempts.append(
      RunAttempt(
        at: now, copy: DeskCopy.id(below: folder.root), process: identity,
        program: trainer.digest.hex,
        eventsFrom: folder.size(of: RunFolder.eventsName), logFrom: logFrom))
    record.state = RunState.running(pid: child.pid).name
    do throws(TuningError) {
      try folder.write(record)
    } catch {
      process.killAll()
      while process.end() == nil { usleep(2_000) }
      throw error
    }
    child.release()
    return process
  }

  /// Writes what a run's trainer is given.
  static func prepare(_ folder: RunFolder, _ configuration: JSONValue) throws(TuningError) {
    guard let data = try? CanonicalJSON.document(configuration) else {
      throw TuningError(
        .damaged, at: SourcePlace(folder.display), "the run's configuration has no form in JSON",
        remedy: "This is a fault of Colophon's: report it.")
    }
    try DurableFile.write(data, to: folder.file(RunFolder.configurationName))
    try closeHalfLine(folder)
  }

  /// What a trainer that was cut off left half written shall not be the beginning of the next one's
  /// first line.
  private static func closeHalfLine(_ folder: RunFolder) throws(TuningError) {
    let path = folder.file(RunFolder.eventsName)
    let size = folder.size(of: RunFolder.eventsName)
    guard size > 0, let file = try EventFile(path: path, from: size - 1),
      try file.read()?.last != UInt8(ascii: "\n")
    else { return }
    let raw = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard raw >= 0 else { throw .system("open", path) }
    defer { close(raw) }
    try DurableFile.append(Data("\n".utf8), to: raw, path)
  }

  /// What is called with a run's folder; several processes of one run are started by PyTorch's own
  /// launcher.
  static func command(
    _ environment: TrainerEnvironment, _ trainer: Trainer, processes: Int
  ) -> [String] {
    guard processes > 1 else { return [environment.python, trainer.program] }
    return [
      environment.python, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node",
      "\(processes)", trainer.program,
    ]
  }

  /// What a trainer is told besides: its mark, and what keeps it from the network.
  static func variables(_ mark: String) -> [String: String] {
    [
      ProcessIdentity.variable: mark, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1",
      "PYTHONHASHSEED": "0", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
      "TOKENIZERS_PARALLELISM": "false",
    ]
  }
}
