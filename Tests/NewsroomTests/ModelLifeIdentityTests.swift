import Core
import Engines
import Evaluation
import Foundation
import Gateway
import Newsroom
import StandIn
import TestSupport
import Testing
import Tuning

/// Which model gave which answers, and which weights are promoted, served and measured.
@Suite(.enabled(if: !ModelLife.python.isEmpty, "python3 is not installed here"))
struct ModelLifeIdentityTests {
  private let order = EvaluationOrder(set: ModelLife.set)

  private static func right(_ prompt: String) -> String {
    "The answer to it is number \(prompt.filter(\.isNumber)) of many."
  }

  /// A desk whose runs of seeds 1 and 2 are tuned, and better than the base.
  private func tuned(in root: URL) async throws -> ModelLife {
    let life = try await ModelLife(in: root, prompts: 24) { model, prompt in
      model.hasSuffix("Bases/tiny") ? "Nothing at all." : Self.right(prompt)
    }
    _ = try await life.model.tune(with: .at(ModelLife.python)) { _ in }
    return life
  }

  private func plan(_ life: ModelLife, _ lines: String) throws {
    try life.write(
      "name: voice\nbase: Bases/tiny\ndataset: Sets/voice\n\(lines)\n", to: "Models/voice/tune.yml")
  }

