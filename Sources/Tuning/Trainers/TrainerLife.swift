import Core
import FoundationEssentials

/// A trainer's life from the moment it runs to the moment nothing of it is left.
struct TrainerLife: Sendable {
  let folder: RunFolder
  let hangSeconds: Double
  let graceSeconds: Double
  /// Seconds from one look to the next.
  let interval: Double
  let now: @Sendable () -> Date
  let tell: @Sendable (RunNews) -> Void

  /// More than this in a file that a trainer writes is no log that anyone reads.
  static let mostBytes = 1 << 30

  /// Follows a trainer to its end.
  ///
  /// - Parameters:
  ///   - secondsLeft: how long it may take; `nil` for as long as it wants.
  ///   - stop: a reason to end it at once.
  /// - Throws: ``TuningError`` where its files cannot be read or written; it has been ended then.
  func follow(
    _ process: StartedProcess, _ record: inout RunRecord, secondsLeft: Double? = nil,
    stop: RunAttempt.Stop? = nil
  ) async throws(TuningError) {
    do throws(TuningError) {
      var watch = Watch(self, process, secondsLeft: secondsLeft, stop: stop)
      while try await watch.look(&record) {}
      try settle(process, &record, ended: now())
    } catch {
      process.terminate()
      let deadline = ContinuousClock.now + .seconds(graceSeconds)
      while process.end() == nil, ContinuousClock.now < deadline { await Pause.wait(interval) }
      process.killAll()
      // A child that nobody waits for stays a number.
      while process.end() == nil {
        process.giveUpStranger()
        await Pause.wait(interval)
      }
      throw error
    }
  }

  /// Ends what a trainer that is gone left behind, and writes down how it ended.
  ///
  /// - Parameter ended: when; `nil` where that was not seen, so that its last word stands for it.
  func settle(
    _ process: StartedProcess, _ record: inout RunRecord, ended: Date?
  ) throws(TuningError) {
    let left = process.killAll()
    if left > 0 {
      tell(
        .finding(
          TuningRule.processesLeft.finding(
            at: SourcePlace(folder.display),
            "the trainer left \(left) \(left == 1 ? "process" : "processes") behind; ended",
            remedy: "Nothing needs doing; a trainer ought to end what it starts.")))
    }
    let last = record.attempts.count - 1
    let log = try folder.log()
    let began = record.attempts[last].at
    record.attempts[last].ended = max(began, ended ?? log.lastMoment ?? began)
    record.attempts[last].exit = process.end()?.text
    let state = folder.state(of: record, log)
    record.attempts[last].process = nil
    record.state = state.name
    try folder.write(record)
    tell(.state(state))
  }
}

extension TrainerLife {
  /// What is known of a living trainer from one look to the next.
  fileprivate struct Watch {
    fileprivate let life: TrainerLife
    fileprivate let process: StartedProcess
    fileprivate let began = ContinuousClock.now
    fileprivate let secondsLeft: Double?
    fileprivate var tail: EventTail
    fileprivate var lastSign = ContinuousClock.now
    fileprivate var stop: RunAttempt.Stop?
    fileprivate var isAsked = false
    fileprivate var killAt: ContinuousClock.Instant?
    fileprivate var hasEnded = false

    init(
      _ life: TrainerLife, _ process: StartedProcess, secondsLeft: Double?, stop: RunAttempt.Stop?
    ) {
      self.life = life
      self.process = process
      self.secondsLeft = secondsLeft
      self.stop = stop
      tail = EventTail(life.folder)
    }

    /// Looks once; `false` where the trainer has ended and all that it said was read.
    mutating func look(_ record: inout RunRecord) async throws(TuningError) -> Bool {
      let isOver = process.end() != nil
      let isAll = try readEvents(from: record.attempts.last?.eventsFrom ?? 0)
      if isOver { return !isAll }
      if !isAsked { stop = stop ?? reasonToStop() }
      if let stop, !isAsked { try ask(stop, &record) }
      if !isAsked, hasEnded, lastSign.duration(to: .now) > .seconds(life.graceSeconds) {
        // It has said its last word, and yet does not go.
        isAsked = true
        process.terminate()
        killAt = .now + .seconds(life.graceSeconds)
      }
      if let killAt, ContinuousClock.now > killAt {
        process.killAll()
        process.giveUpStranger()
      }
      await Pause.wait(life.interval)
      return true
    }
  }
}

extension TrainerLife.Watch {
  /// - Parameter from: the bytes of the file before this attempt's first event.
  fileprivate mutating func readEvents(from: Int) throws(TuningError) -> Bool {
    let (lines, isAll) = try tail.look()
    // What an earlier attempt said was told then.
    for line in lines where line.offset >= from {
      life.tell(line.news)
      guard case .event(let event, _) = line else { continue }
      lastSign = .now
      if case .end = event { hasEnded = true }
    }
    return isAll
  }

  fileprivate func reasonToStop() -> RunAttempt.Stop? {
    if hasEnded { return nil }
    if Task.isCancelled { return .cancelled }
    if let secondsLeft, began.duration(to: .now) > .seconds(secondsLeft) { return .ceiling }
    if lastSign.duration(to: .now) > .seconds(life.hangSeconds) { return .hang }
    let sizes = [RunFolder.eventsName, RunFolder.logName].map { life.folder.size(of: $0) }
    return sizes.contains { $0 > TrainerLife.mostBytes } ? .flood : nil
  }

  /// Asks the trainer to end; why is written down first.
  fileprivate mutating func ask(
    _ stop: RunAttempt.Stop, _ record: inout RunRecord
  ) throws(TuningError) {
    isAsked = true
    killAt = .now + .seconds(life.graceSeconds)
    record.attempts[record.attempts.count - 1].stop = stop
    try life.folder.write(record)
    process.terminate()
  }
}
