import Core
import Foundation
import Gateway
import Newsroom
import TestSupport
import Testing
import Tuning

/// What aliases stand for when files change below them, as after a merge.
@Suite(.enabled(if: !ModelLife.python.isEmpty, "python3 is not installed here"))
struct ModelLifeAliasTests {
  /// A desk with two versions; `house` stood for the first one and stands for the second, `other` stands
  /// for the first.
  private func deployed(in root: URL) async throws -> ModelLife {
    let life = try await ModelLife(in: root, prompts: 24) { _, prompt in
      "The answer to it is number \(prompt.filter(\.isNumber)) of many."
    }
    let (model, ada) = (try life.model, try life.ada)
    _ = try await model.tune(with: .at(ModelLife.python)) { _ in }
    let runs = try model.outlook().table.rows.map { "\($0.id)" }
    for subject in ["base"] + runs {
      _ = try await model.evaluate(subject, EvaluationOrder(set: ModelLife.set), as: ada)
    }
    for run in runs { _ = try model.promote(run, as: ada) }
    for (version, alias) in [("v1", "house"), ("v2", "house"), ("v1", "other")] {
      _ = try life.newsroom.deploy("voice", version, as: alias, on: [], by: ada)
    }
    return life
  }

  @Test func `another model under a version's name is not what was deployed`() async throws {
    try await withTemporaryFolder { root in
      let life = try await deployed(in: root)
      #expect(try life.newsroom.verify().findings.isEmpty)
      let file = "Models/voice/v2/model.yml"
      try life.write(life.text(of: file) + "reason: Another.\n", to: file)
      let (_, findings) = try life.newsroom.aliases()
      #expect(findings.map(\.rule) == ["alias-damaged"])
      #expect(findings.first?.remedy.contains("model deploy voice v2 --alias house") == true)
      #expect(try life.newsroom.verify().findings == findings)
      #expect(try life.newsroom.gatewayPlan().aliases.map(\.name) == ["other"])
      // The way back to what was not touched is open, and so is the way on.
      #expect(try life.newsroom.rollback("house", by: life.ada).summary == "voice/v1")
      _ = try life.newsroom.deploy("voice", "v2", as: "house", on: [], by: life.ada)
      #expect(try life.newsroom.gatewayPlan().aliases.map(\.name) == ["house", "other"])
    }
  }

  @Test func `an alias in conflict is in the way of none but itself`() async throws {
    try await withTemporaryFolder { root in
      let life = try await deployed(in: root)
      let served = ServedAliases()
      #expect(try life.newsroom.gatewayPlan(after: served).aliases.count == 2)
      let file = "Models/aliases/other.yml"
      try life.write("<<<<<<< HEAD\n" + life.text(of: file), to: file)
      let (aliases, findings) = try life.newsroom.aliases()
      #expect(aliases.map(\.alias) == ["house"])
      #expect(findings.map { $0.place?.file } == [file])
      #expect(try life.newsroom.rollback("house", by: life.ada).summary == "voice/v1")
      #expect(try await life.newsroom.modelList(asking: []).findings.count == 1)
      // A gateway at work goes on with what it had of the broken one.
      let plan = try life.newsroom.gatewayPlan(after: served)
      #expect(plan.aliases.map(\.name).sorted() == ["house", "other"])
      #expect(served.findings == findings)
      #expect(throws: NewsroomError.self) { try life.newsroom.rollback("other", by: life.ada) }
    }
  }

  @Test func `a rollback serves no weights that are not what was promoted, unless it must`()
    async throws
  {
    try await withTemporaryFolder { root in
      let life = try await deployed(in: root)
      let kept = try #require(try life.model.versions().first?.weights).folder
      try life.write("other", to: "\(kept)/model.safetensors")
      let error = #expect(throws: NewsroomError.self) {
        try life.newsroom.rollback("house", by: life.ada)
      }
      #expect(error?.code == .damaged)
      let alias = try life.newsroom.rollback("house", isForced: true, by: life.ada)
      #expect(alias.summary == "voice/v1")
    }
  }
}
