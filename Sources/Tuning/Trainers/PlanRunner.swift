public import Core
import Formats
public import FoundationEssentials

/// Runs a plan's runs: one after another, each in a trainer's process or as a server's job, or all as a
/// job array on the plan's cluster. It starts what was never started, follows what an earlier Colophon
/// left alive, and lets go on what was cut off.
public struct PlanRunner: Sendable {
  /// What tunes.
  enum Means {
    case program(Trainer, TrainerEnvironment)
    case server(any HostedTuning)
  }

  let plan: TuningPlan
  let inputs: TuningInputs
  private let runs: [TuningRun]
  let folder: ModelFolder
  let means: Means
  let budget: PlanBudget
  private let slurm: SlurmCommands
  let now: @Sendable () -> Date
  let interval: Double

  /// - Parameters:
  ///   - folder: the model's, where the runs' folders are.
  ///   - estimator: what earlier runs tell of the next; a run that would pass the plan's ceiling is
  ///     not started.
  ///   - slurm: the commands of the plan's cluster, where it has one.
  ///   - interval: seconds from one look at a trainer to the next.
  public init(
    _ plan: TuningPlan, on inputs: TuningInputs, in folder: ModelFolder, with trainer: Trainer,
    environment: TrainerEnvironment, estimator: RunEstimator = RunEstimator(),
    slurm: SlurmCommands = SlurmCommands(),
    now: @escaping @Sendable () -> Date, interval: Double = 0.1
  ) {
    self.init(
      plan, on: inputs, in: folder, by: .program(trainer, environment), estimator: estimator,
      slurm: slurm, now: now, interval: interval)
  }

  /// A runner for a plan whose trainer is a server's.
  ///
  /// - Parameters:
  ///   - folder: the model's, where the runs' folders are.
  ///   - slurm: the commands of a cluster that the plan may have had before.
  ///   - interval: seconds from one look at a job to the next.
  public init(
    _ plan: TuningPlan, on inputs: TuningInputs, in folder: ModelFolder,
    at server: any HostedTuning, estimator: RunEstimator = RunEstimator(),
    slurm: SlurmCommands = SlurmCommands(), now: @escaping @Sendable () -> Date,
    interval: Double = 5
  ) {
    self.init(
      plan, on: inputs, in: folder, by: .server(server), estimator: estimator,
      slurm: slurm, now: now, interval: interval)
  }

  private init(
    _ plan: TuningPlan, on inputs: TuningInputs, in folder: ModelFolder, by means: Means,
    estimator: RunEstimator, slurm: SlurmCommands, now: @escaping @Sendable () -> Date,
    interval: Double
  ) {
    self.plan = plan
    self.inputs = inputs
    runs = plan.runs(on: inputs)
    self.folder = folder
    self.means = means
    budget = PlanBudget(plan: plan, folder: folder, estimator: estimator, now: now)
    self.slurm = slurm
    self.now = now
    self.interval = interval
  }

  /// Runs the plan. Cancelling the task asks the trainers at work to end, sees them end, and returns; a
  /// server's job is cancelled.
  ///
  /// - Parameter tell: is told what happens, as it happens.
  /// - Throws: ``TuningError`` where another Colophon runs the plan, or the disk is full; no trainer
  ///   is left behind then.
  public func run(_ tell: @escaping @Sendable (PlanNews) -> Void) async throws(TuningError)
    -> PlanEnd
  {
    let lock = try PlanLock.acquire(folder)
    try DeskCopy.name(below: folder.root)
    let end: PlanEnd
    do throws(TuningError) {
      try judgeHosted(tell)
      try await settleOthers(tell)
      end = try await go(tell)
    } catch {
      lock.release()
      throw error
    }
    lock.release()
    return end
  }

