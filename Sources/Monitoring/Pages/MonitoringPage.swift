import Charts
public import Core
import Evaluation
import Formats
public import FoundationEssentials

/// A gateway's calls as a page for people: what moved on top, the curves by day, a table a model.
public struct MonitoringPage {
  private let report: TrafficReport

  /// The most lines of one picture: more could not be told apart.
  private static let mostLines = 8
  /// The most notices that are listed.
  private static let mostFindings = 100

  public init(_ report: TrafficReport) { self.report = report }

  /// The page.
  ///
  /// - Parameters:
  ///   - title: what it calls the traffic.
  ///   - template: reads a file of `Templates/` by its path below it.
  /// - Throws: `TemplateError` with the line of the template that is wrong.
  public func page(title: String, template: (String) throws -> TemplateFile) throws -> Data {
    let charts = charts.filter { !$0.series.isEmpty }
    let fields: [String: TemplateValue] = [
      "title": .text(title), "summary": .text(summary), "looks": .text(looks),
      "alarms": .list(report.alarms.map(Self.alarm)), "hasAlarms": .flag(!report.alarms.isEmpty),
      "charts": .list(charts.map(\.fields)), "hasCharts": .flag(!charts.isEmpty),
      "rows": .list(report.rows.map(Self.row)), "hasRows": .flag(!report.rows.isEmpty),
      "errors": .list(errors), "hasErrors": .flag(!errors.isEmpty),
      "drifts": .list(report.drifts.map(Self.drift)), "hasDrifts": .flag(!report.drifts.isEmpty),
      "baseline": .text(report.baseline),
      "findings": .list(report.findings.prefix(Self.mostFindings).map(Self.finding)),
      "hasFindings": .flag(!report.findings.isEmpty),
    ]
    let page = try Template(template("pages/monitoring.mustache"), for: .markup).render(fields)
    return Data(page.utf8)
  }

  private var summary: String {
    guard let first = report.days.first, let last = report.days.last else {
      return "There are no calls."
    }
    let total = report.rows.reduce(into: TrafficFigures()) { $0.merge($1.total) }
    return "\(total.calls) calls from \(first) to \(last): \(total.answered) whole answers, "
      + "\(total.failed) failed (a fallback was asked in \(total.passedOn) of them), \(total.refusals) refusals; \(total.up + total.down) answers were "
      + "rated, \(total.corrected) corrected; \(total.redactions) passages of personal data were "
      + "taken out."
  }

  private var looks: String {
    let chance = Figure.text(report.falseAlarms * 100)
    return
      "\(report.looks) comparisons were made, over all days, models and measures. The bounds take "
      + "that into account (Holm's adjustment), and by how much quiet days differ: traffic that goes on "
      + "as in its first days gives an alarm in about \(chance) of 100 such pages at most."
  }

  // MARK: Curves

  private var charts: [LineChart] {
    [
      chart("calls", "Calls", "calls a day") { Double($0.calls) },
      chart("failures", "Failed calls", "% of calls") { Self.percent($0.failedShare) },
      chart("refusals", "Refusals", "% of answers") { Self.percent($0.refusedShare) },
      chart("thumbs-down", "Thumbs down", "% of rated answers") { Self.percent($0.downShare) },
      chart("first-byte", "First byte, the slowest twentieth", "seconds") { $0.firstByte(0.95) },
      chart("whole", "Whole answer, the slowest twentieth", "seconds") { $0.seconds(0.95) },
      chart("cost", "Cost", "dollars a day") {
        $0.answered > $0.unpriced ? Double($0.microdollars) / 1e6 : nil
      },
      driftChart("length", "Questions' lengths against the reference", "stability index") {
        $0.stability
      },
      driftChart("topic", "Questions' terms against the reference", "divergence above chance") {
        $0.topics.map { max(0, $0.divergence - $0.expected) }
      },
    ]
  }

  private func chart(
    _ id: String, _ title: String, _ up: String, _ value: (TrafficFigures) -> Double?
  ) -> LineChart {
    let busiest = report.rows.filter { !$0.served.arm.isEmpty }
      .sorted { ($1.total.calls, $0.served) < ($0.total.calls, $1.served) }.prefix(Self.mostLines)
    let series = busiest.sorted { $0.served < $1.served }.map { row in
      (
        name: "\(row.served)",
        points: row.days.sorted { $0.key < $1.key }.compactMap { day, figures in
          value(figures).map { (x: Double(day.number), y: $0) }
        }
      )
    }
    return chart(id, title, up, series)
  }

  private func driftChart(
    _ id: String, _ title: String, _ up: String, _ value: (TrafficDrift) -> Double?
  ) -> LineChart {
    let aliases = Set(report.drifts.map(\.alias)).sorted().prefix(Self.mostLines)
    let series = aliases.map { alias in
      (
        name: alias,
        points: report.drifts.filter { $0.alias == alias }.compactMap { drift in
          value(drift).map { (x: Double(drift.day.number), y: $0) }
        }
      )
    }
    return chart(id, title, up, series)
  }

