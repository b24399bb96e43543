import Formats

/// `gateway.yml` as it is written. What its values mean together is checked when a plan is made of it.
struct GatewayFile: Decodable, YAMLMapping {
  static let keys = ["listen", "limits", "breaker", "backends", "aliases", "clients"]

  struct Listen: Decodable {
    var host: String?
    var port: Int?
    var remote: Bool?

    private enum CodingKeys: String, CodingKey, CaseIterable { case host, port, remote }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      host = try values.decodeIfPresent(String.self, forKey: .host)
      port = try values.decodeIfPresent(Int.self, forKey: .port)
      remote = try values.decodeIfPresent(Bool.self, forKey: .remote)
    }
  }

  struct Limits: Decodable {
    var bodyMegabytes: Int?
    var heldMegabytes: Int?
    var connections: Int?
    var calls: Int?
    var idleSeconds: Double?
    var slowClientSeconds: Double?
    var recordMegabytes: Int?

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case bodyMegabytes, heldMegabytes, connections, calls, idleSeconds, slowClientSeconds
      case recordMegabytes
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      bodyMegabytes = try values.decodeIfPresent(Int.self, forKey: .bodyMegabytes)
      heldMegabytes = try values.decodeIfPresent(Int.self, forKey: .heldMegabytes)
      connections = try values.decodeIfPresent(Int.self, forKey: .connections)
      calls = try values.decodeIfPresent(Int.self, forKey: .calls)
      idleSeconds = try values.decodeIfPresent(Double.self, forKey: .idleSeconds)
      slowClientSeconds = try values.decodeIfPresent(Double.self, forKey: .slowClientSeconds)
      recordMegabytes = try values.decodeIfPresent(Int.self, forKey: .recordMegabytes)
    }
  }

  struct Breaker: Decodable {
    var failures: Int?
    var restSeconds: Double?
    var healthSeconds: Double?

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case failures, restSeconds, healthSeconds
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      failures = try values.decodeIfPresent(Int.self, forKey: .failures)
      restSeconds = try values.decodeIfPresent(Double.self, forKey: .restSeconds)
      healthSeconds = try values.decodeIfPresent(Double.self, forKey: .healthSeconds)
    }
  }

  struct Backend: Decodable {
    var name: String
    var url: String
    var key: String?
    var model: String?
    var firstByteSeconds: Double?
    var betweenChunksSeconds: Double?
    var health: String?

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case name, url, key, model, firstByteSeconds, betweenChunksSeconds, health
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      url = try values.decode(String.self, forKey: .url)
      key = try values.decodeIfPresent(String.self, forKey: .key)
      model = try values.decodeIfPresent(String.self, forKey: .model)
      firstByteSeconds = try values.decodeIfPresent(Double.self, forKey: .firstByteSeconds)
      betweenChunksSeconds = try values.decodeIfPresent(Double.self, forKey: .betweenChunksSeconds)
      health = try values.decodeIfPresent(String.self, forKey: .health)
    }
  }

  struct Arm: Decodable {
    var name: String?
    var weight: Double?
    var backends: [String]

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, weight, backends }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      name = try values.decodeIfPresent(String.self, forKey: .name)
      weight = try values.decodeIfPresent(Double.self, forKey: .weight)
      backends = try values.decode([String].self, forKey: .backends)
    }
  }

  struct Alias: Decodable {
    var name: String
    var arms: [Arm]
    var fallback: [String]?
    var sticky: String?

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, arms, fallback, sticky }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      arms = try values.decode([Arm].self, forKey: .arms)
      fallback = try values.decodeIfPresent([String].self, forKey: .fallback)
      sticky = try values.decodeIfPresent(String.self, forKey: .sticky)
    }
  }

  struct Client: Decodable {
    var name: String
    var key: String
    var aliases: [String]
    var requestsPerMinute: Int?
    var tokensPerDay: Int?
    var consent: Bool?

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case name, key, aliases, requestsPerMinute, tokensPerDay, consent
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.strict(CodingKeys.self)
      name = try values.decode(String.self, forKey: .name)
      key = try values.decode(String.self, forKey: .key)
      aliases = try values.decode([String].self, forKey: .aliases)
      requestsPerMinute = try values.decodeIfPresent(Int.self, forKey: .requestsPerMinute)
      tokensPerDay = try values.decodeIfPresent(Int.self, forKey: .tokensPerDay)
      consent = try values.decodeIfPresent(Bool.self, forKey: .consent)
    }
  }

  var listen: Listen?
  var limits: Limits?
  var breaker: Breaker?
  var backends: [Backend]
  var aliases: [Alias]?
  var clients: [Client]?
}