  /// Looks after what earlier Colophons left: writes down what has ended since, and ends what still
  /// runs and is not in the plan any more, because two trainers would take each other's time.
  private func settleOthers(
    _ tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws(TuningError) {
    let planned = Set(runs.map(\.id))
    for id in folder.runs {
      let place = folder.run(id)
      guard var record = try place.record(), let attempt = record.attempts.last else { continue }
      if place.isElsewhere(attempt) {
        tellElsewhere(try place.report(), tell)
        continue
      }
      if attempt.hosted != nil {
        try await settleHosted(&record, isPlanned: planned.contains(id), tell)
        continue
      }
      guard let identity = attempt.process else { continue }
      let life = life(of: id, tell)
      let process = StartedProcess(identity, isChild: false)
      if process.end() != nil {
        try life.settle(process, &record, ended: nil)
      } else if !planned.contains(id) {
        tell(
          .finding(
            TuningRule.runNotInPlan.finding(
              at: SourcePlace(folder.run(id).display),
              "the run's trainer is at work, and the plan has the run no more; it is ended",
              remedy: "Take the plan's change back to let it go on from its last checkpoint.")))
        try await life.follow(process, &record, stop: .unplanned)
      }
    }
  }

  private func tellElsewhere(_ report: RunReport, _ tell: (PlanNews) -> Void) {
    guard case .elsewhere(let what) = report.state else { return }
    tell(
      .finding(
        TuningRule.runElsewhere.finding(
          at: SourcePlace(report.folder.display),
          "\(what) was begun in another copy of the desk, and is not known here to have ended; it is "
            + "left alone",
          remedy: "Let it come to its end there, and take over what that copy commits. Where that "
            + "copy is no more, end it yourself, and remove the run's folder to have it run here."))
    )
  }

  private func go(_ tell: @escaping @Sendable (PlanNews) -> Void) async throws(TuningError)
    -> PlanEnd
  {
    let cluster = ClusterRunner(
      plan: plan, runs: runs, folder: folder, program: program, budget: budget, slurm: slurm,
      now: now, interval: interval, tell: tell)
    guard plan.cluster != nil, program != nil else {
      // Jobs of a time when the plan had a cluster: two trainers would be at one run.
      do throws(TuningError) {
        try await cluster.endAll()
      } catch {
        // No run of a server's is one of those, so they are in nobody's way.
        guard program == nil, error.code == .environment else { throw error }
        tell(
          .finding(
            TuningRule.clusterJobsLeft.finding(
              at: error.place, error.message, remedy: error.remedy)))
      }
      return try await goThrough(tell)
    }
    // And a trainer of a time when it had none.
    for id in try living() {
      guard let run = runs.first(where: { $0.id == id }) else { continue }
      tell(.attached(id))
      try await attach(run, try folder.run(id).report(), tell)
    }
    return try await cluster.run()
  }

  private var program: (trainer: Trainer, environment: TrainerEnvironment)? {
    if case .program(let trainer, let environment) = means { (trainer, environment) } else { nil }
  }

  private func goThrough(_ tell: @escaping @Sendable (PlanNews) -> Void) async throws(TuningError)
    -> PlanEnd
  {
    // What lives already comes first: it will not wait.
    let alive = try Set(living())
    for run in runs.filter({ alive.contains($0.id) }) + runs.filter({ !alive.contains($0.id) }) {
      if Task.isCancelled { return .cancelled }
      let report = try folder.run(run.id).report()
      if alive.contains(run.id) {
        tell(.attached(run.id))
        try await attach(run, report, tell)
      } else if report.canGoOn(with: program?.trainer.digest.hex ?? RunAttempt.noProgram) {
        let left = try budget.secondsLeft()
        if let reason = try budget.refusal(of: run, report, left: left) { return .ceiling(reason) }
        tell(.started(run.id, isResumed: report.record != nil))
        try await start(run, report, tell)
      } else {
        continue
      }
      if try folder.run(run.id).record()?.attempts.last?.stop == .ceiling {
        return .ceiling(try budget.reached())
      }
    }
    return Task.isCancelled ? .cancelled : .done
  }

  private func living() throws(TuningError) -> [RunID] {
    var living: [RunID] = []
    for run in runs {
      if try folder.run(run.id).isAtWork() { living.append(run.id) }
    }
    return living
  }

  private func start(
    _ run: TuningRun, _ report: RunReport, _ tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws(TuningError) {
    let place = folder.run(run.id)
    guard case .program(let trainer, let environment) = means else {
      return try await startHosted(run, report, tell)
    }
    try FolderMaking.make(place.path)
    var record = report.record ?? RunRecord(of: run, plan: plan.name)
    let paths = RelativePath(from: place.path, root: folder.root)
    let launch = TrainerLaunch(folder: place, trainer: trainer, environment: environment)
    let process = try launch.start(&record, run.configuration(paths.path), now: now())
    try await life(of: run.id, tell).follow(process, &record, secondsLeft: try budget.secondsLeft())
  }

  private func attach(
    _ run: TuningRun, _ report: RunReport, _ tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws(TuningError) {
    guard var record = report.record else { return }
    if record.attempts.last?.hosted != nil {
      return try await followHosted(run, &record, tell)
    }
    guard let identity = record.attempts.last?.process else { return }
    try await life(of: run.id, tell).follow(
      StartedProcess(identity, isChild: false), &record, secondsLeft: try budget.secondsLeft())
  }

  private func life(
    of id: RunID, _ tell: @escaping @Sendable (PlanNews) -> Void
  ) -> TrainerLife {
    TrainerLife(
      folder: folder.run(id), hangSeconds: plan.hangSeconds, graceSeconds: plan.graceSeconds,
      interval: interval, now: now
    ) { tell(.run(id, $0)) }
  }
}
