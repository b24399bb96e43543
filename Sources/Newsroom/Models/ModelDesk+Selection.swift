public import Core
import Evaluation
import Formats
import FoundationEssentials
import Store

extension Newsroom {
  /// A model of a name, whether it is there or not yet.
  ///
  /// - Throws: ``NewsroomError`` where the name cannot be a folder's.
  public func newModel(_ name: String) throws(NewsroomError) -> ModelDesk {
    guard PortableName.slug(of: name) == name else {
      throw NewsroomError(
        .usage, "'\(name)' is no name of a model",
        remedy: "Take small letters, digits and hyphens: \(PortableName.slug(of: name)).")
    }
    return ModelDesk(name: name, newsroom: self)
  }
}

extension ModelDesk {
  /// Has several models answer the same prompts, and puts them side by side.
  ///
  /// - Parameters:
  ///   - candidates: each `base@SERVER` or `NAME@SERVER`, a model as a server of `gateway.yml` calls it.
  ///   - samples: how many prompts are shown with all answers.
  /// - Throws: as ``evaluate(_:_:as:)`` does.
  public func sideBySide(
    _ candidates: [String], _ order: EvaluationOrder, samples: Int = 3, as actor: Actor
  ) async throws -> ModelSelection {
    var records: [EvaluationRecord] = []
    for candidate in candidates {
      let (subject, server) = try Self.parts(of: candidate)
      var order = order
      order.backend = server
      records.append(try await measure(subject, order, as: actor))
    }
    let answers = try records.map { try self.answers(of: $0) }
    let items = try evaluationSet(order.set).items
    return ModelSelection(
      model: name, candidates: records.map(\.report),
      samples: items.indices.prefix(samples).map { index in
        ModelSelection.Sample(
          prompt: items[index].prompt.last?.content ?? "", reference: items[index].reference,
          answers: answers.map { $0[index].answer })
      })
  }

  /// Writes down which of the candidates is built on, and why.
  ///
  /// - Throws: ``NewsroomError`` where it is none of them, or the actor's roles do not allow it.
  public func choose(
    _ candidate: String, of candidates: [String], in selection: ModelSelection, reason: String,
    as actor: Actor
  ) throws -> ModelChoice {
    try newsroom.requireModelRole(actor, to: "choose a model")
    guard candidates.contains(candidate), let first = selection.candidates.first else {
      throw NewsroomError(
        .usage, "'\(candidate)' is none of the candidates",
        remedy: "Choose one of: \(candidates.joined(separator: ", ")).")
    }
    let choice = ModelChoice(
      chosen: candidate, at: newsroom.world.now().timestamp, by: actor.id,
      reason: try newsroom.reason(reason), set: first.set, setDigest: first.setDigest,
      measured: zip(candidates, selection.candidates).map { candidate, report in
        ModelChoice.Measured(
          candidate: candidate, model: report.asking.model, endpoint: report.asking.endpoint,
          figures: Dictionary(
            report.figures.map { ($0.score.name, Figure.sixDigits($0.score.value)) },
            uniquingKeysWith: { $1 }),
          medianSeconds: report.taken.medianSeconds, dollars: report.taken.dollars)
      })
    try desk.write(YAML.write(choice), to: "\(path)/\(ModelChoice.fileName)")
    return choice
  }

  private static func parts(
    of candidate: String
  ) throws(NewsroomError) -> (subject: String, server: String) {
    let parts = candidate.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count >= 2, let server = parts.last, !server.isEmpty else {
      throw NewsroomError(
        .usage, "'\(candidate)' does not say which server has it",
        remedy: "Write the model and a backend of gateway.yml: gpt-4.1-mini@hosted, or base@local.")
    }
    let model = parts.dropLast().joined(separator: "@")
    return (model == "base" ? model : "server:\(model)", String(server))
  }
}
