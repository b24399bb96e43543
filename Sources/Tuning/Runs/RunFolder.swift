import Core
import Formats
import FoundationEssentials
import Glibc

/// A run's folder: what it is, what its trainer was given, what it said and what it made.
public struct RunFolder: Hashable, Sendable {
  /// The whole path.
  public let path: String
  /// The path as messages have it.
  public let display: String
  /// The desk.
  let root: String

  init(_ path: String, display: String, root: String) {
    self.path = path
    self.display = display
    self.root = root
  }

  /// What the run is.
  public static let recordName = "run.yml"
  /// What its trainer is given.
  public static let configurationName = "config.json"
  /// What its trainer says.
  public static let eventsName = "events.jsonl"
  /// The output and the errors of its trainer.
  public static let logName = "trainer.log"
  /// The folder of its checkpoints.
  public static let weightsName = "weights"

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The run's record; `nil` where its trainer was never started.
  ///
  /// - Throws: ``TuningError`` with the line that cannot be read.
  public func record() throws(TuningError) -> RunRecord? {
    guard let data = FileManager.default.contents(atPath: file(Self.recordName)) else {
      return nil
    }
    do throws(YAMLError) {
      return try YAML.read(
        RunRecord.self, from: data, file: "\(display)/\(Self.recordName)")
    } catch {
      throw TuningError(
        .damaged, at: error.place, error.message,
        remedy: "Take the file back from the desk's history, or remove the run's folder to run it "
          + "anew.")
    }
  }

  /// All that its trainer has said.
  public func log() throws(TuningError) -> RunLog {
    try RunLog(path: file(Self.eventsName), file: "\(display)/\(Self.eventsName)")
  }

  func write(_ record: RunRecord) throws(TuningError) {
    guard let data = try? YAML.write(record) else {
      throw TuningError(
        .damaged, at: SourcePlace("\(display)/\(Self.recordName)"),
        "the run's record has no form in YAML", remedy: "This is a fault of Colophon's: report it.")
    }
    try DurableFile.write(data, to: file(Self.recordName))
  }

  func size(of name: String) -> Int {
    var status = stat()
    return stat(file(name), &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether an attempt was begun in another copy of the desk, and is not known to have ended: it may be
  /// at work there.
  func isElsewhere(_ attempt: RunAttempt) -> Bool {
    guard attempt.ended == nil, let copy = attempt.copy else { return false }
    return copy != DeskCopy.id(below: root)
  }

  /// Whether its trainer's process lives, or its job is not known to have ended.
  func isAtWork() throws(TuningError) -> Bool {
    guard let attempt = try record()?.attempts.last, !isElsewhere(attempt) else { return false }
    if attempt.hosted != nil { return attempt.ended == nil }
    return attempt.process?.isAlive ?? false
  }

  /// What has become of the run.
  public func state() throws(TuningError) -> RunState { try report().state }

  /// All that is known of the run.
  public func report() throws(TuningError) -> RunReport {
    let record = try record()
    // Before its events are read: what it says last, and then ends, is among them.
    let process = record?.attempts.last?.process
    let pid = process.flatMap { $0.isAlive ? $0.pid : nil }
    let log = try log()
    return RunReport(
      folder: self, record: record, log: log,
      state: elsewhere(record, log) ?? pid.map(RunState.running) ?? openState(of: record, log)
        ?? state(of: record, log))
  }

  /// What a run is in that another copy of the desk began; `nil` where this one did, or its trainer said
  /// the last word.
  private func elsewhere(_ record: RunRecord?, _ log: RunLog) -> RunState? {
    guard let attempt = record?.attempts.last, isElsewhere(attempt),
      log.end == nil || log.endOffset < attempt.eventsFrom
    else { return nil }
    return .elsewhere(attempt.what)
  }

  /// What a run is in whose job was not seen to end; `nil` where its trainer said the last word, or
  /// it has no such job. Slurm is not asked: `run.yml` has what it said last.
  private func openState(of record: RunRecord?, _ log: RunLog) -> RunState? {
    guard let attempt = record?.attempts.last, let job = attempt.openJob,
      log.end == nil || log.endOffset < attempt.eventsFrom
    else { return nil }
    guard job.began != nil || log.startOffset >= attempt.eventsFrom else {
      return .queued(job: job.number, reason: job.reason ?? job.state)
    }
    return .onCluster(job: job.number, node: job.node)
  }

  /// What has become of a run whose process is gone.
  func state(of record: RunRecord?, _ log: RunLog) -> RunState {
    guard let attempt = record?.attempts.last else { return .waiting }
    if attempt.stop == .hang { return .hung }
    if let hosted = attempt.hosted, attempt.ended == nil,
      log.end == nil || log.endOffset < attempt.eventsFrom
    {
      return .atServer(job: hosted.job)
    }
    guard let end = log.end, log.endOffset >= attempt.eventsFrom else {
      return crash(attempt)
    }
    switch end.status {
    case .completed: return .completed
    case .stoppedEarly: return .stoppedEarly
    case .cancelled:
      if attempt.stop == nil, let job = attempt.job, let state = job.state {
        let said = SlurmState(state).end("", node: job.node, lines: [])
        if case .cancelled = said { return said }
        return .cancelled(
          reason: "its time limit came near, or somebody asked it to end (\(job.number))")
      }
      return .cancelled(reason: Self.reason(attempt.stop, end.reason))
    case .failed: return .failed(code: end.code, reason: end.reason)
    }
  }

  private func crash(_ attempt: RunAttempt) -> RunState {
    let how = attempt.exit ?? ProcessEnd.gone.text
    switch attempt.stop {
    case nil:
      if let job = attempt.job {
        return SlurmState(job.state ?? "").end(how, node: job.node, lines: lastLines(of: attempt))
      }
      return .crashed(
        reason: "the trainer did not say how it ended; \(how)", lines: lastLines(of: attempt))
    case .flood:
      return .crashed(
        reason: "the trainer wrote without end, and was ended", lines: lastLines(of: attempt))
    case .hang: return .hung
    case .cancelled, .ceiling, .unplanned:
      // A job that still waited had no trainer.
      if let job = attempt.job, job.began == nil {
        return .cancelled(reason: Self.reason(attempt.stop, nil))
      }
      return .cancelled(
        reason: Self.reason(attempt.stop, nil)
          + "; the trainer did not end by itself, and was ended")
    }
  }

  private static func reason(_ stop: RunAttempt.Stop?, _ said: String?) -> String {
    switch stop {
    case .cancelled: "it was cancelled"
    case .ceiling: "the plan's ceiling was reached"
    case .unplanned: "the plan has it no more"
    case .flood: "the trainer wrote without end"
    case .hang: "the trainer said nothing for too long"
    case nil: said ?? "somebody asked the trainer to end"
    }
  }

  /// The last lines of the trainer's log, of one attempt: 10 at most, each of 500 characters.
  private func lastLines(of attempt: RunAttempt) -> [String] {
    let size = size(of: Self.logName)
    let from = max(attempt.logFrom, size - 16_384)
    guard size > from, let file = try? EventFile(path: file(Self.logName), from: from),
      let bytes = try? file.read()
    else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.suffix(10).map { line in
      let shown = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
      return String(shown.map(Character.init).prefix(500))
    }
  }
}
