import Core
import Datasets
import Evaluation
import Formats
import FoundationEssentials
import Store

/// A model that is asked a set's prompts, and what its answers are worth.
struct ModelEvaluation: Sendable {
  let desk: Desk
  /// The folder that it is written into.
  let place: String
  /// The folder of its calls.
  let ledger: String
  let set: EvaluationSet
  let subject: EvaluationSubject
  /// The model's name at the server.
  let model: String
  let engine: any RemoteEngine
  /// Who answers graders' questions, where another than the model's own server does.
  let judge: (any RemoteEngine)?
  let graders: GraderFile?
  let style: DeskHouseStyle
  let order: EvaluationOrder
  let estimator: RequestEstimator
  let world: Newsroom.World

  /// Nothing is left to chance where a server can do without.
  private static let temperature = 0.0
  private static let seed = 1

  /// Asks, measures and writes both down.
  func run(by person: String) async throws -> EvaluationReport {
    let ledger = ScriptLedger(
      LedgerFolder(desk: desk, path: self.ledger), owner: .init(by: person, piece: nil),
      ceiling: SpendingCeiling(dollars: order.ceiling), estimator: estimator, now: world.now)
    let graded = try await graded(try await answers(ledger), ledger)
    let answers = graded.answers
    let data = try CanonicalJSON.lines(answers)
    var report = EvaluationReport(
      set: set.path, setDigest: set.digest, items: set.items.count, subject: subject,
      asking: .init(
        model: model, answered: Self.only(answers.compactMap(\.model)), endpoint: engine.endpoint,
        temperature: Self.temperature, seed: Self.seed, maxTokens: order.maxTokens,
        logProbabilities: order.logProbabilities ? true : nil),
      answers: Digest(of: data), graders: graders?.digest,
      houseStyle: style.digest,
      figures: try EvaluationMeasure.measures(
        of: answers, style: style.digest, graders: graders?.digest
      ).map { try $0.figure(of: answers) },
      notes: order.logProbabilities ? AnswerLikelihoods(of: answers).note.map { [$0] } : nil,
      taken: taken(answers, ledger.spent), at: world.now().timestamp, by: person)
    report.judge = graded.judge
    report.taken.ungraded = graded.missing > 0 ? graded.missing : nil
    // The report names the answers: it comes last, so that none stands without them.
    try desk.write(data, to: "\(place)/\(EvaluationReport.answersName)")
    try desk.write(
      CanonicalJSON.document(report), to: "\(place)/\(EvaluationReport.fileName)")
    return report
  }

  private func answers(_ ledger: ScriptLedger) async throws -> [EvaluatedAnswer] {
    let requests = EngineRequest.numbering(
      set.items.map { item in
        let chat = ChatRequest(
          model: model, messages: item.prompt, temperature: Self.temperature,
          maxCompletionTokens: order.maxTokens, seed: Self.seed,
          more: order.logProbabilities ? ["logprobs": .bool(true)] : [:])
        let id = "line-\(item.line)"
        return (BatchRequest(customID: id, chat), DraftPlan(requestOnly: id))
      })
    let witnessed = WitnessedEngine(engine)
    let asked = await Asking(
      witnessed, ledger: ledger.calls, width: order.concurrency,
      progress: ledger.noting(world.progress)
    ).ask(requests)
    if let ending = asked.ending { throw ending }
    return set.items.indices.map { index in
      let item = set.items[index]
      let reply = asked.replies[index]
      let attempt = witnessed.attempts(at: requests[index].request.customID).last {
        $0.outcome.isAnswer
      }
      let candidate = reply?.candidates.first
      let answer = candidate?.content ?? ""
      return EvaluatedAnswer(
        line: item.line, answer: answer, failure: asked.failures[index]?.message,
        reference: item.reference, finish: candidate?.finishReason,
        model: attempt?.modelAnswered, seconds: attempt.map { Double($0.milliseconds) / 1000 },
        promptTokens: attempt?.usage?.promptTokens,
        completionTokens: attempt?.usage?.completionTokens,
        isGrounded: GroundingCheck(passage: item.ground).faults(of: answer).isEmpty,
        isInHouseStyle: style.isKept(in: answer),
        // One that was not asked for is none: a server may send it all the same.
        likelihood: order.logProbabilities ? candidate?.likelihood : nil, grades: [])
    }
  }

  private func graded(
    _ answers: [EvaluatedAnswer], _ ledger: ScriptLedger
  ) async throws -> ModelGrading.Graded {
    try await ModelGrading(
      items: set.items, graders: graders?.graders ?? [], judge: judge ?? engine,
      width: order.concurrency, ledger: ledger.calls, progress: world.progress
    ).grade(answers)
  }

  /// What most are, the first in the alphabet of several; `nil` where there is none.
  private static func most(_ texts: [String]) -> String? {
    Dictionary(grouping: texts, by: \.self)
      .min { ($1.value.count, $0.key) < ($0.value.count, $1.key) }?.key
  }

  /// What all are; `nil` where they are several or none.
  private static func only(_ names: [String]) -> String? {
    let names = Set(names)
    return names.count == 1 ? names.first : nil
  }

  private func taken(_ answers: [EvaluatedAnswer], _ spent: Spending) -> EvaluationReport.Taken {
    let seconds = answers.compactMap(\.seconds).sorted()
    func quantile(_ share: Double) -> Double? {
      seconds.isEmpty ? nil : seconds[min(seconds.count - 1, Int(Double(seconds.count) * share))]
    }
    return EvaluationReport.Taken(
      answered: answers.count { $0.failure == nil }, failed: answers.count { $0.failure != nil },
      cause: Self.most(answers.compactMap(\.failure)),
      promptTokens: answers.reduce(0) { $0.saturating(adding: $1.promptTokens ?? 0) },
      completionTokens: answers.reduce(0) { $0.saturating(adding: $1.completionTokens ?? 0) },
      dollars: spent.unpriced > 0 ? nil : Double(spent.microdollars) / 1_000_000,
      medianSeconds: quantile(0.5), tailSeconds: quantile(0.95))
  }
}