  @Test func `the best run is the present plan's, and compared with its like alone`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root)
      let (model, ada) = (try life.model, try life.ada)
      let earlier = try model.run("best")
      try life.write("another base", to: "Bases/tiny/model.safetensors")
      try plan(life, "trainer: pytorch\nseeds: [3, 4]")
      #expect(throws: NewsroomError.self) { try model.run("best") }
      _ = try await model.tune(with: .at(ModelLife.python)) { _ in }
      // Its loss is higher than that of the earlier plan's runs, which are of another base.
      let best = try model.run("best")
      #expect(best != earlier)
      #expect(try model.outlook().table.rows.map(\.seed) == [3, 4])
      #expect(best == (try model.outlook().table.rows[0].id))
      for subject in ["base", "best"] { _ = try await model.evaluate(subject, order, as: ada) }
      let version = try model.promote("best", as: ada)
      #expect(version.tuning?.loss == 2.3 && version.tuning?.lossStep == 1)
      let why = try model.why("v1").text
      #expect(why.contains("the lowest of 2 runs, the next at 2.4"), "\(why)")
    }
  }

  @Test func `a run that a server tuned is measured and promoted by its name there`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root, prompts: 24) { model, prompt in
        model == "ft:tiny:desk::1" ? Self.right(prompt) : "Nothing at all."
      }
      try plan(life, "trainer: openai")
      let (model, ada) = (try life.model, try life.ada)
      let outcome = try await model.tune(with: .at(ModelLife.python)) { _ in }
      #expect(outcome.failed.isEmpty)
      let run = try #require(outcome.table.rows.first).id.description
      for subject in ["base", run] { _ = try await model.evaluate(subject, order, as: ada) }
      #expect(
        try model.evaluations().map(\.asking.model).sorted() == ["Bases/tiny", "ft:tiny:desk::1"])
      let version = try model.promote(run, as: ada)
      #expect(version.served == "ft:tiny:desk::1" && version.weights == nil)
      #expect(version.tuning?.run.description == run)
      _ = try life.newsroom.deploy("voice", "v1", as: "house", on: [], by: ada)
      #expect(try life.newsroom.gatewayPlan().backends.map(\.model) == ["ft:tiny:desk::1"])
    }
  }

  @Test func `one name at two servers is two candidates`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(
        in: root, prompts: 24,
        server: { url throws(EngineError) in
          ScriptedServer(answer: { _, _ in "This is \(url)." })
        })
      try life.write(
        """
        backends:
          - {name: one, url: 'http://127.0.0.1:9/one'}
          - {name: two, url: 'http://127.0.0.1:9/two'}
        """, to: "gateway.yml")
      let selection = try await life.model.sideBySide(["x@one", "x@two"], order, as: life.ada)
      #expect(
        selection.samples[0].answers == [
          "This is http://127.0.0.1:9/one.", "This is http://127.0.0.1:9/two.",
        ])
    }
  }

  @Test func `names that look alike keep what they answered apart`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root, prompts: 24) { model, prompt in
        model == "base" || model == "gpt-4.1" || model.hasSuffix(":one")
          ? Self.right(prompt) : "Nothing at all."
      }
      let long = "ft:gpt-4.1-mini-2025-04-14:a-team-with-a-long-name:house-voice"
      let names = ["base", "server:base", "server:gpt-4.1", "server:gpt-4-1"]
      let all = names + ["server:\(long):one", "server:\(long):two"]
      for name in all { _ = try await life.model.evaluate(name, order, as: life.ada) }
      #expect(try life.model.evaluations().count == all.count)
      let pairs = [("base", "server:base"), (names[2], names[3]), (all[4], all[5])]
      for (one, other) in pairs {
        let comparison = try life.model.compare(one, with: other)
        #expect(comparison.rows.contains { $0.candidate != $0.baseline })
      }
    }
  }

  @Test func `a server with one model does not answer for another`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root, prompts: 24) { _, prompt in Self.right(prompt) }
      try life.write(
        "backends:\n  - {name: local, url: 'http://127.0.0.1:9/v1', model: large}\n",
        to: "gateway.yml")
      let error = await #expect(throws: NewsroomError.self) {
        try await life.model.evaluate("server:small", order, as: life.ada)
      }
      #expect(error?.remedy.contains("server:large") == true)
      #expect(try await life.model.evaluate("server:large", order, as: life.ada).items == 24)
    }
  }

  @Test func `a set is the same under two paths`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root)
      let (model, ada) = (try life.model, try life.ada)
      try life.write(life.text(of: ModelLife.set), to: "Sets/copy.jsonl")
      let copy = EvaluationOrder(set: "Sets/copy.jsonl")
      _ = try await model.evaluate("base", order, as: ada)
      _ = try await model.evaluate("best", copy, as: ada)
      #expect(try model.compare("best", with: "base").items == 24)
      _ = try await model.evaluate("base", copy, as: ada)
      _ = try await model.evaluate("best", order, as: ada)
      #expect(try model.compare("best", with: "base").items == 24)
      #expect(try model.promote("best", as: ada).measured.count == 1)
    }
  }

  @Test func `promoted weights stay when runs are tidied up, and others do not pass for them`()
    async throws
  {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root)
      let (model, ada) = (try life.model, try life.ada)
      for subject in ["base", "best"] { _ = try await model.evaluate(subject, order, as: ada) }
      let version = try model.promote("best", as: ada)
      let kept = try #require(version.weights).folder
      #expect(try life.text(of: "Models/voice/weights/.gitignore") == "*\n")
      try FileManager.default.removeItem(at: life.root.appending(path: "Models/voice/runs"))
      #expect(try await model.evaluate("v1", order, as: ada).subject.weights == kept)
      _ = try life.newsroom.deploy("voice", "v1", as: "house", on: [], by: ada)
      let served = try #require(try life.newsroom.gatewayPlan().backends.first).model
      #expect(served.hasSuffix(kept))
      #expect(try model.compare("v1", with: "base").verdict.isAllowed)
      try life.write("other", to: "\(kept)/model.safetensors")
      let error = await #expect(throws: NewsroomError.self) {
        try await model.evaluate("v1", order, as: ada)
      }
      #expect(error?.code == .damaged)
    }
  }

  @Test func `what a server calls by a name is asked anew where that is wanted, and only then`()
    async throws
  {
    try await withTemporaryFolder { root in
      try await StandIn.run { server in
        let life = try await ModelLife(
          in: root, prompts: 24,
          server: { _ throws(EngineError) in
            OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: StandIn.key))
          })
        let (model, ada) = (try life.model, try life.ada)
        let first = try await model.evaluate("server:stand-in-1", order, as: ada)
        #expect(server.calls.received == 24)
        #expect(
          try await model.evaluate("server:stand-in-1", order, as: ada).answers == first.answers)
        #expect(server.calls.received == 24)
        _ = try await model.evaluate("server:stand-in-1", order.anew, as: ada)
        #expect(server.calls.received == 48)
        _ = try await model.evaluate("server:stand-in-1", order, as: ada)
        #expect(server.calls.received == 48)
      }
    }
  }
}
