import Core
import Foundation
import Gateway
import StandIn
import Testing

/// Which backend a call goes to.
@Suite struct RoutingTests {
  /// An A/B plan of two arms on one server.
  private func plan(_ server: StandIn, _ first: Double, _ second: Double, sticky: String? = nil)
    -> GatewayPlan
  {
    var plan = Harness.plan([
      Harness.backend("a", server), Harness.backend("b", server, model: "stand-in-2"),
    ])
    plan.aliases[0] = PlannedAlias(
      name: "house-voice",
      arms: [
        .init(name: "stable", weight: first, backends: ["a"]),
        .init(name: "canary", weight: second, backends: ["b"]),
      ], sticky: sticky)
    return plan
  }

  private func question(from user: Int) -> String {
    Harness.question.replacing("{\"model", with: "{\"user\":\"person-\(user)\",\"model")
  }

  @Test func `arms share calls by their weights, and a conversation stays on its arm`()
    async throws
  {
    try await StandIn.run { server in
      try await Harness.run(plan(server, 80, 20)) { harness in
        var canaries: Set<Int> = []
        for user in 0..<200 {
          let arms = Set(
            [
              try await harness.chat(question(from: user)),
              try await harness.chat(question(from: user)),
            ].map { $0.header("x-colophon-arm") })
          #expect(arms.count == 1)
          if arms == ["canary"] { canaries.insert(user) }
        }
        // 40 are expected; 3 standard deviations are 17.
        #expect((23...57).contains(canaries.count), "\(canaries.count)")
        // With a larger share the canary keeps whom it had.
        try harness.gateway.reload(plan(server, 50, 50))
        for user in canaries {
          #expect(
            try await harness.chat(question(from: user)).header("x-colophon-arm") == "canary")
        }
      }
    }
  }

  @Test func `a header that the plan names holds a conversation before the user does`()
    async throws
  {
    try await StandIn.run { server in
      try await Harness.run(plan(server, 1, 1, sticky: "x-conversation")) { harness in
        var arms: Set<String> = []
        for user in 0..<10 {
          let answer = try await harness.chat(
            question(from: user), headers: [("X-Conversation", "one")])
          arms.insert(answer.header("x-colophon-arm") ?? "")
        }
        #expect(arms.count == 1)
        for user in 0..<30 {
          arms.insert(
            try await harness.chat(question(from: user)).header("x-colophon-arm") ?? "")
        }
        #expect(arms.count == 2)
      }
    }
  }

  @Test func `an arm without weight gets nothing, and calls without a name are drawn`()
    async throws
  {
    try await StandIn.run { server in
      try await Harness.run(plan(server, 1, 0)) { harness in
        for user in 0..<20 {
          #expect(
            try await harness.chat(question(from: user)).header("x-colophon-arm") == "stable")
        }
        try harness.gateway.reload(plan(server, 1, 1))
        var arms: Set<String> = []
        for _ in 0..<40 { arms.insert(try await harness.chat().header("x-colophon-arm") ?? "") }
        #expect(arms == ["stable", "canary"])
      }
    }
  }

  @Test func `of equal backends the one with the fewest calls is asked`() async throws {
    try await ScriptedBackend.run { first in
      try await ScriptedBackend.run { second in
        let plan = Harness.plan([Harness.backend("a", first), Harness.backend("b", second)])
        try await Harness.run(plan) { harness in
          try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 1...6 {
              group.addTask { try await harness.chat().header("x-colophon-backend") }
              try await eventually {
                let calls = ["a", "b"].compactMap {
                  harness.metric("calls_in_flight{alias=\"house-voice\",backend=\"\($0)\"}")
                }
                return calls.reduce(0, +) == Double(number)
              }
            }
            for backend in [first, second] {
              for _ in 0..<3 { try await backend.next().answer("{}") }
            }
            var answers: [String?] = []
            for try await answer in group { answers.append(answer) }
            #expect(answers.filter { $0 == "a" }.count == 3)
            #expect(answers.filter { $0 == "b" }.count == 3)
          }
        }
      }
    }
  }
}
