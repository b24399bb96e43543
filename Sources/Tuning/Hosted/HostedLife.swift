import Core
import Formats
import FoundationEssentials

/// The life of a run whose model is tuned by a server: from the order to the last word about the job.
/// It may be cut off at any moment and called again: it goes on with the same job.
struct HostedLife: Sendable {
  let folder: RunFolder
  let server: any HostedTuning
  /// Seconds of the server's silence that are borne.
  let hangSeconds: Double
  /// Seconds that the server has to end a job.
  let graceSeconds: Double
  /// Seconds from one look to the next.
  let interval: Double
  let now: @Sendable () -> Date
  let stop: StopFlag
  let tell: @Sendable (RunNews) -> Void

  /// Why a job shall end before its time.
  struct Limit {
    /// How long it may take; `nil` for as long as it wants.
    var secondsLeft: Double?
    /// A reason to end it at once.
    var stop: RunAttempt.Stop?
  }

  /// Puts on the disk that a job is about to be asked for.
  func prepare(_ record: inout RunRecord) throws(TuningError) {
    try FolderMaking.make(folder.path)
    // The lines of an attempt begin where whole ones end.
    _ = try AppendedFile(path: folder.file(RunFolder.eventsName)).lines(from: 0)
    _ = try AppendedFile(path: folder.file(RunFolder.logName)).lines(from: 0)
    record.attempts.append(
      RunAttempt(
        at: now(), copy: DeskCopy.id(below: folder.root),
        hosted: HostedAttempt(server: server.endpoint, mark: TrainerLaunch.newMark(), job: nil),
        eventsFrom: folder.size(of: RunFolder.eventsName),
        logFrom: folder.size(of: RunFolder.logName)))
    record.state = RunState.atServer(job: nil).name
    try folder.write(record)
  }

  /// Follows the last attempt to its end.
  ///
  /// - Parameter order: what is asked for where no job is known; `nil` where none shall be made.
  func follow(
    _ record: inout RunRecord, _ limit: Limit,
    order: @escaping @Sendable (HostedAttempt) async throws -> HostedJobOrder?
  ) async throws(TuningError) {
    guard let attempt = record.attempts.last, let hosted = attempt.hosted else { return }
    try judge(hosted)
    var journal = try HostedJournal(folder, attempt)
    if journal.hasEnd { return try settle(&record, at: nil) }
    if hosted.job == nil {
      let found: HostedJob?
      do throws(TuningError) {
        found = try await job(for: hosted, &record, limit, order)
      } catch {
        try refuse(error, &record, &journal)
        throw error
      }
      guard let job = found else {
        journal.tellAll(
          try journal.end(
            nil, .cancelled, reason: "it was cancelled before the server had it", at: seconds,
            server: server.endpoint), tell)
        return try settle(&record, at: now())
      }
      record.attempts[record.attempts.count - 1].hosted?.job = job.id
      try folder.write(record)
    }
    try await watch(&record, &journal, limit)
  }

  private func judge(_ hosted: HostedAttempt) throws(TuningError) {
    guard hosted.server != server.endpoint else { return }
    throw TuningError(
      .serverRefused, at: SourcePlace(folder.display),
      "the run's job is at \(hosted.server), and \(server.endpoint) is set",
      remedy: "Set OPENAI_BASE_URL to the server that has the job, then repeat the command.")
  }

  /// The job of an attempt: the one that was made for it, or a new one.
  private func job(
    for hosted: HostedAttempt, _ record: inout RunRecord, _ limit: Limit,
    _ order: @escaping @Sendable (HostedAttempt) async throws -> HostedJobOrder?
  ) async throws(TuningError) -> HostedJob? {
    let known = Set(record.attempts.compactMap { $0.hosted?.job })
    if let reason = limit.stop ?? (stop.isSet ? .cancelled : nil) {
      record.attempts[record.attempts.count - 1].stop = reason
      try folder.write(record)
      // It may have been made, and the answer lost.
      let found = try await asked { [server, id = "\(record.id)"] in
        try await server.begun(run: id, mark: hosted.mark, except: known)
      }
      return found?.metadata[HostedJobOrder.markKey] == hosted.mark ? found : nil
    }
    guard let order = try await asked({ try await order(hosted) }) else { return nil }
    return try await asked { [server] in try await server.create(order, except: known) }
  }

  /// Writes down that the server would not have it: nothing was made.
  private func refuse(
    _ error: TuningError, _ record: inout RunRecord, _ journal: inout HostedJournal
  ) throws(TuningError) {
    guard error.code == .serverRefused else { return }
    journal.tellAll(
      try journal.end(
        nil, .failed, code: "refused", reason: error.message, at: seconds, server: server.endpoint),
      tell)
    try settle(&record, at: now())
  }

  private var seconds: Int { Int(now().timeIntervalSince1970) }

  /// Writes down how an attempt ended.
  func settle(_ record: inout RunRecord, at ended: Date?) throws(TuningError) {
    let last = record.attempts.count - 1
    let log = try folder.log()
    let began = record.attempts[last].at
    record.attempts[last].ended = max(began, ended ?? log.lastMoment ?? began)
    let state = folder.state(of: record, log)
    record.state = state.name
    try folder.write(record)
    tell(.state(state))
  }
}

// MARK: The server

extension HostedLife {
  /// Asks the server; what it refuses is thrown. What may pass is asked again, as long as its silence
  /// is borne: the job at the server goes on meanwhile.
  func asked<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws(TuningError) -> Value {
    let deadline = ContinuousClock.now + .seconds(hangSeconds)
    var isTold = false
    while true {
      let error: EngineError
      switch await Self.outcome(of: work) {
      case .success(let value): return value
      case .failure(let fault as TuningError): throw fault
      case .failure(let fault): error = Self.engineError(fault)
      }
      let mayPass = error.code == .unreachable || error.code == .unanswered
      guard mayPass, ContinuousClock.now < deadline else { throw Self.error(error, folder) }
      if !isTold {
        isTold = true
        tell(
          .finding(
            HostedTuningRule.serverSilent.finding(
              at: SourcePlace(folder.display), error.message,
              remedy: "It is asked again for \(Figure.duration(hangSeconds)); the job goes on "
                + "meanwhile.")))
      }
      await Pause.wait(min(max(interval, 0.05), 30))
    }
  }

  /// Swift 6.3.1 crashes in the optimizer over typed errors of closures in such loops.
  @inline(never)
  private static func outcome<Value: Sendable>(
    of work: @Sendable () async throws -> Value
  ) async -> Result<Value, any Error> {
    do {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }

  private static func engineError(_ error: any Error) -> EngineError {
    error as? EngineError
      ?? EngineError(
        .badReply, "the server could not be asked: \(error)", remedy: "Repeat the command.")
  }

  static func error(_ error: EngineError, _ folder: RunFolder) -> TuningError {
    let isRefusal = [.refused, .unauthorized, .quota, .notConfigured].contains(error.code)
    return TuningError(
      isRefusal ? .serverRefused : .serverAway, at: SourcePlace(folder.display), error.message,
      remedy: "\(error.remedy) The run goes on with the same job when the command is repeated.")
  }
}

extension HostedJournal {
  /// Tells what has become of what a server said.
  func tellAll(_ news: [RunNews], _ tell: @Sendable (RunNews) -> Void) {
    for item in news { tell(item) }
  }
}
