import Core
import Formats
import FoundationEssentials

/// A job from one look to the next.
extension HostedLife {
  func watch(
    _ record: inout RunRecord, _ journal: inout HostedJournal, _ limit: Limit
  ) async throws(TuningError) {
    guard let id = record.attempts.last?.hosted?.job else { return }
    let began = ContinuousClock.now
    // What an earlier Colophon wanted ended, and did not see end.
    var reason = record.attempts.last?.stop ?? limit.stop
    var deadline: ContinuousClock.Instant?
    var isPaused = false
    while true {
      let job = try await asked { [server] in try await server.job(id) }
      try await take(job, &journal)
      if job.outcome != nil { return try await finish(job, &record, &journal) }
      if job.status == .paused, !isPaused { tellPaused(job) }
      isPaused = job.status == .paused
      if reason == nil, stop.isSet { reason = .cancelled }
      if reason == nil, let left = limit.secondsLeft, began.duration(to: .now) > .seconds(left) {
        reason = .ceiling
      }
      if reason != nil, isOfAnother(job, record) { return tellLeft(job) }
      if let reason, deadline == nil {
        deadline = .now + .seconds(graceSeconds)
        record.attempts[record.attempts.count - 1].stop = reason
        try folder.write(record)
        _ = try await asked { [server] in try await server.cancel(id) }
        continue
      }
      if let deadline, ContinuousClock.now > deadline { throw notEnded(id) }
      await rest()
    }
  }

  /// Waits for the next look, or until an end is wanted.
  private func rest() async {
    var left = interval
    while left > 0, !stop.isSet {
      await Pause.wait(min(left, 0.25))
      left -= 0.25
    }
    if stop.isSet { await Pause.wait(min(interval, 0.25)) }
  }

  /// Whether a job was taken as this run's that was made for an equal one: it is not ours to end.
  private func isOfAnother(_ job: HostedJob, _ record: RunRecord) -> Bool {
    guard let mark = job.metadata[HostedJobOrder.markKey] else { return false }
    return mark != record.attempts.last?.hosted?.mark
  }

  private func tellLeft(_ job: HostedJob) {
    tell(
      .finding(
        HostedTuningRule.jobOfAnother.finding(
          at: SourcePlace(folder.display),
          "the job \(job.id) was made for an equal run elsewhere, and goes on",
          remedy: "The same command follows it again. Who made it can end it, or the server can.")))
  }

  private func tellPaused(_ job: HostedJob) {
    tell(
      .finding(
        HostedTuningRule.jobPaused.finding(
          at: SourcePlace(folder.display), "the job \(job.id) waits at the server",
          remedy: "It goes on when it is resumed, here or at the server.")))
  }

  private func notEnded(_ id: String) -> TuningError {
    TuningError(
      .serverAway, at: SourcePlace(folder.display),
      "the server was asked to end the job \(id), and has not ended it after "
        + Figure.duration(graceSeconds),
      remedy: "Repeat the command: it is asked again. The job may cost money until it has ended.")
  }

  /// Takes what is new of a job; what the server says of itself is kept beside it.
  private func take(
    _ job: HostedJob, _ journal: inout HostedJournal
  ) async throws(TuningError) {
    let known = journal.known
    let id = job.id
    let events = try await asked { [server] in try await server.events(of: id, except: known) }
    for event in events {
      journal.tellAll(try journal.take(event, of: job, at: server.endpoint), tell)
    }
    var checkpoints = (try? folder.hostedRecord())?.checkpoints ?? []
    if !events.isEmpty || job.outcome != nil {
      let found = try await asked { [server] in try await server.checkpoints(of: id) }
      journal.tellAll(try journal.take(found), tell)
      checkpoints = found.map(\.said)
    }
    try folder.write(
      HostedRecord(server: server.endpoint, job: job.said, checkpoints: checkpoints))
  }

  private func finish(
    _ job: HostedJob, _ record: inout RunRecord, _ journal: inout HostedJournal
  ) async throws(TuningError) {
    let at = job.finishedAt ?? Int(now().timeIntervalSince1970)
    switch job.outcome {
    case .succeeded:
      for file in job.resultFiles { try await takeResults(file, of: job, &journal) }
      journal.tellAll(
        try journal.end(job, .completed, at: at, server: server.endpoint), tell)
    case .cancelled:
      let reason = record.attempts.last?.stop == nil ? "somebody ended the job at the server" : nil
      journal.tellAll(
        try journal.end(job, .cancelled, reason: reason, at: at, server: server.endpoint), tell)
    case .failed, nil:
      journal.tellAll(
        try journal.end(
          job, .failed, code: Self.code(of: job.fault), reason: job.fault?.message, at: at,
          server: server.endpoint), tell)
    }
    try settle(&record, at: Date(timeIntervalSince1970: Double(at)))
  }

  /// A code as trainers here have it, where an equal job would fail alike; the server's own otherwise.
  private static func code(of fault: HostedJob.Fault?) -> String {
    guard let code = fault?.code else { return "unknown" }
    let isOfFile = code.contains("file") || code.contains("example") || code.contains("moderation")
    if code.hasPrefix("invalid"), isOfFile { return "bad-data" }
    if code.contains("model_not") || code == "invalid_model" { return "bad-base" }
    return code
  }

  /// Reads the table of steps; where the server does not give it, its events must do.
  private func takeResults(
    _ file: String, of job: HostedJob, _ journal: inout HostedJournal
  ) async throws(TuningError) {
    let name = "results/\(Self.name(of: file)).csv"
    let data: Data
    do throws(TuningError) {
      data = try await asked { [server] in try await server.content(of: file) }
    } catch {
      return tell(
        .finding(
          HostedTuningRule.resultsWrong.finding(
            at: SourcePlace("\(folder.display)/\(name)"), error.message,
            remedy: "Nothing needs doing: the job's events tell the figures.")))
    }
    let metrics = StepMetrics(data, file: "\(folder.display)/\(name)")
    if let text = metrics.text {
      try FolderMaking.make(folder.file("results"))
      try DurableFile.write(Data(text.utf8), to: folder.file(name))
    }
    journal.tellAll(
      try journal.take(metrics, of: job, file: file, at: server.endpoint), tell)
  }

  /// A server's id as a file's name.
  private static func name(of id: String) -> String {
    let plain = id.utf8.prefix(100).map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: byte
      default: 0x2D
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
