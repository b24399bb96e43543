import Core
import FoundationEssentials

/// One run of a job array from one look to the next.
struct ClusterWatch {
  let folder: RunFolder
  let id: RunID
  private(set) var record: RunRecord
  private var tail: EventTail
  private var lastSign = ContinuousClock.now
  private var hasEnded = false
  /// How often in a row Slurm answered, and did not know it.
  private(set) var missing = 0
  /// When it was asked to end.
  private(set) var askedAt: ContinuousClock.Instant?
  /// Whether its trainer was asked to end.
  var isAsked = false
  /// Whether it was ended by force.
  var isKilled = false

  init(_ folder: RunFolder, _ id: RunID, _ record: RunRecord) {
    self.folder = folder
    self.id = id
    self.record = record
    tail = EventTail(folder)
  }

  private var last: Int { record.attempts.count - 1 }

  var job: ClusterJob? { record.attempts.last?.openJob }

  var phase: SlurmState.Phase { job?.state.map { SlurmState($0).phase } ?? .waiting }

  /// Its trainer said its last word, and that is so many seconds ago.
  func hasBeenDone(for seconds: Double) -> Bool {
    hasEnded && lastSign.duration(to: .now) > .seconds(seconds)
  }

  /// Writes down the number that its array was given.
  mutating func note(_ number: String) throws(TuningError) {
    record.attempts[last].job?.id = number
    try folder.write(record)
  }

  /// Reads what its trainer says; `false` where there is more.
  mutating func readEvents(_ tell: (PlanNews) -> Void) throws(TuningError) -> Bool {
    let (lines, isAll) = try tail.look()
    let from = record.attempts.last?.eventsFrom ?? 0
    for line in lines where line.offset >= from {
      tell(.run(id, line.news))
      guard case .event(let event, _) = line else { continue }
      lastSign = .now
      if case .end = event { hasEnded = true }
    }
    return isAll
  }

  /// Takes what Slurm says of it, and writes it down where it is new.
  mutating func take(_ task: SlurmTask?) throws(TuningError) {
    tail.reopen()
    guard let task, var job else {
      missing += 1
      return
    }
    missing = 0
    let old = job
    job.state = task.state
    job.reason = task.phase == .waiting ? task.reason : nil
    job.node = task.node ?? job.node
    // One that was cancelled while it waited has a time of start, and never had a machine.
    if task.phase == .working || (task.phase == .over && task.node != nil) {
      job.began = job.began ?? task.start
    }
    // A trainer has until now to say its first word.
    if old.began == nil, job.began != nil { lastSign = .now }
    guard job != old else { return }
    record.attempts[last].job = job
    record.state = task.phase == .waiting ? "queued" : "running"
    try folder.write(record)
  }

  /// Why it is to be ended; `nil` where it is not.
  func reasonToStop(hangSeconds: Double) -> RunAttempt.Stop? {
    guard phase == .working, !hasEnded, job?.state != "SUSPENDED" else { return nil }
    if lastSign.duration(to: .now) > .seconds(hangSeconds) { return .hang }
    let sizes = [RunFolder.eventsName, RunFolder.logName].map { folder.size(of: $0) }
    return sizes.contains { $0 > TrainerLife.mostBytes } ? .flood : nil
  }

  /// Writes down that it is asked to end, before it is.
  mutating func noteStop(_ stop: RunAttempt.Stop) throws(TuningError) {
    guard askedAt == nil else { return }
    askedAt = .now
    guard record.attempts[last].stop == nil, !hasEnded else { return }
    record.attempts[last].stop = stop
    try folder.write(record)
  }

  /// Writes down how it ended.
  ///
  /// - Parameter task: `nil` where Slurm does not know it any more, or does not answer.
  mutating func settle(
    _ task: SlurmTask?, now: Date, _ tell: (PlanNews) -> Void
  ) throws(TuningError) {
    tail.reopen()
    while try !readEvents(tell) {}
    try collectOutput()
    let log = try folder.log()
    var attempt = record.attempts[last]
    if let task {
      attempt.job?.state = task.state
      if let node = task.node { attempt.job?.node = node }
    }
    attempt.job?.reason = nil
    if attempt.job?.began == nil, log.startOffset >= attempt.eventsFrom {
      // Slurm was never asked while it was at work.
      attempt.job?.began = log.start?.at
    }
    let began = attempt.job?.began ?? attempt.at
    let ended = task?.end ?? (hasEnded ? log.end?.at : nil) ?? log.lastMoment ?? now
    attempt.ended = max(began, ended)
    attempt.exit = task.map { SlurmState($0.state).ending(exit: $0.exit) } ?? SlurmState.gone
    record.attempts[last] = attempt
    let state = folder.state(of: record, log)
    record.state = state.name
    try folder.write(record)
    tell(.run(id, .state(state)))
  }

  /// What Slurm itself said of the job belongs to the trainer's log.
  private func collectOutput() throws(TuningError) {
    guard let job = record.attempts[last].job else { return }
    let runs = folder.path.dropLast("/\(id)".utf8.count)
    let path = "\(runs)/\(SlurmSubmission.output(of: job))"
    guard let said = FileManager.default.contents(atPath: path) else { return }
    if !said.isEmpty {
      let log = folder.file(RunFolder.logName)
      try DurableFile.add(said.suffix(65_536), to: log)
    }
    try? FileManager.default.removeItem(atPath: path)
  }
}
