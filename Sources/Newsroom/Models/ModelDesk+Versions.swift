public import Core
import Evaluation
import Formats
import FoundationEssentials
import Store
import Tuning

extension ModelDesk {
  /// The promoted versions, oldest first.
  ///
  /// - Throws: ``NewsroomError`` with the line of a `model.yml` that is not one.
  public func versions() throws -> [ModelVersion] {
    try desk.files(under: path).filter { file in
      let parts = file.split(separator: "/")
      return parts.count == 4 && parts[3] == ModelVersion.fileName
    }.map { file in
      do {
        return try YAML.read(ModelVersion.self, from: desk.read(file), file: file)
      } catch let error as YAMLError {
        throw NewsroomError(
          .damaged, error.description, remedy: "Bring \(file) back from Git.")
      }
    }.sorted { $0.number < $1.number }
  }

  /// The version of a name such as `v2`; `nil` where there is none.
  func version(named name: String) throws -> ModelVersion? {
    try versions().first { $0.version == name }
  }

  /// The version of a name.
  ///
  /// - Throws: ``NewsroomError`` where there is none, with those that there are.
  func knownVersion(_ name: String) throws -> ModelVersion {
    let versions = try versions()
    if let version = versions.first(where: { $0.version == name }) { return version }
    let known = versions.map(\.version).joined(separator: ", ")
    throw NewsroomError(
      .usage, "'\(self.name)' has no version '\(name)'",
      remedy: known.isEmpty
        ? "Promote a run first: colophon model promote \(self.name) best." : "It has \(known).")
  }

  /// The file of a version's record, from the desk's root.
  func file(of version: String) -> String { "\(path)/\(version)/\(ModelVersion.fileName)" }

  /// Makes a version of what was tuned and measured, so that it can be deployed.
  ///
  /// The one before it, or the base where it is the first, must have been measured on the same set; where
  /// the interval of the difference allows that the new one is worse, it is refused.
  ///
  /// - Parameters:
  ///   - text: a run, `best`, or `server:NAME`.
  ///   - reason: why it is promoted.
  ///   - override: why it is promoted although the gate refuses it; `nil` lets the gate decide.
  ///   - set: the set that decides; `nil` where both were measured on one only.
  /// - Throws: ``NewsroomError`` where the gate, or a role, does not allow it.
  public func promote(
    _ text: String, reason: String? = nil, override: String? = nil, on set: String? = nil,
    as actor: Actor
  ) throws -> ModelVersion {
    try newsroom.requireModelRole(actor, to: "promote a model")
    let lock = try PieceLock.acquire(
      named: "model--\(name)", in: desk,
      holder: LockHolder(person: actor.name, command: "model promote"))
    let subject = try subject(text)
    let versions = try versions()
    if let known = versions.first(where: { $0.subject.isSame(as: subject) }) {
      throw NewsroomError(
        .refused, "that is \(known.label) already, promoted by \(known.by) at \(known.at)",
        remedy: "Deploy it: colophon model deploy \(name) \(known.version) --alias NAME.")
    }
    let label = "v\((versions.last?.number ?? 0) + 1)"
    var gate = try self.gate(subject, as: label, after: versions.last, on: set)
    gate.override = try override.map { try newsroom.reason($0) }
    guard gate.isAllowed || gate.override != nil else {
      throw NewsroomError(
        .refused, "the gate does not let it pass: \(gate.reason)",
        remedy: "Measure on more prompts, tune on, or say why it is to pass all the same: "
          + "--override REASON.")
    }
    let version = ModelVersion(
      format: 1, model: name, version: label,
      at: newsroom.world.now().timestamp, by: actor.id, reason: reason,
      served: subject.served, weights: try keepWeights(of: subject),
      tuning: try subject.run.flatMap { try tuning(of: $0) }, measured: try measured(subject),
      gate: gate)
    try write(version)
    lock.release()
    return version
  }

