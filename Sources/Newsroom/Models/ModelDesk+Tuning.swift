public import Core
public import FoundationEssentials
import Store
import Synchronization
public import Tuning

extension ModelDesk {
  /// The Python that trainers are called with.
  public enum Python: Hashable, Sendable {
    /// One that somebody else made: the program's whole path.
    case at(String)
    /// One that Colophon makes of the trainer's requirements, in a folder for what can be made again.
    case made(cache: String)
  }

  /// Whether there is a plan.
  var hasPlan: Bool { desk.exists("\(path)/\(TuningPlan.path)") }

  /// The plan, as `tune.yml` has it now.
  ///
  /// - Returns: the plan, with what is to be known of it.
  /// - Throws: ``NewsroomError`` where there is none, or it is not one, with all that is wrong.
  public func plan() throws -> (plan: TuningPlan, findings: [Finding]) {
    let file = "\(path)/\(TuningPlan.path)"
    guard desk.exists(file) else {
      throw NewsroomError(
        .usage, "the model '\(name)' has no plan: there is no \(file)",
        remedy: "Write one that says base, dataset and trainer: colophon help model tune.")
    }
    let (plan, findings) = TuningPlan.read(try desk.read(file), file: file)
    guard let plan else {
      throw NewsroomError(
        .refused, "\(file) is no plan that can be run",
        remedy: "Correct what is named above, and repeat the command.", findings: findings)
    }
    return (plan, findings)
  }

  /// The plan's runs as they are, and what the rest of them will take.
  public func outlook() throws -> TuningOutlook {
    let (plan, findings) = try plan()
    let inputs = try TuningInputs(of: plan, below: desk.root)
    let table = try table(of: plan, on: inputs)
    let left = zip(plan.runs(on: inputs), table.rows).filter { !$0.1.hasModel }
    return TuningOutlook(
      model: name, table: table, left: left.count,
      estimate: try estimator().estimate(
        left.map { (run: $0.0, done: 0) }, under: plan.ceiling),
      findings: findings)
  }

