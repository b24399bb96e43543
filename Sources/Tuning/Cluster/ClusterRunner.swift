import Core
import FoundationEssentials

/// Runs a plan's runs as a job array: submits those that can go on, follows them and what an earlier
/// Colophon submitted, and writes down how each ended.
///
/// The machines of the cluster see the desk, the trainer and its Python under the same paths.
struct ClusterRunner: Sendable {
  let plan: TuningPlan
  let runs: [TuningRun]
  let folder: ModelFolder
  /// What is submitted; `nil` where nothing is.
  let program: (trainer: Trainer, environment: TrainerEnvironment)?
  let budget: PlanBudget
  let slurm: SlurmCommands
  let now: @Sendable () -> Date
  let interval: Double
  let tell: @Sendable (PlanNews) -> Void

  var queue: SlurmQueue {
    SlurmQueue(
      commands: slurm, folder: "\(folder.runsFolder)/\(SlurmSubmission.folderName)")
  }

  /// Runs the plan.
  func run() async throws(TuningError) -> PlanEnd {
    let planned = Set(runs.map(\.id))
    var watches = try await recovered()
    for watch in watches where planned.contains(watch.id) { tell(.attached(watch.id)) }
    try stopOthers(&watches, planned)
    let (chosen, refusal) = try choose(Set(watches.map(\.id)))
    if !chosen.isEmpty, !Task.isCancelled { watches += try await submit(chosen) }
    var crowd = ClusterCrowd(self, watches)
    try await crowd.follow()
    if Task.isCancelled { return .cancelled }
    if let reason = crowd.ceiling ?? refusal { return .ceiling(reason) }
    return .done
  }

  /// Ends all jobs that earlier Colophons submitted.
  ///
  /// - Throws: ``TuningError`` that names the jobs, where Slurm's commands are not here.
  func endAll() async throws(TuningError) {
    do throws(TuningError) {
      try await endEach()
    } catch {
      guard error.code == .environment else { throw error }
      throw TuningError(
        .environment, at: SourcePlace(folder.display),
        "the plan has no cluster any more, jobs on one are not known to have ended, and Slurm's "
          + "commands are not here",
        remedy: "Repeat the command where they are, or end the jobs there: "
          + "scancel \(try openNumbers())")
    }
  }

  /// What `scancel` takes for the jobs that are open.
  private func openNumbers() throws(TuningError) -> String {
    var words: [String] = []
    for id in folder.runs {
      guard let attempt = try folder.run(id).record()?.attempts.last, let job = attempt.openJob,
        !folder.run(id).isElsewhere(attempt)
      else { continue }
      words.append(job.id == nil ? "--name=\(job.name)" : job.number)
    }
    return words.joined(separator: " ")
  }

  private func endEach() async throws(TuningError) {
    var watches = try await recovered()
    guard !watches.isEmpty else { return }
    // Whether its commands are here, before it is said and written down that jobs are ended.
    _ = try await slurm.run(["squeue", "--version"], in: queue.folder)
    try stopOthers(&watches, [])
    var crowd = ClusterCrowd(self, watches)
    try await crowd.follow()
  }

  private func stopOthers(
    _ watches: inout [ClusterWatch], _ planned: Set<RunID>
  ) throws(TuningError) {
    for place in watches.indices where !planned.contains(watches[place].id) {
      tell(
        .finding(
          TuningRule.runNotInPlan.finding(
            at: SourcePlace(watches[place].folder.display),
            "the run has a job on the cluster that the plan does not have; it is cancelled",
            remedy: "Take the plan's change back to let it go on from its last checkpoint.")))
      try watches[place].noteStop(.unplanned)
    }
  }

  /// The runs to submit, as many as the ceiling has room for by what earlier ones took.
  private func choose(
    _ alive: Set<RunID>
  ) throws(TuningError) -> (chosen: [(TuningRun, RunReport)], refusal: String?) {
    var chosen: [(TuningRun, RunReport)] = []
    var planned = 0.0
    let left = try budget.secondsLeft()
    for run in runs where !alive.contains(run.id) {
      let report = try folder.run(run.id).report()
      guard report.canGoOn(with: program?.trainer.digest.hex ?? "") else { continue }
      if let reason = try budget.refusal(of: run, report, left: left, planned: planned) {
        return (chosen, reason)
      }
      planned += budget.needed(by: run, report) ?? 0
      chosen.append((run, report))
    }
    return (chosen, nil)
  }
}

// MARK: Submitting

