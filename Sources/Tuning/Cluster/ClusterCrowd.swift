import Core
import FoundationEssentials

/// All runs of a plan that have jobs, followed to their ends.
struct ClusterCrowd {
  private let runner: ClusterRunner
  private var watches: [ClusterWatch]
  private var nextQuestion = ContinuousClock.now
  private var lastAnswer = ContinuousClock.now
  private var isSilent = false
  /// Why the plan's ceiling ended the runs; `nil` where it did not.
  private(set) var ceiling: String?

  init(_ runner: ClusterRunner, _ watches: [ClusterWatch]) {
    self.runner = runner
    self.watches = watches
  }

  /// Follows all to their ends.
  mutating func follow() async throws(TuningError) {
    while !watches.isEmpty {
      try readEvents()
      if ContinuousClock.now >= nextQuestion {
        try await ask()
        nextQuestion = .now + .seconds(runner.slurm.interval)
      }
      try stopWhereNeeded()
      try await sendStops()
      if try giveUp() { return }
      if watches.isEmpty { return }
      await Pause.wait(max(runner.interval, Double(watches.count) * 0.002))
    }
  }

  private mutating func readEvents() throws(TuningError) {
    let tell = runner.tell
    for place in watches.indices { _ = try watches[place].readEvents { tell($0) } }
  }

  // MARK: Asking

  private mutating func ask() async throws(TuningError) {
    var over: Set<RunID> = []
    for id in Set(watches.compactMap { $0.job?.id }).sorted() {
      guard let tasks = try await runner.queue.tasks(of: id) else {
        try noteSilence(&over)
        continue
      }
      lastAnswer = .now
      isSilent = false
      if tasks.values.contains(where: \.isHeld) {
        // Every record has its number by now.
        _ = try await runner.slurm.run(
          ["scontrol", "release", id], in: runner.queue.folder)
      }
      try await take(tasks, of: id, &over)
    }
    watches.removeAll { over.contains($0.id) }
    if ceiling == nil, !watches.isEmpty, let left = try runner.budget.secondsLeft(), left <= 0 {
      ceiling = try runner.budget.reached()
    }
  }

  private mutating func take(
    _ tasks: [Int: SlurmTask], of id: String, _ over: inout Set<RunID>
  ) async throws(TuningError) {
    var accounts: [Int: SlurmTask]?
    var isLookedUp = false
    for place in watches.indices where watches[place].job?.id == id {
      guard let job = watches[place].job else { continue }
      var task = tasks[job.task]
      if task == nil, !isLookedUp {
        isLookedUp = true
        accounts = try await runner.queue.accounts(of: id)
      }
      task = task ?? accounts?[job.task]
      if task == nil { task = try await runner.queue.detail(of: job) }
      try watches[place].take(task)
      if let task, task.phase == .over {
        try await settle(place, task, &over)
      } else if watches[place].missing >= 3 || (task == nil && watches[place].hasBeenDone(for: 0)) {
        try await settle(place, nil, &over)
      }
    }
  }

  private mutating func settle(
    _ place: Int, _ task: SlurmTask?, _ over: inout Set<RunID>
  ) async throws(TuningError) {
    var task = task
    // The queue says nothing of codes.
    if let known = task, known.exit == nil, known.state != "COMPLETED",
      let job = watches[place].job
    {
      task?.exit = try await runner.queue.detail(of: job)?.exit
    }
    let tell = runner.tell
    try watches[place].settle(task, now: runner.now()) { tell($0) }
    over.insert(watches[place].id)
  }

  /// Slurm may be silent for hours while trainers are at work; what they say is read all the same, and
  /// their last word holds.
  private mutating func noteSilence(_ over: inout Set<RunID>) throws(TuningError) {
    if !isSilent {
      isSilent = true
      runner.tell(
        .finding(
          TuningRule.clusterSilent.finding(
            at: SourcePlace(runner.folder.display),
            "Slurm does not answer; its jobs are followed by what they write, and it is asked again",
            remedy: "Nothing needs doing. See whether squeue works; Ctrl-C cancels the jobs.")))
    }
    let tell = runner.tell
    for place in watches.indices where watches[place].hasBeenDone(for: runner.plan.graceSeconds) {
      try watches[place].settle(nil, now: runner.now()) { tell($0) }
      over.insert(watches[place].id)
    }
  }

  // MARK: Ending

  private mutating func stopWhereNeeded() throws(TuningError) {
    var all: RunAttempt.Stop?
    if ceiling != nil { all = .ceiling }
    if Task.isCancelled { all = .cancelled }
    for place in watches.indices where watches[place].askedAt == nil {
      let stop = all ?? watches[place].reasonToStop(hangSeconds: runner.plan.hangSeconds)
      if let stop { try watches[place].noteStop(stop) }
    }
  }

  /// Asks those that are to end: a trainer writes a checkpoint first; what waits is cancelled at once.
  private mutating func sendStops() async throws(TuningError) {
    let grace = runner.plan.graceSeconds
    var polite: [String] = []
    var forced: [String] = []
    for place in watches.indices {
      guard let asked = watches[place].askedAt, let job = watches[place].job else { continue }
      let isLate = asked.duration(to: .now) > .seconds(grace)
      if watches[place].phase == .waiting || isLate {
        // Asked again from time to time: an answer may have been lost.
        if !watches[place].isKilled || ContinuousClock.now >= nextQuestion {
          forced.append(job.number)
        }
        watches[place].isKilled = true
      } else if !watches[place].isAsked {
        watches[place].isAsked = true
        polite.append(job.number)
      }
    }
    for numbers in Self.parts(polite) {
      _ = try await runner.slurm.run(
        ["scancel", "--batch", "--signal=TERM"] + numbers, in: runner.queue.folder)
    }
    for numbers in Self.parts(forced) {
      _ = try await runner.slurm.run(["scancel"] + numbers, in: runner.queue.folder)
    }
    if !polite.isEmpty || !forced.isEmpty { nextQuestion = .now }
  }

  private static func parts(_ numbers: [String]) -> [[String]] {
    stride(from: 0, to: numbers.count, by: 200).map { start in
      Array(numbers[start..<min(start + 200, numbers.count)])
    }
  }

  /// Where a person wants to go and Slurm does not answer, the jobs are left to the next Colophon.
  private mutating func giveUp() throws(TuningError) -> Bool {
    guard Task.isCancelled, isSilent,
      lastAnswer.duration(to: .now) > .seconds(runner.plan.graceSeconds + runner.slurm.patience)
    else { return false }
    let numbers = watches.compactMap { $0.job?.number }.joined(separator: " ")
    throw TuningError(
      .system, at: SourcePlace(runner.folder.display),
      "Slurm does not answer, so it is not known whether the jobs have ended: \(numbers)",
      remedy: "Repeat the command when Slurm answers again: it finds them; or: scancel \(numbers)")
  }
}
