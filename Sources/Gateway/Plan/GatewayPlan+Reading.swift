import Core
import Formats
public import FoundationEssentials

extension GatewayPlan {
  /// Reads a plan, such as this one:
  ///
  /// ```yaml
  /// listen: {port: 8080}              # host: 127.0.0.1; another needs remote: true
  /// backends:
  ///   - name: house-a
  ///     url: http://127.0.0.1:8000/v1
  ///     key: HOUSE_A_KEY              # the environment variable's name; left out where none is wanted
  ///     model: house-voice-3          # its name there
  ///     firstByteSeconds: 120         # until an answer's first byte
  ///     betweenChunksSeconds: 60      # of silence within one
  ///     health: /health               # from the server's root
  ///   - {name: hosted, url: https://models.example/v1, key: HOSTED_KEY, model: large}
  ///   - {name: local, url: http://127.0.0.1:8001/v1}   # no model: for what is deployed there
  /// aliases:
  ///   - name: house-voice
  ///     sticky: x-conversation        # else the body's user, else its safety_identifier
  ///     arms:
  ///       - {name: stable, weight: 95, backends: [house-a]}
  ///       - {name: canary, weight: 5, backends: [hosted]}
  ///     fallback: [hosted]
  /// clients:
  ///   - name: chatbot
  ///     key: 64 digits                # the SHA-256 of its key: see ClientKey
  ///     aliases: [house-voice]
  ///     requestsPerMinute: 600
  ///     tokensPerDay: 2000000
  ///     consent: true                 # its people agreed that conversations become examples
  /// breaker: {failures: 5, restSeconds: 10, healthSeconds: 5}
  /// limits: {bodyMegabytes: 20, heldMegabytes: 500, connections: 20000, calls: 4000,
  ///   idleSeconds: 75, slowClientSeconds: 30, recordMegabytes: 64}
  /// ```
  ///
  /// - Parameters:
  ///   - data: YAML, UTF-8.
  ///   - file: what messages call it.
  ///   - deployments: the aliases that the file does not name itself.
  /// - Throws: ``GatewayError`` with line, column and a way out: for what is no YAML, an unknown key, a
  ///   name that nothing has, an address that is none, a host beyond this machine that was not asked
  ///   for in so many words.
  public static func read(
    _ data: Data, file: String = "gateway.yml", deployments: [Deployment] = []
  ) throws(GatewayError) -> GatewayPlan {
    try PlanReader(reading: data, file: file, deployments: deployments).plan()
  }

  /// Reads the servers of a plan alone: those that models are evaluated on before anything is served.
  ///
  /// - Throws: as ``read(_:file:deployments:)`` does, for what is wrong with a server.
  public static func servers(
    in data: Data, file: String = "gateway.yml"
  ) throws(GatewayError) -> [PlannedServer] {
    try PlanReader(reading: data, file: file, deployments: []).servers()
  }
}

/// Makes a plan of a file, or says where the file says what cannot be.
private struct PlanReader {
  let written: GatewayFile
  let places: YAMLPlaces
  let deployments: [Deployment]

  init(reading data: Data, file: String, deployments: [Deployment]) throws(GatewayError) {
    do {
      written = try YAML.read(GatewayFile.self, from: data, file: file)
    } catch {
      throw GatewayError(
        .badPlan, at: error.place, error.message,
        remedy: "Correct the file; the gateway goes on with what it had, if it runs.")
    }
    places = YAML.places(in: data, file: file)
    self.deployments = deployments
  }

  func plan() throws(GatewayError) -> GatewayPlan {
    let limits = try limits()
    let servers = try servers()
    var backends = servers.compactMap(\.backend)
    var aliases = try aliases(
      known: Set(backends.map(\.name)), servers: Set(servers.map(\.name)))
    for deployment in deployments {
      if let index = written.aliases?.firstIndex(where: { $0.name == deployment.alias }) {
        throw fault(
          ["aliases", "\(index)", "name"],
          "'\(deployment.alias)' is deployed, and stands here as well",
          remedy: "Take one of them away: which it stands for could not be told.")
      }
      let (alias, more) = try deployment.planned(on: servers)
      aliases.append(alias)
      for backend in more where !backends.contains(where: { $0.name == backend.name }) {
        backends.append(backend)
      }
    }
    return GatewayPlan(
      listen: try listen(), limits: limits, breaker: try breaker(), backends: backends,
      aliases: aliases, clients: try clients(known: Set(aliases.map(\.name))))
  }

  private func fault(
    _ path: [String], _ message: String, remedy: String
  ) -> GatewayError {
    GatewayError(.badPlan, at: places.place(of: path), message, remedy: remedy)
  }

  private func listen() throws(GatewayError) -> GatewayPlan.Listen {
    let host = written.listen?.host ?? "127.0.0.1"
    guard GatewayPlan.Listen.isLocal(host) || written.listen?.remote == true else {
      throw fault(
        ["listen", "host"], "'\(host)' is beyond this machine, and the gateway speaks plain HTTP",
        remedy:
          "Say `remote: true` under `listen` if that is meant, behind a proxy that speaks TLS.")
    }
    let port = written.listen?.port ?? 8080
    guard (0...65_535).contains(port) else {
      throw fault(["listen", "port"], "\(port) is no port", remedy: "Take one from 1 to 65535.")
    }
    return GatewayPlan.Listen(host: host, port: port)
  }

