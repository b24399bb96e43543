import Charts
public import Core
import Formats
public import FoundationEssentials

/// Runs side by side as a page for people: their losses in one picture, their table, and what the sweep
/// showed.
public struct ComparisonPage {
  private let table: RunTable
  private let logs: [(name: String, log: RunLog)]

  /// The most lines of the picture: more could not be told apart.
  private static let mostLines = 8

  /// - Parameter folder: the model's, where the runs' folders are.
  /// - Throws: ``TuningError`` where a run cannot be read.
  public init(_ table: RunTable, in folder: ModelFolder) throws(TuningError) {
    self.table = table
    let best = table.rows.sorted {
      // One without a model has none; the best so far is the most that is known of it.
      ($0.finalLoss ?? .infinity, $0.bestLoss ?? .infinity, $0.id)
        < ($1.finalLoss ?? .infinity, $1.bestLoss ?? .infinity, $1.id)
    }
    var logs: [(name: String, log: RunLog)] = []
    for row in best.prefix(Self.mostLines) {
      logs.append((name: Self.name(row, table.varied), log: try folder.run(row.id).log()))
    }
    self.logs = logs
  }

  private static func name(_ row: RunResult, _ varied: [String]) -> String {
    let values = varied.map { "\($0) \(Figure.text(row.hyperparameters[$0] ?? .null))" }
    let fold = row.fold.map { ["fold \($0)"] } ?? []
    return (values + fold + ["seed \(row.seed)"]).joined(separator: ", ")
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - title: what it calls the runs.
  ///   - template: reads a file of `Templates/` by its path below it.
  /// - Throws: `TemplateError` with the line of the template that is wrong.
  public func page(
    title: String, template: (String) throws -> TemplateFile
  ) throws -> Data {
    let report = SweepReport(table)
    let charts = [
      chart(\.evaluationPoints, "evaluation", "Validation loss", isMarked: true),
      chart(\.trainingPoints, "loss", "Training loss", isMarked: false),
    ].compactMap { $0 }
    let fields: [String: TemplateValue] = [
      "title": .text(title), "summary": .text(report.summary),
      "charts": .list(charts.map(\.fields)), "hasCharts": .flag(!charts.isEmpty),
      "drawn": .text(
        table.rows.count > Self.mostLines
          ? "Drawn are the \(Self.mostLines) runs whose models have the lowest validation loss."
          : ""),
      "effects": .list(report.effects.map { .fields(["sentence": .text($0.sentence)]) }),
      "rows": .list(table.rows.map(row)), "groups": .list(table.groups.map(group)),
      "hasGroups": .flag(table.groups.count < table.rows.count),
    ]
    let page = try Template(template("pages/runs.mustache"), for: .markup).render(fields)
    return Data(page.utf8)
  }

  private func chart(
    _ points: KeyPath<RunLog, [(x: Double, y: Double)]>, _ id: String, _ title: String,
    isMarked: Bool
  ) -> LineChart? {
    let series = logs.map {
      LineChart.Series(name: $0.name, points: $0.log[keyPath: points], isMarked: isMarked)
    }.filter { !$0.points.isEmpty }
    guard !series.isEmpty else { return nil }
    let ends = series.map { "\($0.name): \(Figure.text($0.points.last?.y ?? 0)) at the end" }
    return LineChart(
      id: id, title: title,
      description: "\(title) over the steps. \(ends.joined(separator: "; ")).",
      across: "step", up: "nats a token", series: series)
  }

  private func row(_ row: RunResult) -> TemplateValue {
    .fields([
      "id": .text("\(row.id)"), "name": .text(Self.name(row, table.varied)),
      "state": .text(row.state), "steps": .text("\(row.steps)"),
      "best": .text(row.bestLoss.map { Figure.text($0) } ?? ""),
      "final": .text(row.finalLoss.map { Figure.text($0) } ?? ""),
      "speed": .text(row.tokensPerSecond.map { Figure.text($0) } ?? ""),
      "time": .text(Figure.duration(row.seconds)),
      "cost": .text(row.cost.map(Figure.dollars) ?? ""),
    ])
  }

  private func group(_ group: RunTable.Group) -> TemplateValue {
    let values = group.hyperparameters.sorted { $0.key < $1.key }
    let names = values.map { "\($0.key) \(Figure.text($0.value))" }
    return .fields([
      "name": .text(names.isEmpty ? "all runs" : names.joined(separator: ", ")),
      "runs": .text("\(group.measured) of \(group.runs.count)"),
      "mean": .text(group.loss.map { Figure.text($0.mean) } ?? ""),
      "deviation": .text(group.loss?.deviation.map { Figure.text($0) } ?? ""),
      "least": .text(group.loss.map { Figure.text($0.least) } ?? ""),
      "most": .text(group.loss.map { Figure.text($0.most) } ?? ""),
    ])
  }
}

extension RunLog {
  fileprivate var trainingPoints: [(x: Double, y: Double)] {
    steps.map { (x: Double($0.step), y: $0.loss) }
  }

  fileprivate var evaluationPoints: [(x: Double, y: Double)] {
    evaluations.map { (x: Double($0.step), y: $0.loss) }
  }
}
