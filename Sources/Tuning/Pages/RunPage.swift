import Charts
public import Core
import Formats
public import FoundationEssentials

/// A run as a page for people: its curves, its samples, what was cut, what it was given.
public struct RunPage {
  private let report: RunReport
  private let result: RunResult
  private let configuration: JSONValue

  /// The most rows of one table.
  private static let mostRows = 200

  /// - Parameters:
  ///   - ceiling: has the price of an hour.
  ///   - now: what a living trainer has run up to.
  /// - Throws: ``TuningError`` where the run is not there, or cannot be read.
  public init(
    of folder: RunFolder, under ceiling: RunCeiling, now: Date
  ) throws(TuningError) {
    report = try folder.report()
    guard let result = RunResult(report, under: ceiling, now: now) else {
      throw TuningError(
        .missing, at: SourcePlace(folder.display), "there is no such run, or it never began",
        remedy: "See the runs there are: colophon model runs.")
    }
    self.result = result
    let data = FileManager.default.contents(atPath: folder.file(RunFolder.configurationName))
    configuration =
      data.flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) } ?? .object([:])
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - title: what it calls the run.
  ///   - template: reads a file of `Templates/` by its path below it.
  /// - Throws: `TemplateError` with the line of the template that is wrong.
  public func page(
    title: String, template: (String) throws -> TemplateFile
  ) throws -> Data {
    let log = report.log
    let fields: [String: TemplateValue] = [
      "title": .text(title), "summary": .text(summary), "state": .text(result.state),
      "detail": .text(result.detail), "hasDetail": .flag(!result.detail.isEmpty),
      "facts": .list(facts), "charts": .list(charts.map(\.fields)),
      "hasCharts": .flag(!charts.isEmpty), "evaluations": .list(evaluations),
      "hasEvaluations": .flag(!log.evaluations.isEmpty), "samples": .list(samples),
      "hasSamples": .flag(!log.samples.isEmpty),
      "checkpoints": .list(checkpoints), "hasCheckpoints": .flag(!log.checkpoints.isEmpty),
      "cuts": .list(cuts), "hasCuts": .flag(!log.cuts.isEmpty), "cutting": .text(cutting),
      "settings": .list(settings), "findings": .list(log.findings.map(Self.row)),
      "hasFindings": .flag(!log.findings.isEmpty),
      "logLines": .list(lastLines), "hasLogLines": .flag(!lastLines.isEmpty),
    ]
    let page = try Template(template("pages/run.mustache"), for: .markup).render(fields)
    return Data(page.utf8)
  }

  private var summary: String {
    let losses = report.log.evaluations
    if let first = losses.first, let best = report.log.bestLoss {
      return "The validation loss went from \(Figure.text(first.loss)) at step \(first.step) to "
        + "\(Figure.text(best.loss)) at step \(best.step), its lowest.\(kept)"
    }
    guard let first = report.log.steps.first, let last = report.log.steps.last else {
      return "No step was done."
    }
    return "The training loss went from \(Figure.text(first.loss)) to "
      + "\(Figure.text(last.loss)); no validation loss was measured."
  }

  /// Which of the losses is that of the tuned model.
  private var kept: String {
    guard let step = result.finalStep else { return "" }
    guard let loss = result.finalLoss else { return " The tuned model is that of step \(step)." }
    return " The tuned model is that of step \(step), and has \(Figure.text(loss))."
  }

  private var facts: [TemplateValue] {
    let start = report.log.start
    let all = start?.steps.map { " of \($0)" } ?? ""
    var facts: [(String, String)] = [
      ("run", "\(result.id)"), ("trainer", result.trainer.rawValue),
      ("method", "\(result.method.rawValue), \(result.adaptation.rawValue)"),
      ("seed", "\(result.seed)"), ("steps", "\(result.steps)\(all)"),
      ("time", Figure.duration(result.seconds)), ("times started", "\(result.attempts)"),
    ]
    if let fold = result.fold { facts.append(("fold", "\(fold)")) }
    if let cost = result.cost { facts.append(("cost", Figure.dollars(cost))) }
    if let speed = result.tokensPerSecond {
      facts.append(("tokens a second", Figure.text(speed)))
    }
    if let memory = report.log.steps.compactMap(\.memoryBytes).max() {
      facts.append(("memory", "\(Figure.text(Double(memory) / 1e6)) MB"))
    }
    if let start {
      facts.append(("computed on", "\(start.device), \(start.precision)"))
      if let parameters = start.parameters {
        let trainable = start.trainable.map { ", \($0) of them tuned" } ?? ""
        facts.append(("parameters", "\(parameters)\(trainable)"))
      }
      let versions = start.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      facts.append(("versions", versions.joined(separator: ", ")))
    }
    return facts.map { .fields(["name": .text($0.0), "value": .text($0.1)]) }
  }

  private var charts: [LineChart] {
    let log = report.log
    let training = log.steps.map { (x: Double($0.step), y: $0.loss) }
    let validation = log.evaluations.map { (x: Double($0.step), y: $0.loss) }
    let rates = log.steps.compactMap { step in
      step.learningRate.map { (x: Double(step.step), y: $0) }
    }
    return [
      chart("loss", "Training loss", "nats a token", training),
      chart("evaluation", "Validation loss", "nats a token", validation, isMarked: true),
      chart("rate", "Learning rate", "learning rate", rates),
    ].compactMap { $0 }
  }

  private func chart(
    _ id: String, _ title: String, _ up: String, _ points: [(x: Double, y: Double)],
    isMarked: Bool = false
  ) -> LineChart? {
    guard let first = points.first, let last = points.last,
      let low = points.min(by: { $0.y < $1.y })
    else { return nil }
    func text(_ point: (x: Double, y: Double)) -> String {
      "\(Figure.text(point.y)) at step \(Figure.text(point.x, digits: 9))"
    }
    return LineChart(
      id: id, title: title,
      description: "\(title) over the steps: from \(text(first)) to \(text(last)); the lowest is "
        + "\(text(low)).",
      across: "step", up: up,
      series: [LineChart.Series(name: title, points: points, isMarked: isMarked)])
  }

  private var evaluations: [TemplateValue] {
    report.log.evaluations.suffix(Self.mostRows).map { evaluation in
      .fields([
        "step": .text("\(evaluation.step)"), "loss": .text(Figure.text(evaluation.loss, digits: 6)),
        "perplexity": .text(evaluation.perplexity.map { Figure.text($0) } ?? ""),
      ])
    }
  }

  /// By prompt, so that a person sees how the answer changes.
  private var samples: [TemplateValue] {
    var order: [String] = []
    var answers: [String: [TrainerEvent.Sample]] = [:]
    for sample in report.log.samples {
      if answers[sample.prompt] == nil { order.append(sample.prompt) }
      answers[sample.prompt, default: []].append(sample)
    }
    return order.prefix(Self.mostRows).map { prompt in
      .fields([
        "prompt": .text(prompt),
        "answers": .list(
          (answers[prompt] ?? []).suffix(20).map {
            .fields(["step": .text("\($0.step)"), "text": .text($0.text)])
          }),
      ])
    }
  }

  private var checkpoints: [TemplateValue] {
    report.log.checkpoints.suffix(Self.mostRows).map { checkpoint in
      .fields([
        "step": .text("\(checkpoint.step)"), "folder": .text(checkpoint.folder),
        "isBest": .flag(checkpoint.isBest),
      ])
    }
  }

  private var cutting: String {
    let cuts = report.log.cuts
    if cuts.isEmpty { return "Nothing was cut: every example was learnt whole." }
    let out = cuts.count { $0.kept == 0 }
    let listed = cuts.count > Self.mostRows ? " The first \(Self.mostRows) are listed." : ""
    return "Examples that were cut: \(cuts.count - out); left out: \(out).\(listed)"
  }

  private var cuts: [TemplateValue] {
    report.log.cuts.prefix(Self.mostRows).map { cut in
      .fields([
        "place": .text("\(cut.file), line \(cut.line)"), "tokens": .text("\(cut.tokens)"),
        "kept": .text(cut.kept == 0 ? "left out" : "\(cut.kept)"),
      ])
    }
  }

  private var settings: [TemplateValue] {
    guard case .object(let members) = configuration else { return [] }
    var rows: [(String, JSONValue)] = []
    for (key, value) in members.sorted(by: { $0.key < $1.key }) where key != "samples" {
      if case .object(let inner) = value {
        rows += inner.sorted { $0.key < $1.key }
      } else {
        rows.append((key, value))
      }
    }
    return rows.map { .fields(["name": .text($0.0), "value": .text(Figure.text($0.1))]) }
  }

  private var lastLines: [TemplateValue] {
    guard case .crashed(_, let lines) = report.state else { return [] }
    return lines.map { .fields(["text": .text($0)]) }
  }

  private static func row(_ finding: Finding) -> TemplateValue {
    .fields([
      "severity": .text(finding.severity.rawValue), "rule": .text(finding.rule),
      "place": .text(finding.place?.description ?? ""), "message": .text(finding.message),
      "remedy": .text(finding.remedy),
    ])
  }
}