  private func limits() throws(GatewayError) -> GatewayPlan.Limits {
    var limits = GatewayPlan.Limits()
    let said = written.limits
    func atLeastOne(_ value: Int?, _ key: String) throws(GatewayError) -> Int? {
      guard let value, !(1...1_000_000).contains(value) else { return value }
      throw fault(
        ["limits", key], "'\(key)' is \(value)", remedy: "Take a number from 1 to 1000000.")
    }
    if let most = try atLeastOne(said?.bodyMegabytes, "bodyMegabytes") {
      limits.bodyBytes = most << 20
    }
    if let most = try atLeastOne(said?.heldMegabytes, "heldMegabytes") {
      limits.heldBytes = most << 20
    }
    if let most = try atLeastOne(said?.recordMegabytes, "recordMegabytes") {
      limits.recordBytes = most << 20
    }
    limits.connections =
      try atLeastOne(said?.connections, "connections") ?? limits.connections
    limits.calls = try atLeastOne(said?.calls, "calls") ?? limits.calls
    limits.idle = try span(said?.idleSeconds, ["limits", "idleSeconds"]) ?? limits.idle
    limits.slowClient =
      try span(said?.slowClientSeconds, ["limits", "slowClientSeconds"]) ?? limits.slowClient
    return limits
  }

  private func breaker() throws(GatewayError) -> GatewayPlan.Breaker {
    var breaker = GatewayPlan.Breaker()
    if let failures = written.breaker?.failures {
      guard failures > 0 else {
        throw fault(
          ["breaker", "failures"],
          "a breaker that opens after \(failures) failures is never closed",
          remedy: "Take a number from 1.")
      }
      breaker.failures = failures
    }
    breaker.rest =
      try span(written.breaker?.restSeconds, ["breaker", "restSeconds"]) ?? breaker.rest
    breaker.healthEvery =
      try span(written.breaker?.healthSeconds, ["breaker", "healthSeconds"])
      ?? breaker.healthEvery
    return breaker
  }

  /// Seconds as a file writes them.
  private func span(_ seconds: Double?, _ path: [String]) throws(GatewayError) -> Duration? {
    guard let seconds else { return nil }
    guard seconds >= 0.01, seconds <= 86_400 else {
      throw fault(
        path, "'\(path.last ?? "")' is \(seconds)",
        remedy: "Take a number of seconds from 0.01 to 86400.")
    }
    return .seconds(seconds)
  }

  func servers() throws(GatewayError) -> [PlannedServer] {
    guard !written.backends.isEmpty else {
      throw fault(
        ["backends"], "there is no backend", remedy: "Name a server that answers, with its url.")
    }
    var known: Set<String> = []
    var servers: [PlannedServer] = []
    for (index, item) in written.backends.enumerated() {
      let path = ["backends", "\(index)"]
      try check(name: item.name, of: "backend", path, &known)
      let url = try address(item.url, path + ["url"])
      if let key = item.key { try check(variable: key, path + ["key"]) }
      if let health = item.health, !health.hasPrefix("/") {
        throw fault(
          path + ["health"], "'\(health)' is no path from the server's root",
          remedy: "Write it with a slash in front, such as /health.")
      }
      guard item.model != "" else {
        throw fault(
          path + ["model"], "the model has no name",
          remedy:
            "Name it as the server does, or leave the key out where models are deployed there.")
      }
      servers.append(
        PlannedServer(
          name: item.name, url: url, key: item.key, model: item.model,
          firstByte: try span(item.firstByteSeconds, path + ["firstByteSeconds"])
            ?? .seconds(120),
          betweenChunks: try span(item.betweenChunksSeconds, path + ["betweenChunksSeconds"])
            ?? .seconds(60),
          health: item.health))
    }
    return servers
  }

  /// A name that headers, records and metrics can hold, and that no other of its kind has.
  private func check(
    name: String, of kind: String, _ path: [String], _ known: inout Set<String>
  ) throws(GatewayError) {
    let isPlain = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 100 else {
      throw fault(
        path + ["name"], "'\(name)' is no name for \(kind == "alias" ? "an" : "a") \(kind)",
        remedy: "Take letters a to z, digits, and - _ . : / between them, 100 at the most.")
    }
    guard known.insert(name).inserted else {
      throw fault(
        path + ["name"], "there are two of the name '\(name)'", remedy: "Rename one of them.")
    }
  }

