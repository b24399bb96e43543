import Core
import Evaluation

/// Graders at work on a model's answers, as many at a time as prompts are under way.
struct ModelGrading: Sendable {
  /// The answers with their grades.
  struct Graded: Sendable {
    var answers: [EvaluatedAnswer]
    /// Who answered the graders' questions; `nil` where they asked none.
    var judge: EvaluationReport.Judge?
    /// How many grades there are not, for the judge gave no answer.
    var missing: Int
  }

  /// The grades of one answer.
  private struct Marks: Sendable {
    var index: Int
    var grades: [Grade] = []
    var missing = 0
    /// The models that answered the graders' questions.
    var models: Set<String> = []
  }

  let items: [EvaluationSet.Item]
  let graders: [Grader]
  let judge: any RemoteEngine
  /// How many answers are graded at a time.
  let width: Int
  let ledger: CallLedger
  let progress: @Sendable (StageContext.Progress) -> Void

  /// Grades answers, one to an item.
  ///
  /// - Throws: what every other question would meet as well, such as a key that the judge does not take.
  func grade(_ answers: [EvaluatedAnswer]) async throws -> Graded {
    var models: Set<String> = []
    var graded = answers
    var missing = 0
    try await withThrowingTaskGroup(of: Marks.self) { group in
      var next = 0
      func begin() {
        guard next < answers.count else { return }
        let index = next
        next += 1
        group.addTask { try await marks(of: answers[index], index) }
      }
      for _ in 0..<max(1, width) { begin() }
      var done = 0
      while let marks = try await group.next() {
        done += 1
        graded[marks.index].grades = marks.grades
        missing += marks.missing
        models.formUnion(marks.models)
        progress(.init("grading", done: done, total: answers.count))
        begin()
      }
    }
    return Graded(
      answers: graded,
      judge: models.isEmpty ? nil : .init(endpoint: judge.endpoint, models: models.sorted()),
      missing: missing)
  }

  private func marks(of answer: EvaluatedAnswer, _ index: Int) async throws -> Marks {
    var marks = Marks(index: index)
    var models: Set<String> = []
    let item = items[index]
    let sample = GradedSample(item: item.json, outputText: answer.answer)
    for (place, grader) in graders.enumerated() {
      // What was not answered is worth nothing, and nobody need be asked about it.
      guard answer.failure == nil else {
        marks.grades.append(Self.nothing(grader, because: "the prompt was not answered"))
        continue
      }
      do {
        marks.grades.append(
          try await grader.grade(sample) { question in
            let reply = try await ask(question, "line-\(item.line)-grader-\(place + 1)")
            models.insert(reply.run.modelAnswered)
            return reply.candidates.first?.content ?? ""
          })
      } catch let error as EngineError where !error.isForAll {
        marks.grades.append(Self.nothing(grader, because: error.message))
        marks.missing += 1
      }
    }
    marks.models = models
    return marks
  }

  private static func nothing(_ grader: Grader, because fault: String) -> Grade {
    Grade(name: grader.name, score: 0, isPassed: false, fault: fault)
  }

  private func ask(_ question: ChatRequest, _ id: String) async throws -> EngineReply {
    let request = EngineRequest(
      request: BatchRequest(customID: id, question), plan: DraftPlan(requestOnly: id))
    return try await judge.answer(request, in: ledger)
  }
}
