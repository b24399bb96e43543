import Core
import FoundationEssentials

/// Runs that a server tunes.
extension PlanRunner {
  private var server: (any HostedTuning)? {
    if case .server(let server) = means { server } else { nil }
  }

  /// Says what the server would refuse, before anything is sent.
  func judgeHosted(_ tell: @Sendable (PlanNews) -> Void) throws(TuningError) {
    guard server != nil else { return }
    let findings = try plan.hostedFindings(on: inputs, below: folder.root)
    for finding in findings { tell(.finding(finding)) }
    guard let first = findings.first(where: \.isBlocking) else { return }
    let count = findings.count(where: \.isBlocking)
    throw TuningError(
      .refused, at: first.place,
      "the server would not take the examples: \(first.message)"
        + (count > 1 ? ", and \(count - 1) more" : ""),
      remedy: "\(first.remedy) Nothing was sent.")
  }

  /// Looks after a job that an earlier Colophon left.
  func settleHosted(
    _ record: inout RunRecord, isPlanned: Bool, _ tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws(TuningError) {
    guard record.attempts.last?.ended == nil else { return }
    let display = SourcePlace(folder.run(record.id).display)
    let job = record.attempts.last?.hosted?.job ?? "that may have been made"
    guard let server else {
      return tell(
        .finding(
          HostedTuningRule.jobLeft.finding(
            at: display,
            "the job \(job) at \(record.attempts.last?.hosted?.server ?? "a server") is not known to "
              + "have ended, and the plan's trainer is no server's any more",
            remedy:
              "Take the plan's change back to follow it, or end it at the server: it may cost "
              + "money until then.")))
    }
    guard !isPlanned else { return }
    tell(
      .finding(
        TuningRule.runNotInPlan.finding(
          at: display, "the job \(job) is at work, and the plan has the run no more; it is ended",
          remedy: "Take the plan's change back to have the run tuned.")))
    record = try await detached(record, server, tell, limit: .init(stop: .unplanned)) { _ in nil }
  }

  func startHosted(
    _ run: TuningRun, _ report: RunReport, _ tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws(TuningError) {
    guard let server else { return }
    var record = report.record ?? RunRecord(of: run, plan: plan.name)
    try life(of: run.id, server, StopFlag(), tell).prepare(&record)
    try await followHosted(run, &record, tell)
  }

  func followHosted(
    _ run: TuningRun, _ record: inout RunRecord, _ tell: @escaping @Sendable (PlanNews) -> Void
  ) async throws(TuningError) {
    guard let server else { return }
    let limit = HostedLife.Limit(secondsLeft: try budget.secondsLeft())
    let order = HostedOrder(run: run, suffix: plan.name, root: folder.root, server: server)
    record = try await detached(record, server, tell, limit: limit) { hosted in
      try await order.make(hosted)
    }
  }

  /// Follows a job in a task that no cancellation ends: a cancelled one could not tell the server.
  private func detached(
    _ record: RunRecord, _ server: any HostedTuning,
    _ tell: @escaping @Sendable (PlanNews) -> Void, limit: HostedLife.Limit,
    order: @escaping @Sendable (HostedAttempt) async throws -> HostedJobOrder?
  ) async throws(TuningError) -> RunRecord {
    let stop = StopFlag()
    let life = life(of: record.id, server, stop, tell)
    let task = Task { await Self.outcome(life, record, limit, order) }
    return try await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      stop.set()
    }.get()
  }

  private static func outcome(
    _ life: HostedLife, _ record: RunRecord, _ limit: HostedLife.Limit,
    _ order: @escaping @Sendable (HostedAttempt) async throws -> HostedJobOrder?
  ) async -> Result<RunRecord, TuningError> {
    var record = record
    do throws(TuningError) {
      try await life.follow(&record, limit, order: order)
      return .success(record)
    } catch {
      return .failure(error)
    }
  }

  private func life(
    of id: RunID, _ server: any HostedTuning, _ stop: StopFlag,
    _ tell: @escaping @Sendable (PlanNews) -> Void
  ) -> HostedLife {
    HostedLife(
      folder: folder.run(id), server: server, hangSeconds: plan.hangSeconds,
      graceSeconds: plan.graceSeconds, interval: interval, now: now, stop: stop
    ) { tell(.run(id, $0)) }
  }
}
