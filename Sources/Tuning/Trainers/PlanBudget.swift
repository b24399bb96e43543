import Formats
import FoundationEssentials

/// What a plan's runs have taken, held against its ceiling.
struct PlanBudget: Sendable {
  let plan: TuningPlan
  let folder: ModelFolder
  let estimator: RunEstimator
  let now: @Sendable () -> Date

  /// Seconds that all runs of the plan's folder have taken: what was spent on a run that the plan has
  /// no more is spent all the same.
  func seconds() throws(TuningError) -> Double {
    var sum = 0.0
    for id in folder.runs {
      let place = folder.run(id)
      guard let record = try place.record() else { continue }
      // How long another copy's trainer went on is not known here.
      let isElsewhere = record.attempts.last.map { place.isElsewhere($0) } ?? false
      sum += record.seconds(upTo: isElsewhere ? try place.log().lastMoment : now())
    }
    return sum
  }

  /// `nil` where the plan has no ceiling.
  func secondsLeft() throws(TuningError) -> Double? {
    guard let most = plan.ceiling.seconds else { return nil }
    return most - (try seconds())
  }

  /// That the ceiling is reached, one sentence.
  func reached() throws(TuningError) -> String {
    "The plan's ceiling is reached: \(used(try seconds()))."
  }

  private func used(_ seconds: Double) -> String {
    let cost = plan.ceiling.cost(ofSeconds: seconds).map { ", \(Figure.dollars($0))" } ?? ""
    let most = Figure.duration(plan.ceiling.seconds ?? 0)
    return "its runs took \(Figure.duration(seconds))\(cost), of \(most)"
  }

  /// What a run will take; `nil` where no earlier one of its kind, computed in the same place, tells:
  /// another machine's speed refuses nothing.
  func needed(by run: TuningRun, _ report: RunReport) -> Double? {
    guard let copy = DeskCopy.id(below: folder.root) else { return nil }
    let place = RunResult.place(copy: copy, isOnCluster: run.isOnCluster)
    return estimator.seconds(of: run, in: place, done: report.log.progress ?? 0)
  }

  /// Why a run is not started; `nil` where it may be.
  ///
  /// - Parameters:
  ///   - left: ``secondsLeft()``.
  ///   - planned: seconds that others will take before it.
  func refusal(
    of run: TuningRun, _ report: RunReport, left: Double?, planned: Double = 0
  ) throws(TuningError) -> String? {
    guard let left else { return nil }
    if left <= 0 { return try reached() }
    guard let needed = needed(by: run, report), needed + planned > left else { return nil }
    return "The run \(run.id) would take about \(Figure.duration(needed)), and pass the plan's "
      + "ceiling: \(used(try seconds()))."
  }
}
