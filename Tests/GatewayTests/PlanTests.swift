import Core
import Foundation
import Gateway
import Testing

/// `gateway.yml`.
@Suite struct PlanTests {
  private static let file = """
    listen:
      port: 9090
    limits:
      bodyMegabytes: 4
      slowClientSeconds: 0.5
    breaker:
      failures: 3
      restSeconds: 1.5
    backends:
      - name: house-a
        url: http://127.0.0.1:8000/v1/
        key: HOUSE_KEY
        model: house-voice-3
        firstByteSeconds: 20
        health: /health
      - name: hosted
        url: https://models.example/v1
        model: big
    aliases:
      - name: house-voice
        sticky: X-Conversation
        arms:
          - name: stable
            weight: 95
            backends: [house-a]
          - weight: 5
            backends: [hosted]
        fallback: [hosted]
    clients:
      - name: chatbot
        key: \(ClientKey.make().digest.hex)
        aliases: [house-voice]
        requestsPerMinute: 60
        tokensPerDay: 100000
        consent: true
    """

  private func read(_ text: String) throws -> GatewayPlan {
    try GatewayPlan.read(Data(text.utf8))
  }

  @Test func `what is deployed is served, each version on the servers that have it`() throws {
    let file = """
      backends:
        - {name: local, url: 'http://127.0.0.1:8000/v1'}
        - {name: fixed, url: 'http://127.0.0.1:8001/v1', model: one}
      """
    func arm(_ version: String, on servers: [String]) -> Deployment.Arm {
      Deployment.Arm(
        name: version, weight: 50, servers: servers, version: "voice/\(version)",
        model: "/weights/\(version)")
    }
    let deployment = Deployment(
      alias: "house", arms: [arm("v1", on: ["local", "fixed"]), arm("v2", on: ["local"])])
    let plan = try GatewayPlan.read(Data(file.utf8), deployments: [deployment])
    #expect(plan.aliases.map(\.name) == ["house"])
    #expect(
      plan.aliases.first?.arms.map(\.backends) == [
        ["local/voice/v1", "fixed"], ["local/voice/v2"],
      ])
    let models = Dictionary(uniqueKeysWithValues: plan.backends.map { ($0.name, $0.model) })
    #expect(
      models == ["fixed": "one", "local/voice/v1": "/weights/v1", "local/voice/v2": "/weights/v2"])
    #expect(throws: GatewayError.self) {
      try GatewayPlan.read(
        Data(file.utf8), deployments: [Deployment(alias: "house", arms: [arm("v1", on: ["gone"])])])
    }
    // A client of an alias that is not deployed yet keeps nobody from asking the servers.
    let early =
      file + "\nclients:\n  - {name: bot, key: \(ClientKey.make().digest.hex), aliases: [house]}\n"
    #expect(throws: GatewayError.self) { try read(early) }
    #expect(try GatewayPlan.servers(in: Data(early.utf8)).map(\.name) == ["local", "fixed"])
    #expect(try GatewayPlan.read(Data(early.utf8), deployments: [deployment]).clients.count == 1)
  }

  @Test func `a plan says who listens, answers and asks`() throws {
    let plan = try read(Self.file)
    #expect(plan.listen == GatewayPlan.Listen(host: "127.0.0.1", port: 9090))
    #expect(plan.limits.bodyBytes == 4 << 20)
    #expect(plan.limits.slowClient == .seconds(0.5))
    #expect(plan.breaker.failures == 3)
    #expect(plan.breaker.rest == .seconds(1.5))
    #expect(plan.backends.map(\.name) == ["house-a", "hosted"])
    #expect(plan.backends.first?.url == "http://127.0.0.1:8000/v1")
    #expect(plan.backends.first?.key == "HOUSE_KEY")
    #expect(plan.backends.first?.firstByte == .seconds(20))
    #expect(plan.backends.first?.health == "/health")
    #expect(plan.backends.last?.betweenChunks == .seconds(60))
    let alias = try #require(plan.aliases.first)
    #expect(alias.arms.map(\.name) == ["stable", "hosted"])
    #expect(alias.arms.map(\.weight) == [95, 5])
    #expect(alias.fallback == ["hosted"])
    #expect(alias.sticky == "x-conversation")
    #expect(plan.clients.first?.requestsPerMinute == 60)
    #expect(plan.clients.first?.tokensPerDay == 100_000)
    #expect(plan.clients.first?.consents == true)
  }

  @Test(arguments: [
    ("  port: 9090", "  port: 90901", "gateway.yml:2:9: 90901 is no port"),
    (
      "  port: 9090", "  prot: 9090",
      "gateway.yml:2:9: 'listen.prot': the key is unknown; the keys are host, port, remote"
    ),
    ("listen:", "listens:", "gateway.yml:1:1: unknown key 'listens'"),
    ("  port: 9090", "  host: 0.0.0.0", "gateway.yml:2:9: '0.0.0.0' is beyond this machine"),
    ("bodyMegabytes: 4", "bodyMegabytes: 0", "gateway.yml:4:18: 'bodyMegabytes' is 0"),
    (
      "slowClientSeconds: 0.5", "slowClientSeconds: 0",
      "gateway.yml:5:22: 'slowClientSeconds' is 0.0"
    ),
    ("failures: 3", "failures: 0", "gateway.yml:7:13: a breaker that opens after 0 failures"),
    (
      "http://127.0.0.1:8000/v1/", "127.0.0.1:8000",
      "gateway.yml:11:10: '127.0.0.1:8000' is no http or https address"
    ),
    (
      "http://127.0.0.1:8000/v1/", "http://me:word@host/v1",
      "gateway.yml:11:10: the address holds a user name"
    ),
    (
      "key: HOUSE_KEY", "key: sk-live-0123456789",
      "gateway.yml:12:10: what stands under `key` is no environment variable's name"
    ),
    ("health: /health", "health: health", "gateway.yml:15:13: 'health' is no path"),
    ("name: hosted", "name: house-a", "gateway.yml:16:11: there are two of the name 'house-a'"),
    (
      "name: hosted", "name: the hosted one",
      "gateway.yml:16:11: 'the hosted one' is no name for a backend"
    ),
    ("model: big", "modell: big", "gateway.yml:18:13: 'backends.2.modell': the key is unknown"),
    ("    model: big", "", "gateway.yml:28:16: the backend 'hosted' says no model"),
    ("weight: 95", "weight: -1", "gateway.yml:24:17: the weight is -1.0"),
    ("backends: [house-a]", "backends: []", "gateway.yml:25:19: the arm has no backend"),
    (
      "backends: [house-a]", "backends: [house-b]",
      "gateway.yml:25:20: there is no backend 'house-b'"
    ),
    ("fallback: [hosted]", "fallback: [else]", "gateway.yml:28:16: there is no backend 'else'"),
    ("aliases: [house-voice]", "aliases: [voice]", "gateway.yml:32:15: there is no alias 'voice'"),
    (
      "requestsPerMinute: 60", "requestsPerMinute: 0", "gateway.yml:33:24: 'requestsPerMinute' is 0"
    ),
    (
      "tokensPerDay: 100000", "tokensPerDay: many",
      "gateway.yml:34:19: 'clients.1.tokensPerDay' is not a Int"
    ),
  ])
  func `what a plan cannot say is named with its place and a way out`(
    _ old: String, _ new: String, _ message: String
  ) throws {
    let text = Self.file.replacing(old, with: new)
    try #require(text != Self.file)
    let error = try #require(throws: GatewayError.self) { try read(text) }
    #expect("\(error)".hasPrefix(message), "\(error)")
    #expect(!error.remedy.isEmpty)
    #expect(!"\(error)".contains("sk-live"))
  }

  @Test func `a host beyond this machine is taken where it is said in so many words`() throws {
    let text = Self.file.replacing("  port: 9090", with: "  host: 0.0.0.0\n  remote: true")
    #expect(try read(text).listen.host == "0.0.0.0")
  }

  @Test func `a client's key in place of its digest is refused, and not repeated`() throws {
    let key = ClientKey.make()
    let digest = try #require(Self.file.firstMatch(of: /key: ([0-9a-f]{64})/)).1
    let error = try #require(throws: GatewayError.self) {
      try read(Self.file.replacing(digest, with: key.secret))
    }
    #expect("\(error)".contains("gateway key"))
    #expect(!"\(error)".contains(key.secret))
    let twice = Self.file + "\n  - {name: two, key: \(digest), aliases: []}"
    let again = try #require(throws: GatewayError.self) { try read(twice) }
    #expect(again.message == "'two' has another client's key")
  }

  @Test func `keys are made at random, and shown only where they are asked for`() {
    let keys = (0..<100).map { _ in ClientKey.make() }
    #expect(Set(keys.map(\.secret)).count == 100)
    #expect(keys.allSatisfy { $0.secret.hasPrefix("colophon-") && $0.secret.utf8.count == 52 })
    #expect(Set(keys.map(\.digest)).count == 100)
    #expect("\(keys[0])" == "(key)")
    #expect(!String(reflecting: keys[0]).contains(keys[0].secret))
  }

  @Test func `a backend whose key is not in the environment is no backend`() throws {
    let plan = try read(Self.file)
    let error = try #require(throws: GatewayError.self) { try Gateway(plan, environment: [:]) }
    #expect(error.code == .noKey)
    #expect(error.message.contains("HOUSE_KEY"))
  }
}