extension ClusterRunner {
  private func submit(
    _ chosen: [(TuningRun, RunReport)]
  ) async throws(TuningError) -> [ClusterWatch] {
    guard let request = plan.cluster, let program else { return [] }
    let submission = SlurmSubmission(
      plan: plan, folder: folder, trainer: program.trainer, environment: program.environment,
      request: request,
      mark: TrainerLaunch.newMark())
    try submission.writeScript(chosen.map(\.0.id))
    var watches: [ClusterWatch] = []
    for (task, (run, report)) in chosen.enumerated() {
      let job = ClusterJob(mark: submission.mark, task: task)
      watches.append(try prepare(run, report, job, program.trainer.digest.hex))
    }
    let id = try await number(of: submission, watches)
    try note(id, &watches)
    try await release(id)
    submission.removeScript()
    for (run, report) in chosen { tell(.started(run.id, isResumed: report.record != nil)) }
    return watches
  }

  /// Writes down that a run is about to be submitted, and under which name: from here on no Colophon
  /// submits it again before it has looked for that.
  private func prepare(
    _ run: TuningRun, _ report: RunReport, _ job: ClusterJob, _ program: String
  ) throws(TuningError) -> ClusterWatch {
    let place = folder.run(run.id)
    try FolderMaking.make(place.path)
    let paths = RelativePath(from: place.path, root: folder.root)
    try TrainerLaunch.prepare(place, run.configuration(paths.path))
    try DurableFile.write(
      Data("\(job.mark)\n".utf8), to: place.file(SlurmSubmission.markName))
    var record = report.record ?? RunRecord(of: run, plan: plan.name)
    record.attempts.append(
      RunAttempt(
        at: now(), copy: DeskCopy.id(below: folder.root), job: job, program: program,
        eventsFrom: place.size(of: RunFolder.eventsName),
        logFrom: place.size(of: RunFolder.logName)))
    record.state = "queued"
    try place.write(record)
    return ClusterWatch(place, run.id, record)
  }

  /// Submits the array, and gives its number, even where the answer was lost on its way.
  private func number(
    of submission: SlurmSubmission, _ watches: [ClusterWatch]
  ) async throws(TuningError) -> String {
    let answer: SlurmAnswer
    do throws(TuningError) {
      answer = try await slurm.run(
        submission.arguments(count: watches.count), in: queue.folder)
    } catch {
      // There is no such command: nothing was submitted.
      try withdraw(watches.map(\.folder))
      throw error
    }
    let first = answer.output.split { $0 == "\n" || $0 == ";" }.first.map(String.init)
    if answer.isGood, let id = first, Int(id) != nil { return id }
    if !answer.isLost, !answer.isGood {
      try withdraw(watches.map(\.folder))
      submission.removeScript()
      throw TuningError(
        .refused, at: SourcePlace("\(folder.display)/\(TuningPlan.path)"),
        "Slurm refuses the job array: \(answer.complaint)",
        remedy: "Correct what the plan asks of the cluster, then repeat the command.")
    }
    if let id = try await queue.find(ClusterJob.name(submission.mark))?.keys.first { return id }
    throw Self.silence(answer.complaint)
  }

  static func silence(_ complaint: String) -> TuningError {
    TuningError(
      .system, "Slurm did not say whether it took a job array: \(complaint)",
      remedy: "Repeat the command when Slurm answers again: the array is looked for by its name "
        + "before another is submitted.")
  }

  /// Takes back what was written of a submission that never was.
  private func withdraw(_ folders: [RunFolder]) throws(TuningError) {
    for place in folders {
      guard var record = try place.record() else { continue }
      record.attempts.removeLast()
      let state = place.state(of: record, try place.log())
      record.state = state.name
      try place.write(record)
    }
  }

  private func note(_ id: String, _ watches: inout [ClusterWatch]) throws(TuningError) {
    for place in watches.indices { try watches[place].note(id) }
  }

  /// Lets a held array go. One that cannot be reached now is let go by the next look.
  private func release(_ id: String) async throws(TuningError) {
    _ = try await slurm.run(["scontrol", "release", id], in: queue.folder)
  }
}

// MARK: What earlier Colophons left

extension ClusterRunner {
  /// The runs whose jobs nobody has seen end. A job whose number was never written down is looked for
  /// by its name; where there is none, it never was.
  private func recovered() async throws(TuningError) -> [ClusterWatch] {
    var watches: [ClusterWatch] = []
    var found: [String: String?] = [:]
    for id in folder.runs {
      let place = folder.run(id)
      guard let record = try place.record(), let attempt = record.attempts.last,
        let job = attempt.openJob, !place.isElsewhere(attempt)
      else { continue }
      var watch = ClusterWatch(place, id, record)
      if job.id == nil {
        if found[job.mark] == nil { found[job.mark] = .some(try await look(for: job)) }
        guard let number = found[job.mark] ?? nil else {
          try withdraw([place])
          continue
        }
        try watch.note(number)
      }
      watches.append(watch)
    }
    return watches
  }

  private func look(for job: ClusterJob) async throws(TuningError) -> String? {
    guard let found = try await queue.find(job.name) else {
      throw Self.silence("it does not answer now")
    }
    return found.keys.sorted().first
  }
}
