import Core
import Evaluation
import Formats
import Tuning

/// Why a version was chosen over the others, in a paragraph with figures.
public struct ModelReasons: Encodable, Sendable {
  /// `voice/v2`.
  public var label: String
  /// The paragraph.
  public var text: String
  /// The version's record.
  public var version: ModelVersion
  /// Whether it was measured better or worse than each other version, on a common set.
  public var comparisons: [EvaluationComparison]
}

extension ModelDesk {
  /// Says why a version was chosen.
  ///
  /// - Throws: ``NewsroomError`` where there is no such version.
  public func why(_ name: String) throws -> ModelReasons {
    let version = try knownVersion(name)
    let others = try versions().filter { $0.version != name }.map(\.subject)
    let base = version.tuning == nil ? [] : [try? subject("base")].compactMap { $0 }
    let said = try SaidOfDrafts(in: newsroom)
    let comparisons = (others + base).flatMap { other in
      version.measured.compactMap { measured in
        try? comparison(of: version.subject, with: other, on: measured.setDigest, said: said)
      }
    }
    let sentences =
      [decision(version)] + tuning(version) + comparisons.map(sentence)
      + people(version, comparisons) + [gate(version)] + (try standing(version))
    return ModelReasons(
      label: version.label, text: sentences.joined(separator: " "), version: version,
      comparisons: comparisons)
  }

  private func decision(_ version: ModelVersion) -> String {
    let person = newsroom.settings.people[version.by]?.name ?? version.by
    let reason = version.reason.map { ": \($0)" } ?? ""
    return "\(version.label) was promoted by \(person) on \(version.at.prefix(10))\(reason)"
      .asSentence
  }

  private func tuning(_ version: ModelVersion) -> [String] {
    guard let tuning = version.tuning else {
      return ["It is \(version.served ?? version.version) at its server, and was not tuned here."]
    }
    var text =
      "It is run \(tuning.run) of \(tuning.base) (\(tuning.trainer.rawValue), "
      + "\(tuning.method.rawValue), \(tuning.adaptation.rawValue), seed \(tuning.seed))"
    guard let loss = tuning.loss else {
      return ["\(text), whose validation loss was not measured."]
    }
    text += ", with a validation loss of \(Figure.text(loss)) at step \(tuning.lossStep ?? 0)"
    // A loss of another method, base or validation split says nothing of this one.
    let table = try? runs(comparingWith: tuning.run)
    let others = (table?.rows ?? []).filter { $0.isMeasured && $0.id != tuning.run }
      .compactMap(\.finalLoss).sorted()
    if let next = others.first {
      let place =
        next < loss
        ? "\(others.count { $0 < loss }) of \(others.count) others had a lower one"
        : "the lowest of \(others.count + 1) runs, the next at \(Figure.text(next))"
      text += ", \(place)"
    }
    let effects = table.map { SweepReport($0).effects.filter { $0.isMoreThanSpread == true } } ?? []
    return ["\(text)."] + effects.map(\.sentence)
  }

  private func sentence(_ comparison: EvaluationComparison) -> String {
    let figures = comparison.rows.filter(\.isDeciding).map { row in
      let interval = row.difference.interval.map {
        ", the difference between \(Figure.text($0.low)) and \(Figure.text($0.high))"
      }
      return
        "\(row.name) \(Figure.text(row.candidate)) against \(Figure.text(row.baseline))\(interval ?? "")"
    }
    return "Beside \(name(of: comparison.baseline)) on \(comparison.items) prompts of "
      + "\(comparison.set): \(figures.joined(separator: "; "))."
  }

  /// What people said of its drafts beside those of each other one.
  private func people(_ version: ModelVersion, _ comparisons: [EvaluationComparison]) -> [String] {
    var seen: Set<EvaluationSubject> = []
    // One that was compared on several sets was spoken of once.
    return comparisons.filter { seen.insert($0.baseline).inserted }.compactMap { comparison in
      comparison.people?.sentence(
        of: version.version, beside: name(of: comparison.baseline))
    }
  }

  /// What people call a subject: its version, where it is one.
  private func name(of subject: EvaluationSubject) -> String {
    (try? versions().first { $0.subject.isSame(as: subject) }?.version) ?? subject.id
  }

  private func gate(_ version: ModelVersion) -> String {
    let gate = version.gate
    let against = gate.against.map { " against \($0)" } ?? ""
    if let override = gate.override {
      let refused = "The gate\(against) refused it (\(gate.reason)); it was let pass all the same: "
      return refused + override.asSentence
    }
    return "The gate\(against) let it pass: \(gate.reason)".asSentence
  }

  private func standing(_ version: ModelVersion) throws -> [String] {
    try newsroom.aliases().aliases.filter { $0.arms.contains { $0.label == version.label } }.map {
      alias in
      "It answers for \(alias.alias): \(alias.summary)."
    }
  }
}
