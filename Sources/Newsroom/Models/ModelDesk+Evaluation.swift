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
    try await measure(text, order, as: actor).report
  }

  func measure(
    _ text: String, _ order: EvaluationOrder, as actor: Actor
  ) async throws -> EvaluationRecord {
    let set = try evaluationSet(order.set)
    let server = try newsroom.server(order.backend)
    let subject = try subject(text)
    try requireServes(subject.served, subject.weights, subject.digest, at: server)
    if let version = try version(named: text) {
      try newsroom.requireWeights(of: version, in: self, on: [server])
    }
    let folder = subject.folder(at: server.url, model: server.model)
    let place = "\(path)/evaluations/\(set.folder)/\(folder)"
    let lock = try PieceLock.acquire(
      named: "evaluation--\(name)--\(set.folder)--\(folder)", in: desk,
      holder: LockHolder(person: actor.name, command: "model evaluate"))
    let evaluation = ModelEvaluation(
      desk: desk, place: place, ledger: try ledger(in: place, isNew: order.asksAgain), set: set,
      subject: subject,
      model: server.model ?? subject.served ?? subject.weights.map(whole) ?? subject.id,
      engine: try newsroom.world.server(server.url, server.key),
      judge: try order.judge.map { try newsroom.server($0) }
        .map { try newsroom.world.server($0.url, $0.key) },
      graders: try order.graders.map { try GraderFile($0) },
      style: try DeskHouseStyle(newsroom.templates), order: order,
      estimator: try newsroom.world.estimator(desk), world: newsroom.world)
    let report = try await evaluation.run(by: actor.id)
    lock.release()
    return EvaluationRecord(folder: place, report: report)
  }

  /// The folder of the calls: the newest one, with whose answers an evaluation goes on, or one more. A
  /// name at a server may stand for another model from one day to the next.
  private func ledger(in place: String, isNew: Bool) throws -> String {
    let numbers = try desk.files(under: place).compactMap { file -> Int? in
      let folder = file.dropFirst(place.count + 1).prefix { $0 != "/" }
      guard folder.hasPrefix("ledger") else { return nil }
      return folder == "ledger" ? 1 : Int(folder.dropFirst("ledger-".count))
    }
    let last = numbers.max() ?? 0
    let number = isNew ? last + 1 : max(1, last)
    return "\(place)/ledger\(number > 1 ? "-\(number)" : "")"
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
  public func evaluations() throws -> [EvaluationReport] { try evaluationRecords().map(\.report) }

  private func evaluationRecords() throws -> [EvaluationRecord] {
    try desk.files(under: "\(path)/evaluations").compactMap { file in
      guard file.hasSuffix("/\(EvaluationReport.fileName)") else { return nil }
      return EvaluationRecord(
        folder: String(file.dropLast(EvaluationReport.fileName.count + 1)),
        report: try report(at: file))
    }
  }

  /// A model's evaluations, of each set the newest: at several servers, it was measured several times.
  func newestEvaluations(of subject: EvaluationSubject) throws -> [EvaluationRecord] {
    var newest: [Digest: EvaluationRecord] = [:]
    for record in try evaluationRecords() where record.report.subject.isSame(as: subject) {
      let digest = record.report.setDigest
      if let known = newest[digest], known.report.at > record.report.at { continue }
      newest[digest] = record
    }
    return newest.values.sorted { $0.report.setDigest < $1.report.setDigest }
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
    let new = try newestEvaluations(of: candidate).filter {
      [$0.report.setDigest, nil].contains(set)
    }
    let old = try newestEvaluations(of: baseline)
    let both = new.compactMap { new in
      old.first { $0.report.setDigest == new.report.setDigest }.map { (new: new, old: $0) }
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
        remedy: "Say which: --set \(both.map(\.new.report.set).joined(separator: ", or --set ")).")
    }
    return try EvaluationComparison(
      candidate: pair.new.report, try answers(of: pair.new), baseline: pair.old.report,
      try answers(of: pair.old), people: said.opinions(of: candidate, beside: baseline))
  }

  /// The answers that a report was made of.
  func answers(of record: EvaluationRecord) throws -> [EvaluatedAnswer] {
    guard desk.exists(record.answers) else {
      throw NewsroomError(
        .damaged, "the answers of '\(record.report.subject.id)' are gone: \(record.answers)",
        remedy: "Bring them back from Git, or measure again: colophon model evaluate.")
    }
    let data = try desk.read(record.answers)
    guard Digest(of: data) == record.report.answers else {
      throw NewsroomError(
        .damaged, "\(record.answers) is not what its report was made of",
        remedy: "Bring it back from Git, or measure again: colophon model evaluate.")
    }
    return try CanonicalJSON.readLines(EvaluatedAnswer.self, from: data)
  }
}
