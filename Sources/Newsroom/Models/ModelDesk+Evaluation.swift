public import Core
import Datasets
import Evaluation
import Formats
import FoundationEssentials
import Gateway
import Store

extension ModelDesk {
  /// Has a model answer a set's prompts, and measures the answers. What was answered before is not asked
  /// again.
  ///
  /// - Parameters:
  ///   - text: a version, a run, `best`, `base`, or `server:NAME`.
  ///   - actor: who has it measured.
  /// - Throws: ``NewsroomError``; `EngineError` where the server failed. What was answered until then is
  ///   on record, and the same command goes on.
  public func evaluate(
    _ text: String, _ order: EvaluationOrder, as actor: Actor
  ) async throws -> EvaluationReport {
    let set = try evaluationSet(order.set)
    let subject = try subject(text)
    let server = try newsroom.server(order.backend)
    let evaluation = ModelEvaluation(
      desk: desk, place: place(of: subject, on: set), set: set, subject: subject,
      model: server.model ?? subject.served ?? subject.weights.map(whole) ?? subject.id,
      engine: try newsroom.world.server(server.url, server.key),
      judge: try order.judge.map { try newsroom.server($0) }
        .map { try newsroom.world.server($0.url, $0.key) },
      graders: try order.graders.map { try GraderFile($0) },
      style: try DeskHouseStyle(newsroom.templates), order: order,
      estimator: try newsroom.world.estimator(desk), world: newsroom.world)
    let lock = try PieceLock.acquire(
      named: "evaluation--\(name)--\(subject.id.filter { $0 != "/" })", in: desk,
      holder: LockHolder(person: actor.name, command: "model evaluate"))
    let report = try await evaluation.run(by: actor.id)
    lock.release()
    return report
  }

  /// The folder of what a subject did on a set.
  private func place(of subject: EvaluationSubject, on set: EvaluationSet) -> String {
    "\(path)/evaluations/\(set.folder)/\(PortableName.slug(of: subject.id))"
  }

  /// Reads a set: a file of the desk, or of anywhere.
  func evaluationSet(_ file: String) throws -> EvaluationSet {
    let below = whole(file)
    guard
      let data = FileManager.default.contents(atPath: below)
        ?? FileManager.default.contents(atPath: file)
    else {
      throw NewsroomError(
        .usage, "\(file) cannot be read",
        remedy: "Name a file with one chat a line, such as a dataset's test.jsonl.")
    }
    return try EvaluationSet(data, path: file)
  }

  /// Every evaluation of the model, by set and then by what was measured.
  public func evaluations() throws -> [EvaluationReport] {
    try desk.files(under: "\(path)/evaluations")
      .filter { $0.hasSuffix("/\(EvaluationReport.fileName)") }
      .map { try report(at: $0) }
  }

  private func report(at file: String) throws -> EvaluationReport {
    do {
      return try JSONDecoder().decode(EvaluationReport.self, from: desk.read(file))
    } catch is DecodingError {
      throw NewsroomError(
        .damaged, "\(file) is no report of an evaluation",
        remedy: "Bring it back from Git, or remove it and measure again: colophon model evaluate.")
    }
  }

  /// How two models differ on a set that both were measured on.
  ///
  /// - Parameters:
  ///   - baseline: what is there: a version, a run, `base`, `server:NAME`.
  ///   - set: the set's file; `nil` where both were measured on one only.
  /// - Throws: ``NewsroomError`` where they were not both measured.
  public func compare(
    _ candidate: String, with baseline: String, on set: String? = nil
  ) throws -> EvaluationComparison {
    let (new, old) = (try subject(candidate), try subject(baseline))
    return try comparison(
      of: new, with: old, on: try set.map { try evaluationSet($0).digest },
      said: SaidOfDrafts(in: newsroom))
  }

  func comparison(
    of candidate: EvaluationSubject, with baseline: EvaluationSubject, on set: Digest?,
    said: SaidOfDrafts
  ) throws -> EvaluationComparison {
    let all = try evaluations().filter { set == nil || $0.setDigest == set }
    let new = all.filter { $0.subject == candidate }
    let old = all.filter { $0.subject == baseline }
    let both = new.compactMap { new in
      old.first { $0.setDigest == new.setDigest }.map { (new: new, old: $0) }
    }
    guard let pair = both.first else {
      let missing = new.isEmpty ? candidate.id : baseline.id
      throw NewsroomError(
        .refused, "'\(candidate.id)' and '\(baseline.id)' were not measured on the same set",
        remedy: "Measure both: colophon model evaluate \(name) \(missing) --set FILE.")
    }
    guard both.count == 1 else {
      throw NewsroomError(
        .usage, "'\(candidate.id)' and '\(baseline.id)' were both measured on several sets",
        remedy: "Say which: --set \(both.map(\.new.set).joined(separator: ", or --set ")).")
    }
    return try EvaluationComparison(
      candidate: pair.new, try answers(of: pair.new), baseline: pair.old,
      try answers(of: pair.old), people: said.opinions(of: candidate, beside: baseline))
  }

  /// The answers that a report was made of.
  func answers(of report: EvaluationReport) throws -> [EvaluatedAnswer] {
    let folder = try desk.files(under: "\(path)/evaluations").first {
      $0.hasSuffix(
        "-\(report.setDigest.hex(8))/\(PortableName.slug(of: report.subject.id))/"
          + EvaluationReport.answersName)
    }
    guard let folder else {
      throw NewsroomError(
        .damaged, "the answers of '\(report.subject.id)' are gone",
        remedy: "Bring them back from Git, or measure again: colophon model evaluate.")
    }
    let data = try desk.read(folder)
    guard Digest(of: data) == report.answers else {
      throw NewsroomError(
        .damaged, "\(folder) is not what its report was made of",
        remedy: "Bring it back from Git, or measure again: colophon model evaluate.")
    }
    return try CanonicalJSON.readLines(EvaluatedAnswer.self, from: data)
  }
}