  private func address(_ text: String, _ path: [String]) throws(GatewayError) -> String {
    var url = text
    while url.hasSuffix("/") { url.removeLast() }
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? ""
    let host = rest.prefix { $0 != "/" }
    guard url.hasPrefix("http://") || url.hasPrefix("https://"), !host.isEmpty,
      url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !url.contains("?"), !url.contains("#")
    else {
      throw fault(
        path, "'\(text)' is no http or https address",
        remedy: "Write the address up to /v1, such as http://127.0.0.1:8000/v1.")
    }
    guard !host.contains("@") else {
      throw fault(
        path, "the address holds a user name or a password",
        remedy: "Put the key into an environment variable, and its name under `key`.")
    }
    return url
  }

  /// The name of an environment variable. What looks like a key is not repeated.
  private func check(variable: String, _ path: [String]) throws(GatewayError) {
    let isName = variable.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
    guard isName, !variable.isEmpty, variable.utf8.count <= 100 else {
      throw fault(
        path, "what stands under `key` is no environment variable's name",
        remedy: "Put the key into a variable such as HOUSE_MODEL_KEY, and write that name here.")
    }
  }

  private func aliases(
    known: Set<String>, servers: Set<String>
  ) throws(GatewayError) -> [PlannedAlias] {
    func require(backend name: String, _ path: [String]) throws(GatewayError) {
      guard !known.contains(name) else { return }
      let isServer = servers.contains(name)
      throw fault(
        path,
        isServer ? "the backend '\(name)' says no model" : "there is no backend '\(name)'",
        remedy: isServer
          ? "Say its `model`, or deploy one of the desk's there: colophon model deploy."
          : "The backends are \(known.sorted().joined(separator: ", ")).")
    }
    var names: Set<String> = []
    var aliases: [PlannedAlias] = []
    for (index, item) in (written.aliases ?? []).enumerated() {
      let path = ["aliases", "\(index)"]
      try check(name: item.name, of: "alias", path, &names)
      for (place, name) in (item.fallback ?? []).enumerated() {
        try require(backend: name, path + ["fallback", "\(place)"])
      }
      let arms = try arms(of: item, path)
      for (place, arm) in arms.enumerated() {
        for (index, name) in arm.backends.enumerated() {
          try require(backend: name, path + ["arms", "\(place)", "backends", "\(index)"])
        }
      }
      aliases.append(
        PlannedAlias(
          name: item.name, arms: arms, fallback: item.fallback ?? [],
          sticky: item.sticky?.lowercased()))
    }
    return aliases
  }

  private func arms(
    of alias: GatewayFile.Alias, _ path: [String]
  ) throws(GatewayError) -> [PlannedAlias.Arm] {
    var names: Set<String> = []
    var arms: [PlannedAlias.Arm] = []
    for (index, item) in alias.arms.enumerated() {
      let path = path + ["arms", "\(index)"]
      let name = item.name ?? item.backends.first ?? ""
      try check(name: name, of: "arm", path, &names)
      let weight = item.weight ?? 1
      guard weight >= 0, weight <= 1e6 else {
        throw fault(
          path + ["weight"], "the weight is \(weight)", remedy: "Take a number from 0 to 1000000.")
      }
      guard !item.backends.isEmpty else {
        throw fault(
          path + ["backends"], "the arm has no backend", remedy: "Name one of the backends.")
      }
      arms.append(PlannedAlias.Arm(name: name, weight: weight, backends: item.backends))
    }
    guard arms.contains(where: { $0.weight > 0 }) else {
      throw fault(
        path + ["arms"], "no arm of '\(alias.name)' has a weight above 0",
        remedy: "Give one of them a share.")
    }
    return arms
  }

  private func clients(known: Set<String>) throws(GatewayError) -> [PlannedClient] {
    var names: Set<String> = []
    var keys: Set<Digest> = []
    var clients: [PlannedClient] = []
    for (index, item) in (written.clients ?? []).enumerated() {
      let path = ["clients", "\(index)"]
      try check(name: item.name, of: "client", path, &names)
      guard let key = Digest(hex: item.key) else {
        throw fault(
          path + ["key"], "the key of '\(item.name)' is no SHA-256",
          remedy: "Write the digest that `colophon gateway key` prints, never the key itself.")
      }
      guard keys.insert(key).inserted else {
        throw fault(
          path + ["key"], "'\(item.name)' has another client's key",
          remedy: "Make a key of its own with `colophon gateway key`.")
      }
      for (place, alias) in item.aliases.enumerated() where !known.contains(alias) {
        throw fault(
          path + ["aliases", "\(place)"], "there is no alias '\(alias)'",
          remedy: known.isEmpty
            ? "There is none yet: write it under `aliases`, or deploy a version under it."
            : "The aliases are \(known.sorted().joined(separator: ", ")).")
      }
      for (name, value) in [
        ("requestsPerMinute", item.requestsPerMinute), ("tokensPerDay", item.tokensPerDay),
      ] {
        guard let value, value < 1 else { continue }
        throw fault(
          path + [name], "'\(name)' is \(value)",
          remedy: "Take a number from 1, or leave the key out for no limit.")
      }
      clients.append(
        PlannedClient(
          name: item.name, key: key, aliases: item.aliases,
          requestsPerMinute: item.requestsPerMinute, tokensPerDay: item.tokensPerDay,
          consents: item.consent ?? false))
    }
    return clients
  }
}
