import Core
import Evaluation
import Formats
import Newsroom
import Tuning

/// Models, their runs and what they were measured to be, as a person reads it.
struct ModelText {
  private let output: Output

  init(_ output: Output) { self.output = output }

  // MARK: Runs

  /// One line on what is to be run.
  func summary(of outlook: TuningOutlook) -> String {
    let all = outlook.table.rows.count
    guard outlook.left > 0 else {
      return "\(outlook.model): all \(all.counted("run")) have a model already."
    }
    let time = outlook.estimate.seconds.map { ", about \(Figure.duration($0))" } ?? ""
    let cost = outlook.estimate.cost.map { ", \(Figure.dollars($0))" } ?? ""
    return "\(outlook.model): \(outlook.left) of \(all.counted("run")) to go\(time)\(cost). "
      + outlook.estimate.basis
  }

  func text(of outlook: TuningOutlook) -> String {
    "\(text(of: outlook.table))\n\n\(summary(of: outlook))"
  }

  func text(of outcome: TuningOutcome) -> String {
    let way =
      outcome.end == "ceiling"
      ? "Raise `ceiling` in the plan to go on; runs of earlier plans count too."
      : "The same command goes on."
    let reason = outcome.reason.map { "\n\n\($0) \(way)" } ?? ""
    return text(of: outcome.table) + reason
  }

