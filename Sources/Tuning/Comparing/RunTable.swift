public import Core
import Formats
public import FoundationEssentials

/// A plan's runs side by side, in the plan's order.
public struct RunTable: Codable, Hashable, Sendable {
  /// One combination of hyperparameters, over its seeds and folds.
  public struct Group: Codable, Hashable, Sendable {
    /// The values of the hyperparameters that runs differ in.
    public var hyperparameters: [String: JSONValue]
    /// Its runs, in the plan's order.
    public var runs: [RunID]
    /// How many of them came to a measured model.
    public var measured: Int
    /// Of the validation losses of their models; `nil` where none was measured.
    public var loss: LossSummary?
  }

  /// One for each run of the plan.
  public var rows: [RunResult]
  /// The hyperparameters that runs differ in, sorted.
  public var varied: [String]
  /// Best first; those without a loss last, in the plan's order.
  public var groups: [Group]

  /// - Parameters:
  ///   - now: what a living trainer has run up to.
  /// - Throws: ``TuningError`` where a run's record cannot be read.
  public init(
    of plan: TuningPlan, on inputs: TuningInputs, in folder: ModelFolder, now: Date
  ) throws(TuningError) {
    var rows: [RunResult] = []
    for run in plan.runs(on: inputs) {
      let report = try folder.run(run.id).report()
      rows.append(
        RunResult(report, under: plan.ceiling, now: now) ?? RunResult(waiting: run))
    }
    self.init(rows)
  }

  /// A table of any runs, of several plans too.
  public init(_ rows: [RunResult]) {
    self.rows = rows
    let names = Set(rows.flatMap(\.hyperparameters.keys)).sorted()
    let varied = names.filter { name in
      Set(rows.map { $0.hyperparameters[name] ?? .null }).count > 1
    }
    self.varied = varied
    groups = Self.groups(rows, varied)
  }

  private static func groups(_ rows: [RunResult], _ varied: [String]) -> [Group] {
    var order: [[String: JSONValue]] = []
    var members: [[String: JSONValue]: [RunResult]] = [:]
    for row in rows {
      let key = row.hyperparameters.filter { varied.contains($0.key) }
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(row)
    }
    let groups = order.map { key in
      let runs = members[key] ?? []
      let losses = runs.filter(\.isMeasured).compactMap(\.finalLoss)
      return Group(
        hyperparameters: key, runs: runs.map(\.id), measured: losses.count,
        loss: LossSummary(losses))
    }
    let places = groups.indices.sorted { left, right in
      let losses = (groups[left].loss?.mean ?? .infinity, groups[right].loss?.mean ?? .infinity)
      return losses.0 == losses.1 ? left < right : losses.0 < losses.1
    }
    return places.map { groups[$0] }
  }

  /// The run whose model has the lowest validation loss.
  public var best: RunResult? {
    rows.filter(\.isMeasured).min {
      ($0.finalLoss ?? .infinity, $0.id) < ($1.finalLoss ?? .infinity, $1.id)
    }
  }

  /// The table as a JSON document.
  public func json() throws -> Data { try CanonicalJSON.document(self) }
}
