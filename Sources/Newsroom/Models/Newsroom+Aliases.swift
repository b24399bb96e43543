public import Core
import Formats
import FoundationEssentials
import Gateway
import Store

extension Newsroom {
  /// The aliases of the desk, by name.
  ///
  /// - Throws: ``NewsroomError`` with the line of a file that is none.
  public func aliases() throws -> [ModelAlias] {
    try desk.files(under: ModelAlias.folder).filter { $0.hasSuffix(".yml") }.map(alias(at:))
  }

  private func alias(at file: String) throws -> ModelAlias {
    do {
      let alias = try YAML.read(ModelAlias.self, from: desk.read(file), file: file)
      guard file == "\(ModelAlias.folder)/\(alias.alias).yml", !alias.history.isEmpty else {
        throw NewsroomError(
          .damaged, "\(file) says nothing of an alias of its name",
          remedy: "Bring it back from Git.")
      }
      return alias
    } catch let error as YAMLError {
      throw NewsroomError(.damaged, error.description, remedy: "Bring \(file) back from Git.")
    }
  }

  /// Lets an alias stand for a version from now on.
  ///
  /// - Parameters:
  ///   - backends: the servers of `gateway.yml` that have it; the only one there is where none is named.
  ///   - weight: its share of the calls in 100, the others keeping theirs in proportion; `nil` gives it
  ///     all.
  ///   - reason: why, for the history.
  /// - Throws: ``NewsroomError`` where there is no such version, its weights are not here or not what
  ///   was promoted, or the actor's roles do not allow it.
  public func deploy(
    _ model: String, _ version: String, as name: String, on backends: [String],
    weight: Double? = nil, reason: String? = nil, by actor: Actor
  ) throws -> ModelAlias {
    try requireModelRole(actor, to: "deploy a model")
    let model = try self.model(model)
    guard let found = try model.version(named: version) else {
      let known = try model.versions().map(\.version).joined(separator: ", ")
      throw NewsroomError(
        .usage, "'\(model.name)' has no version '\(version)'",
        remedy: known.isEmpty
          ? "Promote a run first: colophon model promote \(model.name) best."
          : "It has \(known).")
    }
    let slug = PortableName.slug(of: name)
    guard slug == name else {
      throw NewsroomError(
        .usage, "'\(name)' is no name of an alias",
        remedy: "Take small letters, digits and hyphens: \(slug).")
    }
    let servers =
      backends.isEmpty ? [try server(nil).name] : try backends.map { try server($0).name }
    try requireWeights(of: found, in: model, on: servers)
    return try change(name, .deploy, reason, actor) { alias in
      let arm = ModelAlias.Arm(
        model: model.name, version: version, weight: weight ?? 100, backends: servers)
      let others = (alias?.arms ?? []).filter { $0.label != arm.label }
      guard let weight, weight < 100, !others.isEmpty else { return [arm.withAll] }
      let sum = others.reduce(0) { $0 + $1.weight }
      return others.map { other in
        var other = other
        other.weight = sum > 0 ? other.weight / sum * (100 - weight) : 0
        return other
      } + [arm]
    }
  }

  /// Lets an alias stand again for what it stood for before its last deployment.
  ///
  /// - Throws: ``NewsroomError`` where there is no such alias, or nothing before.
  public func rollback(_ name: String, reason: String? = nil, by actor: Actor) throws -> ModelAlias
  {
    try requireModelRole(actor, to: "roll a deployment back")
    guard try aliases().contains(where: { $0.alias == name }) else {
      let known = try aliases().map(\.alias).joined(separator: ", ")
      throw NewsroomError(
        .usage, "there is no alias '\(name)'",
        remedy: known.isEmpty
          ? "Deploy a version first: colophon model deploy." : "There are \(known).")
    }
    return try change(name, .rollback, reason, actor) { alias in
      guard let before = alias?.before else {
        throw NewsroomError(
          .refused, "'\(name)' stood for nothing before",
          remedy: "Deploy another version: colophon model deploy.")
      }
      return before
    }
  }

  private func change(
    _ name: String, _ kind: ModelAlias.Change.Kind, _ reason: String?, _ actor: Actor,
    _ arms: (ModelAlias?) throws -> [ModelAlias.Arm]
  ) throws -> ModelAlias {
    let lock = try PieceLock.acquire(
      named: "aliases", in: desk,
      holder: LockHolder(person: actor.name, command: "model \(kind.rawValue)"))
    let file = "\(ModelAlias.folder)/\(name).yml"
    let known = desk.exists(file) ? try alias(at: file) : nil
    var alias = known ?? ModelAlias(alias: name, history: [])
    alias.history.append(
      ModelAlias.Change(
        at: world.now().timestamp(after: alias.history.last?.at), by: actor.id, kind: kind,
        reason: try reason.map { try self.reason($0) }, arms: try arms(known)))
    try desk.write(YAML.write(alias), to: file)
    lock.release()
    return alias
  }

  /// Refuses a version whose weights are not here, or are not those that were promoted, where a server
  /// is to read them.
  private func requireWeights(
    of version: ModelVersion, in model: ModelDesk, on servers: [String]
  ) throws {
    guard let weights = version.weights,
      try servers.contains(where: { try server($0).model == nil })
    else { return }
    let digest: Digest
    do {
      digest = try model.digest(ofWeights: weights.folder)
    } catch {
      throw NewsroomError(
        .refused, "the weights of \(version.label) are not here: \(weights.folder)",
        remedy: "Copy them there, or tune again: colophon model tune \(model.name).")
    }
    guard digest == weights.digest else {
      throw NewsroomError(
        .damaged, "\(weights.folder) is not what was promoted as \(version.label)",
        remedy: "Bring the weights back, or promote what is there now.")
    }
  }

  /// The aliases as the gateway serves them.
  func deployments() throws -> [Deployment] {
    try aliases().map { alias in
      Deployment(
        alias: alias.alias,
        arms: try alias.arms.map { arm in
          let desk = try model(arm.model)
          guard let version = try desk.version(named: arm.version) else {
            throw NewsroomError(
              .damaged, "'\(alias.alias)' stands for \(arm.label), which is not on the desk",
              remedy: "Bring it back from Git, or deploy another version.")
          }
          return Deployment.Arm(
            name: "\(arm.model)-\(arm.version)", weight: arm.weight, servers: arm.backends,
            version: arm.label,
            model: version.served ?? version.weights.map { desk.whole($0.folder) } ?? arm.label)
        })
    }
  }
}

extension Newsroom {
  /// What stages need of the desk's settings.
  var stageSettings: StageSettings {
    StageSettings(
      deskName: settings.name, site: settings.site, engine: settings.engine, model: settings.model,
      candidates: settings.candidates, ceiling: settings.ceiling,
      // A damaged alias is named where aliases are looked at; no piece waits for it.
      aliases: Dictionary(
        (try? aliases())?.map { ($0.alias, $0.summary) } ?? [], uniquingKeysWith: { $1 }))
  }
}

extension ModelAlias.Arm {
  /// The arm with all calls.
  fileprivate var withAll: ModelAlias.Arm {
    var arm = self
    arm.weight = 100
    return arm
  }
}
