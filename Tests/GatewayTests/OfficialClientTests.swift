import Core
import Foundation
import Gateway
import StandIn
import TestSupport
import Testing

/// What nobody here wrote: OpenAI's official client.
@Suite(
  .enabled(if: OfficialClient.python != nil, "openai is not installed here: .ci/setup validators"))
struct OfficialClientTests {
  /// What the program found.
  private struct Found: Decodable {
    var passed: [String]
    /// Why a check did not pass.
    var failed: [String: String]
  }

  @Test func `the official client is answered, streamed to and refused as it expects`()
    async throws
  {
    try await StandIn.run { server in
      try await Harness.run(plan(server)) { harness in
        let found = try await ask(harness)
        #expect(found.failed.isEmpty, "\(found.failed.map { "\($0.key): \($0.value)" }.sorted())")
        #expect(found.passed.count == 16)
        try await eventually {
          harness.metric("calls_in_flight{alias=\"house-voice\",backend=\"good\"}") == 0
        }
      }
    }
  }

  /// An alias for each way that a backend can go.
  private func plan(_ server: StandIn) -> GatewayPlan {
    let kinds = [
      ("house-voice", "good", "stand-in-1"), ("broken", "broken", "fault-500"),
      ("stalled", "stalled", "fault-silence"), ("cut", "cut", "fault-cut"),
      ("limited", "limited", "fault-429-rate"), ("secret", "secret", "stand-in-2"),
    ]
    return GatewayPlan(
      listen: .init(port: 0),
      backends: kinds.map {
        Harness.backend(
          $0.1, server, model: $0.2,
          firstByte: $0.1 == "stalled" ? .milliseconds(500) : .seconds(30))
      },
      aliases: kinds.map {
        PlannedAlias(name: $0.0, arms: [.init(name: "stable", backends: [$0.1])])
      },
      clients: [
        PlannedClient(
          name: "bot", key: Harness.bot.digest, aliases: kinds.map(\.0).filter { $0 != "secret" })
      ])
  }

  private func ask(_ harness: Harness) async throws -> Found {
    let python = try #require(OfficialClient.python)
    let program = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Strangers/official_client.py")
    return try await withTemporaryFolder { folder in
      let answer = folder.appending(path: "answer.json")
      let child = try ChildProcess(
        python, [program.path, answer.path, "\(harness.url)/v1", Harness.bot.secret],
        environment: ["HOME": folder.path, "PYTHONDONTWRITEBYTECODE": "1"])
      // Not on the pool's thread: the gateway answers from this process.
      let ended = try await onOwnThread { child.end() }
      try #require(ended.code == 0, "\(ended.errors.suffix(2_000))")
      return try JSONDecoder().decode(Found.self, from: Data(contentsOf: answer))
    }
  }
}
