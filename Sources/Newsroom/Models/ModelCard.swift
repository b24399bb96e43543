import Core
import Formats
import FoundationEssentials
import Tuning

/// A version's card for people, `CARD.md` (Mitchell et al., Model Cards for Model Reporting, 2019): what
/// is known is filled in once, the rest is theirs to write.
struct ModelCard {
  private let version: ModelVersion

  /// The card's file.
  static let fileName = "CARD.md"
  private static let template = "models/card.md.mustache"

  init(_ version: ModelVersion) { self.version = version }

  /// The card.
  ///
  /// - Parameter template: reads a file of `Templates/`.
  func page(_ template: (String) throws -> TemplateFile) throws -> Data {
    let fields: [String: TemplateValue] = [
      "label": .text(version.label), "at": .text(version.at), "by": .text(version.by),
      "hasReason": .flag(version.reason != nil), "reason": .text(version.reason ?? ""),
      "facts": .list(
        facts.map { .fields(["name": .text($0.0), "value": .text($0.1)]) }),
      "hasSets": .flag(!version.measured.isEmpty),
      "sets": .list(
        version.measured.map { measured in
          .fields([
            "set": .text(measured.set), "digest": .text(measured.setDigest.short),
            "figures": .list(measured.figures.map(Self.row)),
          ])
        }),
      "gate": .text(gate),
    ]
    return Data(try Template(template(Self.template), for: .text).render(fields).utf8)
  }

  private var facts: [(String, String)] {
    var facts: [(String, String)] = []
    if let served = version.served { facts.append(("name at its server", served)) }
    if let weights = version.weights {
      facts.append(("weights", "\(weights.folder), \(weights.digest)"))
    }
    if let tuning = version.tuning {
      facts += [
        ("base", "\(tuning.base), \(tuning.baseDigest)"),
        ("tuned on", "\(tuning.dataset.train), \(tuning.dataset.digest)"),
        ("run", "\(tuning.run)"),
        ("method", "\(tuning.method.rawValue), \(tuning.adaptation.rawValue), seed \(tuning.seed)"),
        (
          "hyperparameters",
          tuning.hyperparameters.sorted { $0.key < $1.key }
            .map { "\($0.key) \(Figure.text($0.value.json))" }.joined(separator: ", ")
        ),
        (
          "trainer",
          "\(tuning.trainer.rawValue) ("
            + tuning.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ") + ")"
        ),
      ]
    }
    return facts
  }

  private var gate: String {
    let against = version.gate.against.map { "Compared with \($0): " } ?? ""
    let override = version.gate.override.map {
      " A person let it pass all the same: \($0.asSentence)"
    }
    let people = version.gate.people.map { " \($0)" }
    return "\(against)\(version.gate.reason.asSentence)\(override ?? "")\(people ?? "")"
  }

  private static func row(_ figure: ModelVersion.Figure) -> TemplateValue {
    let range = figure.low.flatMap { low in
      figure.high.map { "\(Figure.text(low)) to \(Figure.text($0))" }
    }
    return .fields([
      "name": .text(figure.name), "value": .text(Figure.text(figure.value)),
      "range": .text(range ?? ""),
    ])
  }
}
