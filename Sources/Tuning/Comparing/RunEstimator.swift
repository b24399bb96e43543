public import Core
import Formats

/// Says beforehand what a run will take, by what earlier runs of the same trainer, base and method
/// took; where there is none, it says that it does not know.
public struct RunEstimator: Sendable {
  /// What runs of equal speed have in common.
  private struct Kind: Hashable {
    var trainer: TrainerName
    var base: Digest
    var method: TuningMethod
    var adaptation: Adaptation
  }

  private var speeds: [Kind: [Double]] = [:]
  private var tokens: [Digest: Int]

  /// - Parameters:
  ///   - earlier: runs of any plans of this machine.
  ///   - tokens: of files of examples, one pass over each, where they were counted; earlier runs tell
  ///     those of their own.
  public init(_ earlier: [RunResult] = [], tokens: [Digest: Int] = [:]) {
    self.tokens = tokens
    for run in earlier {
      if let counted = run.tokens { self.tokens[run.trainDigest] = counted }
      guard let speed = run.tokensPerSecond, speed > 0 else { continue }
      let kind = Kind(
        trainer: run.trainer, base: run.baseDigest, method: run.method,
        adaptation: run.adaptation)
      speeds[kind, default: []].append(speed)
    }
  }

  /// What a run will take.
  ///
  /// - Parameters:
  ///   - ceiling: has the price of an hour.
  ///   - done: the share of it that is done, 0 to 1.
  public func estimate(
    _ run: TuningRun, under ceiling: RunCeiling, done: Double = 0
  ) -> RunEstimate {
    let kind = Kind(
      trainer: run.trainer, base: run.baseDigest, method: run.method, adaptation: run.adaptation)
    let known = (speeds[kind] ?? []).sorted()
    guard let pass = tokens[run.train.digest] else {
      return RunEstimate(
        basis: "Not known: nobody has counted the tokens of \(run.train.path) yet.")
    }
    let (all, isOver) = pass.multipliedReportingOverflow(
      by: run.hyperparameters[.epochs]?.whole ?? 1)
    guard !isOver, !known.isEmpty else {
      return RunEstimate(
        tokens: isOver ? nil : all,
        basis: "Not known: no run of '\(run.trainer.rawValue)' on this base was measured yet.")
    }
    let middle = known.count / 2
    let speed =
      known.count % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2
    let seconds = Double(all) * (1 - done) / speed
    let range =
      known.count == 1
      ? "" : ", from \(Figure.text(known[0])) to \(Figure.text(known[known.count - 1]))"
    return RunEstimate(
      tokens: all, seconds: seconds, cost: ceiling.cost(ofSeconds: seconds),
      basis:
        "\(all) tokens at \(Figure.text(speed)) a second, the median of \(known.count) earlier "
        + "\(known.count == 1 ? "run" : "runs")\(range); loading and evaluation come on top.")
  }

  /// What the runs that are not done yet will take together.
  public func estimate(
    _ runs: [(run: TuningRun, done: Double)], under ceiling: RunCeiling
  ) -> RunEstimate {
    let each = runs.map { estimate($0.run, under: ceiling, done: $0.done) }
    let counted = each.compactMap(\.tokens)
    let known = each.compactMap(\.seconds)
    let tokens = counted.count == each.count ? counted.reduce(0) { $0 &+ $1 } : nil
    guard known.count == each.count, let first = each.first else {
      return RunEstimate(
        tokens: tokens,
        basis: each.first { $0.seconds == nil }?.basis ?? "Nothing is left to be done.")
    }
    let seconds = known.reduce(0, +)
    return RunEstimate(
      tokens: tokens, seconds: seconds, cost: ceiling.cost(ofSeconds: seconds),
      basis: each.count == 1 ? first.basis : "\(each.count) runs. The first: \(first.basis)")
  }
}