  /// Runs the plan: starts what was never started, follows what is at work, lets go on what was cut
  /// off. Cancelling the task asks the trainer at work to end, and waits for it.
  ///
  /// - Parameter tell: is told what happens, for those who watch.
  public func tune(
    with python: Python, tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws -> TuningOutcome {
    let (plan, planFindings) = try plan()
    let inputs = try TuningInputs(of: plan, below: desk.root)
    let findings = Mutex(planFindings)
    let runner = try await runner(of: plan, on: inputs, python)
    let end = try await runner.run { news in
      switch news {
      case .finding(let finding), .run(_, .finding(let finding)):
        findings.withLock { $0.append(finding) }
      default: break
      }
      tell(news)
    }
    return TuningOutcome(
      model: name, end: end, table: try table(of: plan, on: inputs),
      findings: findings.withLock { $0 })
  }

  private func runner(
    of plan: TuningPlan, on inputs: TuningInputs, _ python: Python
  ) async throws -> PlanRunner {
    if plan.trainer.isHosted {
      return PlanRunner(
        plan, on: inputs, in: folder, at: try newsroom.world.tuning(), estimator: try estimator(),
        now: newsroom.world.now)
    }
    let cache = "\(desk.root)/.colophon/trainers"
    let trainer = try Trainer(plan.trainer, files: try trainerFiles(), cache: cache)
    return PlanRunner(
      plan, on: inputs, in: folder, with: trainer,
      environment: try await environment(of: trainer, python), estimator: try estimator(),
      now: newsroom.world.now)
  }

  /// The run whose id begins so; `best` is that of the plan, as it is now, whose model has the lowest
  /// validation loss. Losses of other plans do not compare with it, nor do those of a cross-validation's
  /// folds, which are measured on other examples each.
  ///
  /// - Throws: ``NewsroomError`` where there is none, or more than one.
  public func run(_ text: String) throws -> RunID {
    if text == "best" {
      let plan = try plan().plan
      let table = try table(of: plan, on: TuningInputs(of: plan, below: desk.root))
      guard let best = table.bestWhole else {
        throw NewsroomError(
          .refused,
          "no run of the plan of '\(name)' came to a model whose validation loss was measured",
          remedy: "Run the plan first (colophon model tune \(name)), or name another run: "
            + "colophon model runs \(name) --all.")
      }
      return best.id
    }
    let found = folder.runs.filter { $0.description.hasPrefix(text) }
    if let only = found.first, found.count == 1 { return only }
    let listed = (found.isEmpty ? folder.runs : found).prefix(8).map(\.description)
    throw NewsroomError(
      .usage,
      found.isEmpty
        ? "'\(name)' has no run '\(text)'" : "'\(text)' could be several runs of '\(name)'",
      remedy: listed.isEmpty
        ? "Run the plan first: colophon model tune \(name)."
        : "Name one of: \(listed.joined(separator: ", ")) (colophon model runs \(name)).")
  }

  /// What people do with a run's job at its server while it is at work.
  public func jobs() throws -> HostedRunControl {
    HostedRunControl(folder, at: try newsroom.world.tuning())
  }

  /// What happens to a run, from its first event on, as it happens.
  public func updates(of run: RunID) -> RunUpdates { folder.run(run).updates() }

  /// Every run there is, of earlier plans too.
  public func allRuns() throws -> RunTable { try runs { _ in true } }

  /// The runs whose losses compare with a run's: of the same method and base, measured on the same
  /// examples. The run is one of them.
  func runs(comparingWith run: RunID) throws -> RunTable {
    guard let record = try folder.run(run).record() else { return RunTable([]) }
    return try runs {
      $0.method == record.method && $0.baseDigest == record.baseDigest
        && $0.validationDigest == record.validationDigest && $0.fold == record.fold
    }
  }

  private func runs(where isMeant: (RunRecord) -> Bool) throws -> RunTable {
    let ceiling = try ceiling()
    let now = newsroom.world.now()
    return RunTable(
      try folder.runs.compactMap { id in
        let report = try folder.run(id).report()
        guard let record = report.record, isMeant(record) else { return nil }
        return RunResult(report, under: ceiling, now: now)
      })
  }

  /// A run as a page for people.
  public func page(of run: RunID) throws -> Data {
    try RunPage(of: folder.run(run), under: try ceiling(), now: newsroom.world.now())
      .page(title: "\(name), run \(run)", template: newsroom.templates.file)
  }

  /// All runs side by side, as a page for people.
  public func comparisonPage() throws -> Data {
    try ComparisonPage(try allRuns(), in: folder)
      .page(title: "\(name): the runs", template: newsroom.templates.file)
  }

  /// The plan that the runs so far suggest to try next, and why; `nil` where nothing was measured.
  public func proposal() throws -> (plan: TuningPlan, reasons: [String])? {
    let (plan, _) = try plan()
    return plan.proposal(from: try outlook().table)
  }

  private func table(of plan: TuningPlan, on inputs: TuningInputs) throws -> RunTable {
    try RunTable(of: plan, on: inputs, in: folder, now: newsroom.world.now())
  }

  /// The price of an hour is the plan's, where there is one.
  private func ceiling() throws -> RunCeiling {
    hasPlan ? try plan().plan.ceiling : RunCeiling()
  }

  /// Estimates by what the runs of all models of this desk took.
  private func estimator() throws -> RunEstimator {
    let models = try newsroom.models()
    return RunEstimator(try models.flatMap { try $0.allRuns().rows })
  }

  private func trainerFiles() throws -> [(path: String, bytes: Data)] {
    try newsroom.templates.paths(under: "trainers").map { path in
      (
        path: String(path.dropFirst("trainers/".count)),
        bytes: try newsroom.templates.file(path).bytes
      )
    }
  }

  private func environment(
    of trainer: Trainer, _ python: Python
  ) async throws -> TrainerEnvironment {
    switch python {
    case .at(let path):
      var isFolder = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      guard isThere, !isFolder, FileManager.default.isExecutableFile(atPath: path) else {
        let venv = isFolder ? path.withoutFinalSlash : "VENV"
        throw NewsroomError(
          .usage, "\(path) is no program", remedy: "Name a Python: --python \(venv)/bin/python.")
      }
      return TrainerEnvironment(python: path)
    case .made(let cache):
      let progress = newsroom.world.progress
      return try await TrainerEnvironment(for: trainer, cache: cache) {
        progress(.init($0, done: 0, total: 1))
      }
    }
  }
}

extension RunTable {
  /// The best run that learned from all examples: no fold of a cross-validation.
  public var bestWhole: RunResult? { RunTable(rows.filter { $0.fold == nil }).best }
}