  private func write(_ version: ModelVersion) throws {
    let folder = "\(path)/\(version.version)"
    try desk.write(
      try ModelCard(version).page(newsroom.templates.file), to: "\(folder)/\(ModelCard.fileName)")
    // A version is there once its record is: it comes last, and replaces none.
    guard try desk.writeNew(YAML.write(version), to: file(of: version.version)) else {
      throw NewsroomError(
        .locked, "\(version.label) was promoted in the meantime",
        remedy: "See it (colophon model why \(name) \(version.version)), and repeat the command.")
    }
  }

  private func gate(
    _ subject: EvaluationSubject, as label: String, after last: ModelVersion?, on set: String?
  ) throws -> ModelVersion.Gate {
    let digest = try set.map { try evaluationSet($0).digest }
    guard let last else {
      guard subject.run != nil else {
        return .init(
          against: nil, isAllowed: true, reason: "there is no earlier version to compare it with")
      }
      return try gate(subject, as: label, against: "base", self.subject("base"), on: digest)
    }
    return try gate(subject, as: label, against: last.version, last.subject, on: digest)
  }

  private func gate(
    _ subject: EvaluationSubject, as label: String, against name: String,
    _ incumbent: EvaluationSubject, on set: Digest?
  ) throws -> ModelVersion.Gate {
    do {
      let comparison = try comparison(
        of: subject, with: incumbent, on: set, said: SaidOfDrafts(in: newsroom))
      return .init(
        against: name, isAllowed: comparison.verdict.isAllowed, reason: comparison.verdict.reason,
        people: comparison.people?.sentence(of: label, beside: name))
    } catch let error as NewsroomError where error.code == .refused {
      return .init(
        against: name, isAllowed: false,
        reason: "it was not compared with \(name), because \(error.message)")
    }
  }

  private func tuning(of id: RunID) throws -> ModelVersion.Tuning? {
    let report = try folder.run(id).report()
    guard let record = report.record else { return nil }
    // Of the weights that are promoted: a lower one on the way is not theirs.
    let loss = report.log.finalEvaluation
    return ModelVersion.Tuning(
      run: id, base: record.base, baseDigest: record.baseDigest,
      dataset: .init(train: record.train, digest: record.trainDigest), method: record.method,
      adaptation: record.adaptation, seed: record.seed,
      hyperparameters: Dictionary(
        uniqueKeysWithValues: record.values.map {
          ($0.key.rawValue, YAMLValue(Self.asRead($0.value)))
        }),
      trainer: record.trainer, versions: report.log.start?.versions ?? [:],
      loss: loss.map { Figure.sixDigits($0.loss) }, lossStep: loss?.step)
  }

  /// A value as a file gives it back: a whole number has no fraction.
  private static func asRead(_ value: JSONValue) -> JSONValue {
    guard case .number(let number) = value, let whole = Int(exactly: number) else { return value }
    return .integer(whole)
  }

  private func measured(_ subject: EvaluationSubject) throws -> [ModelVersion.Measured] {
    try newestEvaluations(of: subject).map(\.report).map { report in
      ModelVersion.Measured(
        set: report.set, setDigest: report.setDigest,
        figures: report.figures.map {
          .init(
            name: $0.score.name, value: Figure.sixDigits($0.score.value),
            low: $0.interval.map { Figure.sixDigits($0.low) },
            high: $0.interval.map { Figure.sixDigits($0.high) })
        })
    }
  }
}

extension Newsroom {
  /// The role that decides on models.
  static let modelRole = Role.automationEngineer

  func requireModelRole(_ actor: Actor, to act: String) throws(NewsroomError) {
    guard !actor.roles.contains(Self.modelRole) else { return }
    let people = settings.names(holding: [Self.modelRole]).joined(separator: ", ")
    throw NewsroomError(
      .refused, "\(actor.name) may not \(act): that is for \(Self.modelRole.rawValue)",
      remedy: people.isEmpty
        ? "Give somebody the role in colophon.yml." : "Ask \(people).")
  }

  /// A reason that is one: not blank.
  func reason(_ text: String) throws(NewsroomError) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else {
      throw NewsroomError(.usage, "the reason is empty", remedy: "Say why in a few words.")
    }
    return words.joined(separator: " ")
  }
}
