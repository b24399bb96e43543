public import Core
import Formats
import FoundationEssentials
import Gateway
import Store

extension Newsroom {
  /// The aliases of the desk, by name, and what is wrong with others: a file that is damaged, such as by
  /// a merge, is in the way of none but itself.
  public func aliases() throws -> (aliases: [ModelAlias], findings: [Finding]) {
    var aliases: [ModelAlias] = []
    var findings: [Finding] = []
    for file in try desk.files(under: ModelAlias.folder) where file.hasSuffix(".yml") {
      do {
        let alias = try alias(at: file)
        aliases.append(alias)
        for arm in alias.arms { _ = try version(of: arm, in: alias) }
      } catch let error as NewsroomError {
        findings.append(.damagedAlias(file, error))
      }
    }
    return (aliases, findings)
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
      throw NewsroomError(
        .damaged, error.description,
        remedy: "Settle the merge, or bring \(file) back from Git.")
    }
  }

  /// The version that an alias stands for.
  ///
  /// - Throws: ``NewsroomError`` where the desk has it no more, or has another under its name.
  private func version(
    of arm: ModelAlias.Arm, in alias: ModelAlias
  ) throws -> (model: ModelDesk, version: ModelVersion) {
    let model = ModelDesk(name: arm.model, newsroom: self)
    guard let version = try model.version(named: arm.version) else {
      throw NewsroomError(
        .damaged, "'\(alias.alias)' stands for \(arm.label), which is not on the desk",
        remedy: "Bring it back from Git, or deploy another version.")
    }
    guard let digest = arm.digest else { return (model, version) }
    guard try desk.digest(of: model.file(of: version.version)) == digest else {
      throw NewsroomError(
        .damaged,
        "'\(alias.alias)' was deployed as another \(arm.label) than the one on the desk now",
        remedy: "Bring \(model.file(of: version.version)) back from Git, or deploy what is there: "
          + "colophon model deploy \(arm.model) \(arm.version) --alias \(alias.alias).")
    }
    return (model, version)
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
    let found = try model.knownVersion(version)
    let slug = PortableName.slug(of: name)
    guard slug == name else {
      throw NewsroomError(
        .usage, "'\(name)' is no name of an alias",
        remedy: "Take small letters, digits and hyphens: \(slug).")
    }
    let servers =
      backends.isEmpty ? [try server(nil).name] : try backends.map { try server($0).name }
    try requireWeights(of: found, in: model, on: servers.map { try server($0) })
    let digest = try desk.digest(of: model.file(of: version))
    return try change(name, .deploy, reason, actor) { alias in
      let arm = ModelAlias.Arm(
        model: model.name, version: version, weight: weight ?? 100, backends: servers,
        digest: digest)
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
  /// - Parameter isForced: whether weights that are not here, or not what was promoted, are served all
  ///   the same.
  /// - Throws: ``NewsroomError`` where there is no such alias, or nothing before, or what was there before
  ///   cannot be served as it was promoted.
  public func rollback(
    _ name: String, reason: String? = nil, isForced: Bool = false, by actor: Actor
  ) throws -> ModelAlias {
    try requireModelRole(actor, to: "roll a deployment back")
    guard desk.exists("\(ModelAlias.folder)/\(name).yml") else {
      let known = try aliases().aliases.map(\.alias).joined(separator: ", ")
      throw NewsroomError(
        .usage, "there is no alias '\(name)'",
        remedy: known.isEmpty
          ? "Deploy a version first: colophon model deploy." : "There are \(known).")
    }
    return try change(name, .rollback, reason, actor) { alias in
      guard let alias, let before = alias.before else {
        throw NewsroomError(
          .refused, "'\(name)' stood for nothing before",
          remedy: "Deploy another version: colophon model deploy.")
      }
      for arm in before {
        let (model, version) = try version(of: arm, in: alias)
        guard !isForced else { continue }
        try requireWeights(of: version, in: model, on: arm.backends.map { try server($0) })
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
  func requireWeights(
    of version: ModelVersion, in model: ModelDesk, on servers: [PlannedServer]
  ) throws {
    for server in servers {
      try model.requireServes(
        version.served, version.weights?.folder, version.weights?.digest, at: server)
    }
    guard let weights = version.weights, servers.contains(where: { $0.model == nil }) else {
      return
    }
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
        remedy: "Bring the weights back, or promote the run that they are of now.")
    }
  }

  /// The aliases as the gateway serves them, those that can be, and what is wrong with the others.
  func deployments() throws -> (deployments: [Deployment], findings: [Finding]) {
    let (aliases, findings) = try aliases()
    return (aliases.compactMap { try? deployment(of: $0) }, findings)
  }

  private func deployment(of alias: ModelAlias) throws -> Deployment {
    Deployment(
      alias: alias.alias,
      arms: try alias.arms.map { arm in
        let (model, version) = try version(of: arm, in: alias)
        return Deployment.Arm(
          name: "\(arm.model)-\(arm.version)", weight: arm.weight, servers: arm.backends,
          version: arm.label,
          model: version.served ?? version.weights.map { model.whole($0.folder) } ?? arm.label)
      })
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
        (try? aliases())?.aliases.map { ($0.alias, $0.summary) } ?? [], uniquingKeysWith: { $1 }))
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
