import Core

/// What an alias of the desk stands for: versions of its models, each on servers of `gateway.yml`.
public struct Deployment: Hashable, Sendable {
  /// One of the versions that the alias's calls are shared among.
  public struct Arm: Hashable, Sendable {
    /// What records and headers call it.
    public var name: String
    /// Its share, in proportion to the other arms'.
    public var weight: Double
    /// The servers that have it, by name.
    public var servers: [String]
    /// What a backend is called after: `voice/v2`.
    public var version: String
    /// What servers that have many models know it by.
    public var model: String

    public init(name: String, weight: Double, servers: [String], version: String, model: String) {
      self.name = name
      self.weight = weight
      self.servers = servers
      self.version = version
      self.model = model
    }
  }

  /// The name that clients ask for.
  public var alias: String
  /// The versions that it stands for.
  public var arms: [Arm]

  public init(alias: String, arms: [Arm]) {
    self.alias = alias
    self.arms = arms
  }

  /// The alias with the backends that it needs.
  ///
  /// - Throws: ``GatewayError`` where a server is not in the file.
  func planned(
    on servers: [PlannedServer]
  ) throws(GatewayError) -> (alias: PlannedAlias, backends: [PlannedBackend]) {
    var backends: [PlannedBackend] = []
    var planned: [PlannedAlias.Arm] = []
    for arm in arms {
      var names: [String] = []
      for name in arm.servers {
        guard let server = servers.first(where: { $0.name == name }) else {
          throw GatewayError(
            .badPlan, "'\(alias)' is deployed on '\(name)', which gateway.yml does not name",
            remedy: "Put the backend back, or deploy the alias on another one.")
        }
        let backend =
          server.backend
          ?? server.backend(named: "\(name)/\(arm.version)", model: arm.model)
        backends.append(backend)
        names.append(backend.name)
      }
      planned.append(PlannedAlias.Arm(name: arm.name, weight: arm.weight, backends: names))
    }
    return (PlannedAlias(name: alias, arms: planned), backends)
  }
}
