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

  /// How fast one run was, and what that depends on besides.
  private struct Speed {
    var tokensPerSecond: Double
    var device: String?
    var processes: Int
    var place: String?

    init(_ run: RunResult, _ tokensPerSecond: Double) {
      self.tokensPerSecond = tokensPerSecond
      // PyTorch counts the GPUs: `cuda:0`.
      device = run.device?.split(separator: ":").first.map(String.init)
      processes = run.processes ?? 1
      place = run.place
    }

    func isLike(_ run: TuningRun) -> Bool {
      processes == run.processes
        && (run.device == .auto || device == nil || device == run.device.rawValue)
    }
  }

  private var speeds: [Kind: [Speed]] = [:]
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
      speeds[kind, default: []].append(Speed(run, speed))
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
    let found = speeds[Self.kind(of: run)] ?? []
    let alike = found.filter { $0.isLike(run) }
    let known = (alike.isEmpty ? found : alike).map(\.tokensPerSecond).sorted()
    guard let pass = tokens[run.train.digest] else {
      return RunEstimate(
        basis: "Not known: nobody has counted the tokens of \(run.train.path) yet.")
    }
    let (all, isOver) = Self.tokens(of: run, pass)
    guard !isOver, let speed = Self.median(known) else {
      return RunEstimate(
        tokens: isOver ? nil : all,
        basis: "Not known: no run of '\(run.trainer.rawValue)' on this base was measured yet.")
    }
    let seconds = Double(all) * (1 - done) / speed
    let range =
      known.count == 1
      ? "" : ", from \(Figure.text(known[0])) to \(Figure.text(known[known.count - 1]))"
    return RunEstimate(
      tokens: all, seconds: seconds, cost: ceiling.cost(ofSeconds: seconds),
      basis:
        "\(all) tokens at \(Figure.text(speed)) a second, the median of \(known.count) earlier "
        + "\(known.count == 1 ? "run" : "runs")\(range)"
        + (alike.isEmpty ? ", of another device or other processes" : "")
        + "; loading and evaluation come on top.")
  }

  /// Seconds that a run will take, by runs of its kind that were computed in the same place, on what it
  /// is to be computed on; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - place: ``RunResult/place``.
  ///   - done: the share of it that is done, 0 to 1.
  func seconds(of run: TuningRun, in place: String, done: Double) -> Double? {
    let known = (speeds[Self.kind(of: run)] ?? []).filter { $0.isLike(run) && $0.place == place }
    guard let pass = tokens[run.train.digest],
      let speed = Self.median(known.map(\.tokensPerSecond).sorted())
    else { return nil }
    let (all, isOver) = Self.tokens(of: run, pass)
    return isOver ? nil : Double(all) * (1 - done) / speed
  }

  private static func kind(of run: TuningRun) -> Kind {
    Kind(
      trainer: run.trainer, base: run.baseDigest, method: run.method, adaptation: run.adaptation)
  }

  /// Tokens that a run learns, each as often as it is seen.
  private static func tokens(of run: TuningRun, _ pass: Int) -> (Int, Bool) {
    let (all, isOver) = pass.multipliedReportingOverflow(
      by: run.hyperparameters[.epochs]?.whole ?? 1)
    return (all, isOver)
  }

  /// - Parameter sorted: ascending.
  private static func median(_ sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
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