  private func chart(
    _ id: String, _ title: String, _ up: String,
    _ series: [(name: String, points: [(x: Double, y: Double)])]
  ) -> LineChart {
    let filled = series.filter { !$0.points.isEmpty }
    let ends = filled.map { series in
      "\(series.name): \(Figure.text(series.points.first?.y ?? 0)) on the first day, "
        + "\(Figure.text(series.points.last?.y ?? 0)) on the last"
    }
    return LineChart(
      id: id, title: title, description: "\(title) by day. \(ends.joined(separator: "; ")).",
      across: "day", up: up,
      series: filled.map { LineChart.Series(name: $0.name, points: $0.points, isMarked: true) },
      marks: marks)
  }

  /// Some eight days, as `11-21`.
  private var marks: [(x: Double, label: String)] {
    let step = max(1, (report.days.count + 7) / 8)
    return report.days.enumerated().filter { $0.offset % step == 0 }.map {
      (x: Double($0.element.number), label: String("\($0.element)".dropFirst(5)))
    }
  }

  private static func percent(_ share: Proportion?) -> Double? { share.map { $0.share * 100 } }

  // MARK: Tables

  private static func alarm(_ alarm: TrafficAlarm) -> TemplateValue {
    .fields([
      "measure": .text(alarm.measure.title), "message": .text(alarm.message),
      "remedy": .text(alarm.remedy),
    ])
  }

  private static func row(_ row: TrafficReport.Row) -> TemplateValue {
    let total = row.total
    func seconds(_ value: (Double) -> Double?) -> String {
      [0.5, 0.95, 0.99].compactMap { value($0).map { Figure.text($0, digits: 2) } }
        .joined(separator: " / ")
    }
    return .fields([
      "name": .text("\(row.served)"), "calls": .text("\(total.calls)"),
      "failed": .text(share(total.failedShare)),
      "fallback": .text(fallback(total)), "refusals": .text(share(total.refusedShare)),
      "up": .text("\(total.up)"), "down": .text(share(total.downShare)),
      "corrected": .text("\(total.corrected)"), "firstByte": .text(seconds(total.firstByte)),
      "seconds": .text(seconds(total.seconds)), "input": .text("\(total.inputTokens)"),
      "output": .text("\(total.outputTokens)"), "cost": .text(cost(total)),
    ])
  }

  /// Who answered where the model did not, and where it answered for another.
  private static func fallback(_ figures: TrafficFigures) -> String {
    [
      figures.passedOn > 0 ? "asked for \(figures.passedOn)" : nil,
      figures.stoodIn > 0 ? "stood in for \(figures.stoodIn)" : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// A share with its interval: `3.1 % (2.2 to 4.4)`.
  private static func share(_ share: Proportion?) -> String {
    guard let share else { return "" }
    let interval = share.wilson()
    func text(_ value: Double) -> String { Figure.text(value * 100, digits: 2) }
    return "\(text(share.share)) % (\(text(interval.low)) to \(text(interval.high)))"
  }

  private static func cost(_ figures: TrafficFigures) -> String {
    guard figures.answered > figures.unpriced else {
      return figures.answered == 0 ? "" : "not known"
    }
    let known = Figure.dollars(Double(figures.microdollars) / 1e6)
    return figures.unpriced == 0 ? known : "\(known), and \(figures.unpriced) calls without a price"
  }

  private var errors: [TemplateValue] {
    report.rows.flatMap { row in
      row.total.errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map {
        code, count in
        .fields([
          "name": .text("\(row.served)"), "code": .text(code), "count": .text("\(count)"),
        ])
      }
    }
  }

  private static func drift(_ drift: TrafficDrift) -> TemplateValue {
    let moved = drift.topics.map { topics in
      topics.moved.prefix(5).map { "\($0.term) \($0.after > $0.before ? "more" : "less")" }
        .joined(separator: ", ")
    }
    func topic(_ value: (TermDrift) -> Double) -> String {
      drift.topics.map { Figure.text(value($0), digits: 2) } ?? ""
    }
    return .fields([
      "day": .text("\(drift.day)"), "alias": .text(drift.alias),
      "conversations": .text("\(drift.conversations)"),
      "median": .text("\(drift.medianLength) (\(drift.referenceLength))"),
      "stability": .text(Figure.text(drift.stability, digits: 2)),
      "distance": .text(Figure.text(drift.lengths.statistic, digits: 2)),
      "divergence": .text(topic(\.divergence)), "expected": .text(topic(\.expected)),
      "moved": .text(moved ?? ""),
    ])
  }

  private static func finding(_ finding: Finding) -> TemplateValue {
    .fields([
      "severity": .text(finding.severity.rawValue),
      "place": .text(finding.place.map { "\($0): " } ?? ""), "message": .text(finding.message),
      "remedy": .text(finding.remedy), "rule": .text(finding.rule),
    ])
  }
}

extension TrafficMeasure {
  /// What an alarm is headed by.
  fileprivate var title: String {
    switch self {
    case .length: "Questions have another length"
    case .topic: "Questions are about something else"
    case .failures: "More calls fail"
    case .refusals: "More answers refuse"
    case .thumbsDown: "More thumbs down"
    }
  }
}