  /// - Parameter isPlan: whether they are of one plan, so that there is a best one.
  func text(of runs: RunTable, isPlan: Bool = true) -> String {
    guard !runs.rows.isEmpty else { return "There is no run yet." }
    var table = Table(
      "RUN", "STATE", "LOSS", "AT", "LOWEST", "STEPS", "TIME", "WHAT IT TRIED")
    let best = isPlan ? runs.bestWhole?.id : nil
    for row in runs.rows {
      table.add(
        "\(row.id)" + (row.id == best ? " *" : ""), row.state,
        row.finalLoss.map { Figure.text($0) } ?? "-", row.finalStep.map { "\($0)" } ?? "-",
        row.bestLoss.map { Figure.text($0) } ?? "-",
        "\(row.steps)", Figure.duration(row.seconds), tried(row, runs.varied))
    }
    let report = SweepReport(runs)
    let effects = report.effects.map(\.sentence)
    let said = runs.rows.count > 1 ? ([report.summary] + effects).joined(separator: "\n") : ""
    return [table.text(output), said].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func tried(_ row: RunResult, _ varied: [String]) -> String {
    var words = varied.map { "\($0) \(Figure.text(row.hyperparameters[$0] ?? .null))" }
    if let fold = row.fold { words.append("fold \(fold)") }
    words.append("seed \(row.seed)")
    if !row.detail.isEmpty { words.append(row.detail) }
    return words.joined(separator: ", ")
  }

  // MARK: Measures

  func text(of report: EvaluationReport) -> String {
    var table = Table("MEASURE", "VALUE", "95 IN 100", "HOW")
    for figure in report.figures {
      table.add(
        figure.score.name, Figure.text(figure.score.value), range(figure.interval),
        figure.score.signature)
    }
    let taken = report.taken
    let cause = taken.cause.map { " (\($0))" } ?? ""
    let failed = taken.failed > 0 ? ", \(taken.failed) not\(cause)" : ""
    let time = taken.medianSeconds.map {
      "; half of them within \(Figure.text($0)) s, 95 in 100 within "
        + "\(Figure.text(taken.tailSeconds ?? $0)) s"
    }
    let cost = taken.dollars.map { "; \(Figure.dollars($0))" } ?? "; at an unknown cost"
    return """
      \(output.styled("\(report.subject.id) on \(report.set)", .bold)), \(report.items.counted("prompt"))
      \(table.text(output))
      \(taken.answered) answered\(failed)\(time ?? "")\(cost).
      """
  }

  func text(of comparison: EvaluationComparison) -> String {
    var table = Table("MEASURE", "BASELINE", "CANDIDATE", "DIFFERENCE", "95 IN 100", "P")
    for row in comparison.rows {
      table.add(
        row.name + (row.isDeciding ? " *" : ""), Figure.text(row.baseline),
        Figure.text(row.candidate), Figure.text(row.difference.difference),
        range(row.difference.interval),
        // Where nothing differs there is nothing to test.
        row.difference.difference == 0 ? "-" : Figure.text(row.difference.pValue, digits: 2))
    }
    let leftOut = comparison.leftOut.map { "\n\($0.name) is left out: \($0.reason)." }.joined()
    let names = "\(comparison.candidate.id) against \(comparison.baseline.id)"
    let verdict = comparison.verdict
    return """
      \(output.styled(names, .bold)), \(comparison.items.counted("prompt")) of \(comparison.set)
      \(table.text(output))\(leftOut)\(text(of: comparison.people, comparison))
      \(verdict.isAllowed ? "It may take its place" : "It may not take its place"): \(verdict.reason).
      """
  }

  /// What people said of the two, where they said something.
  private func text(of people: ModelOpinions?, _ comparison: EvaluationComparison) -> String {
    guard let people else { return "" }
    let stars = [(comparison.baseline, people.baseline), (comparison.candidate, people.candidate)]
    var table = Table("PEOPLE", "MODEL", "VALUE", "95 IN 100", "OF")
    var isEmpty = true
    for case (let subject, let stars?) in stars {
      table.add("stars", subject.id, Figure.text(stars.mean), range(stars.interval), stars.basis)
      isEmpty = false
    }
    if let preferred = people.preferences {
      table.add(
        "preferred", comparison.candidate.id, preferred.share.map { Figure.text($0) } ?? "-",
        range(preferred.interval), preferred.basis)
      isEmpty = false
    }
    let unread =
      people.unread.isEmpty
      ? "" : "\nNot read: the drafts or ratings of \(people.unread.joined(separator: ", "))."
    return (isEmpty ? "" : "\n\(table.text(output))") + unread
  }

  private func range(_ interval: ConfidenceInterval?) -> String {
    interval.map { "\(Figure.text($0.low)) to \(Figure.text($0.high))" } ?? "-"
  }

  // MARK: The list

  func text(of list: ModelList) -> String {
    let parts = [own(list.own), bases(list.bases), offered(list)].compactMap { $0 }
    guard !parts.isEmpty else {
      return "The desk has no model yet. One begins with a plan: colophon help model tune."
    }
    return parts.joined(separator: "\n\n")
  }

  private func own(_ own: [ModelList.Own]) -> String? {
    guard !own.isEmpty else { return nil }
    var table = Table("MODEL", "RUNS", "TUNED", "VERSIONS", "ANSWERS FOR")
    for model in own {
      table.add(
        model.name, "\(model.runs)", "\(model.tuned)", dashed(model.versions),
        dashed(model.aliases))
    }
    return table.text(output)
  }

  private func bases(_ bases: [ModelList.Base]) -> String? {
    guard !bases.isEmpty else { return nil }
    var table = Table("BASE", "ARCHITECTURE", "WINDOW", "SIZE")
    for base in bases {
      table.add(
        base.folder, base.architecture ?? "-", base.window.map { "\($0)" } ?? "-",
        "\(Figure.text(Double(base.bytes) / 1e6)) MB")
    }
    return table.text(output)
  }

  private func offered(_ list: ModelList) -> String? {
    guard !list.offered.isEmpty else { return nil }
    var table = Table("SERVER", "MODEL", "WINDOW", "INPUT", "OUTPUT", "REMARK")
    for offer in list.offered {
      table.add(
        offer.server, offer.model.id, offer.window.map { "\($0)" } ?? "-",
        offer.input.map(Figure.dollars) ?? "-", offer.output.map(Figure.dollars) ?? "-",
        offer.warning ?? "")
    }
    let dated = list.pricesOf.map { "\nPrices and windows as of \($0)." } ?? ""
    return table.text(output) + dated
  }

  private func dashed(_ names: [String]) -> String {
    names.isEmpty ? "-" : names.joined(separator: ", ")
  }
}
