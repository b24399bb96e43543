import Core
import Evaluation
import Foundation
import Gateway
import Newsroom
import TestSupport
import Testing
import Tuning

/// A model from its plan to an alias, through the use cases.
@Suite(.enabled(if: !ModelLife.python.isEmpty, "python3 is not installed here"))
struct ModelLifeTests {
  private static func number(in prompt: String) -> String {
    prompt.filter(\.isNumber)
  }

  /// The answer that is wanted.
  private static func right(_ prompt: String) -> String {
    "The answer to it is number \(number(in: prompt)) of many."
  }

  private func tuned(
    in root: URL, answer: @escaping @Sendable (String, String) -> String?
  ) async throws -> ModelLife {
    let life = try await ModelLife(in: root, prompts: 24, answer: answer)
    let outcome = try await life.model.tune(with: .at(ModelLife.python)) { _ in }
    #expect(outcome.end == "done")
    #expect(outcome.failed.isEmpty)
    return life
  }

  @Test func `a plan's runs are tuned once, and the best is known by its loss`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { _, prompt in Self.right(prompt) }
      let outlook = try life.model.outlook()
      #expect(outlook.left == 0)
      #expect(outlook.table.rows.map(\.state) == ["completed", "completed"])
      #expect(try life.model.run("best") == outlook.table.rows[0].id)
      let again = try await life.model.tune(with: .at(ModelLife.python)) { _ in }
      #expect(again.table.rows.map(\.attempts) == [1, 1])
      let page = String(decoding: try life.model.page(of: outlook.table.rows[0].id), as: UTF8.self)
      #expect(page.contains("<svg"))
      #expect(throws: NewsroomError.self) { try life.model.run("zz") }
    }
  }

  @Test func `what is better than the base is promoted, with its record and card`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { model, prompt in
        model.hasSuffix("Bases/tiny") ? "Nothing at all." : Self.right(prompt)
      }
      let (model, ada) = (try life.model, try life.ada)
      let order = EvaluationOrder(set: ModelLife.set)
      #expect(throws: NewsroomError.self) { try model.promote("best", as: ada) }
      _ = try await model.evaluate("base", order, as: ada)
      let report = try await model.evaluate("best", order, as: ada)
      let exact = report.figures.first { $0.score.name == "exact_match" }
      #expect(exact?.score.value == 1)
      #expect(report.figures.first { $0.score.name == "grounded" }?.score.value == 1)
      let comparison = try model.compare("best", with: "base")
      #expect(comparison.verdict.isAllowed)
      let version = try model.promote("best", reason: "It knows the answers.", as: ada)
      #expect(version.label == "voice/v1")
      #expect(version.gate.against == "base")
      #expect(try model.versions() == [version])
      #expect(try life.text(of: "Models/voice/v1/CARD.md").contains("It knows the answers."))
      #expect(try !life.text(of: "Models/voice/v1/model.yml").contains("e+"))
      let why = try model.why("v1")
      #expect(why.text.contains("It knows the answers.") && why.text.contains("chrF2"))
      // The same again is no second version.
      #expect(throws: NewsroomError.self) { try model.promote("best", as: ada) }
    }
  }

  @Test func `what may be worse is not promoted, unless a person says why`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { model, prompt in
        model.hasSuffix("Bases/tiny") ? Self.right(prompt) : "Nothing at all."
      }
      let (model, ada) = (try life.model, try life.ada)
      for subject in ["base", "best"] {
        _ = try await model.evaluate(subject, EvaluationOrder(set: ModelLife.set), as: ada)
      }
      #expect(try !model.compare("best", with: "base").verdict.isAllowed)
      #expect(throws: NewsroomError.self) { try model.promote("best", as: ada) }
      #expect(throws: NewsroomError.self) { try model.promote("best", override: "  ", as: ada) }
      #expect(try model.versions().isEmpty)
      let version = try model.promote("best", override: "To try the loop.", as: ada)
      #expect(!version.gate.isAllowed)
      #expect(version.gate.override == "To try the loop.")
    }
  }

  @Test func `an alias stands for what was deployed, and goes back step by step`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { _, prompt in Self.right(prompt) }
      let (model, ada, newsroom) = (try life.model, try life.ada, life.newsroom)
      let runs = try model.outlook().table.rows.map { "\($0.id)" }
      for subject in ["base"] + runs {
        _ = try await model.evaluate(subject, EvaluationOrder(set: ModelLife.set), as: ada)
      }
      for run in runs { _ = try model.promote(run, as: ada) }
      func deploy(_ version: String, weight: Double? = nil) throws -> String {
        try newsroom.deploy("voice", version, as: "house", on: [], weight: weight, by: ada).summary
      }
      #expect(try deploy("v1") == "voice/v1")
      #expect(try deploy("v2", weight: 10) == "voice/v1 90 %, voice/v2 10 %")
      #expect(try deploy("v2") == "voice/v2")
      let plan = try newsroom.gatewayPlan()
      #expect(plan.aliases.map(\.name) == ["house"])
      #expect(plan.backends.map(\.name) == ["local/voice/v2"])
      let kept = try #require(try model.versions().last?.weights).folder
      #expect(plan.backends.first?.model.hasSuffix(kept) == true)
      #expect(try newsroom.rollback("house", by: ada).summary == "voice/v1 90 %, voice/v2 10 %")
      #expect(try newsroom.rollback("house", by: ada).summary == "voice/v1")
      #expect(throws: NewsroomError.self) { try newsroom.rollback("house", by: ada) }
      #expect(throws: NewsroomError.self) { try deploy("v3") }
      // Weights that are not what was promoted are not served.
      try life.write("other", to: "\(kept)/model.safetensors")
      #expect(throws: NewsroomError.self) { try deploy("v2") }
    }
  }

  @Test func `prompts that fail count as empty answers, and are said`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { _, prompt in
        prompt.contains("7") ? nil : Self.right(prompt)
      }
      let report = try await life.model.evaluate(
        "best", EvaluationOrder(set: ModelLife.set), as: life.ada)
      #expect(report.taken.failed == 2)
      #expect(report.taken.answered == 22)
      let exact = report.figures.first { $0.score.name == "exact_match" }?.score.value ?? 0
      #expect(abs(exact - 22.0 / 24) < 1e-9)
      let grounded = report.figures.first { $0.score.name == "grounded" }?.score.value ?? 0
      #expect(abs(grounded - 22.0 / 24) < 1e-9)
      // Nothing is decided on what was not answered.
      let order = EvaluationOrder(set: ModelLife.set)
      _ = try await life.model.evaluate("base", order, as: life.ada)
      let verdict = try life.model.compare("best", with: "base").verdict
      #expect(!verdict.isAllowed && verdict.reason.contains("what failed is asked again"))
      #expect(throws: NewsroomError.self) { try life.model.promote("best", as: life.ada) }
    }
  }

  @Test func `graders are run here, and decide where they are there`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { model, prompt in
        model.hasSuffix("Bases/tiny") ? "many" : Self.right(prompt)
      }
      try life.write(
        #"{"type":"string_check","name":"ends","operation":"like","input":"{{sample.output_text}}","#
          + #""reference":"many"}"#, to: "grader.json")
      let order = EvaluationOrder(
        set: ModelLife.set, graders: life.root.appending(path: "grader.json").path)
      for subject in ["base", "best"] {
        _ = try await life.model.evaluate(subject, order, as: life.ada)
      }
      let comparison = try life.model.compare("best", with: "base")
      #expect(comparison.rows.filter(\.isDeciding).map(\.name) == ["grade:ends"])
      #expect(comparison.verdict.isAllowed)
    }
  }

  @Test func `what was asked in different ways does not compare`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { _, prompt in Self.right(prompt) }
      let (model, ada) = (try life.model, try life.ada)
      let order = EvaluationOrder(set: ModelLife.set)
      _ = try await model.evaluate("base", order, as: ada)
      _ = try await model.evaluate(
        "best", EvaluationOrder(set: ModelLife.set, maxTokens: 8), as: ada)
      let error = #expect(throws: NewsroomError.self) { try model.compare("best", with: "base") }
      #expect(error?.code == .refused && error?.remedy.contains("--max-tokens 512") == true)
      _ = try await model.evaluate("best", order, as: ada)
      #expect(try model.compare("best", with: "base").verdict.isAllowed)
    }
  }

  @Test func `where labels are wanted, accuracy and F1 are measured`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root) { model, prompt in
        let isEven = (Int(prompt.filter(\.isNumber)) ?? 0) % 2 == 0
        return model == "one" ? (isEven ? "Even." : "odd") : "It is odd"
      }
      let lines = (1...24).map { number in
        #"{"messages":[{"role":"user","content":"\#(number)"},"#
          + #"{"role":"assistant","content":"\#(number % 2 == 0 ? "even" : "odd")"}]}"#
      }
      try life.write(lines.joined(separator: "\n"), to: "labels.jsonl")
      let model = try life.model
      func figures(of subject: String) async throws -> [Double?] {
        let report = try await model.evaluate(
          subject, EvaluationOrder(set: "labels.jsonl"), as: life.ada)
        return ["accuracy", "macro_f1"].map { name in
          report.figures.first { $0.score.name == name }?.score.value
        }
      }
      #expect(try await figures(of: "server:one") == [1, 1])
      #expect(try await figures(of: "server:two") == [0, 0])
      let comparison = try model.compare("server:one", with: "server:two")
      #expect(comparison.rows.first { $0.name == "macro_f1" }?.difference.difference == 1)
      #expect(comparison.rows.first { $0.name == "exact_match" }?.difference.test == .mcNemar)
    }
  }

  @Test func `a few prompts let nothing pass, unless a person says why`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root) { model, prompt in
        model.hasSuffix("Bases/tiny") ? "Nothing at all." : Self.right(prompt)
      }
      let (model, ada) = (try life.model, try life.ada)
      _ = try await model.tune(with: .at(ModelLife.python)) { _ in }
      for subject in ["base", "best"] {
        _ = try await model.evaluate(subject, EvaluationOrder(set: ModelLife.set), as: ada)
      }
      let error = #expect(throws: NewsroomError.self) { try model.promote("best", as: ada) }
      #expect(error?.message.contains("12 prompts are too few to tell") == true)
      let version = try model.promote("best", override: "It is a trial.", as: ada)
      #expect(try model.why(version.version).text.hasSuffix("the same: It is a trial."))
    }
  }

  @Test func `a judge that refuses one question costs one grade`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { model, prompt in
        guard model == "judge" else { return prompt.contains("9?") ? nil : Self.right(prompt) }
        return prompt.contains("number 7 ") ? nil : #"{"steps": [], "result": 0.5}"#
      }
      try life.write(
        #"{"type":"score_model","name":"good","model":"judge","input":[{"role":"user","#
          + #""content":"Rate: {{sample.output_text}}"}]}"#, to: "grader.json")
      let order = EvaluationOrder(
        set: ModelLife.set, graders: life.root.appending(path: "grader.json").path)
      let (model, ada) = (try life.model, try life.ada)
      let report = try await model.evaluate("best", order, as: ada)
      #expect(report.judge == .init(endpoint: "127.0.0.1:9", models: ["judge"]))
      #expect(report.taken.failed == 2 && report.taken.ungraded == 1)
      let grade = report.figures.first { $0.score.name == "grade:good" }?.score.value ?? 0
      #expect(abs(grade - 0.5 * 21 / 24) < 1e-9)
      _ = try await model.evaluate("base", order, as: ada)
      let reason = try model.compare("best", with: "base").verdict.reason
      #expect(reason.contains("are missing (1)") && reason.contains("2 of 24 prompts"))
    }
  }

  @Test func `a set that is none is named by its line`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { _, prompt in Self.right(prompt) }
      for (text, place) in [
        ("{}\n", "bad.jsonl:1"), ("\n{", "bad.jsonl:2"),
        (#"{"messages":[{"role":"user","content":"a"}]}"#, "bad.jsonl:1"),
      ] {
        try life.write(text, to: "bad.jsonl")
        let error = await #expect(throws: NewsroomError.self) {
          try await life.model.evaluate("best", EvaluationOrder(set: "bad.jsonl"), as: life.ada)
        }
        #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
      }
    }
  }

  @Test func `models are put side by side, and what is chosen is written down with why`()
    async throws
  {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root) { model, prompt in
        model == "large" ? Self.right(prompt) : "Nothing at all."
      }
      let (model, ada) = (try life.newsroom.newModel("desk-voice"), try life.ada)
      let candidates = ["small@local", "large@local"]
      let selection = try await model.sideBySide(
        candidates, EvaluationOrder(set: ModelLife.set), as: ada)
      #expect(selection.samples.count == 3)
      #expect(selection.samples[0].answers == ["Nothing at all.", selection.samples[0].reference])
      #expect(throws: NewsroomError.self) {
        try model.choose("other@local", of: candidates, in: selection, reason: "a", as: ada)
      }
      let choice = try model.choose(
        "large@local", of: candidates, in: selection, reason: "It knows.", as: ada)
      #expect(choice.measured.map { $0.figures["exact_match"] } == [0, 1])
      #expect(try life.text(of: "Models/desk-voice/selection.yml").contains("large@local"))
      await #expect(throws: NewsroomError.self) {
        try await model.sideBySide(["small"], EvaluationOrder(set: ModelLife.set), as: ada)
      }
      #expect(throws: NewsroomError.self) { try life.newsroom.newModel("../x") }
    }
  }

  @Test func `models, bases and what a server offers are listed`() async throws {
    try await withTemporaryFolder { root in
      let life = try await tuned(in: root) { _, prompt in Self.right(prompt) }
      let list = try await life.newsroom.modelList(asking: ["local"])
      #expect(list.own.map(\.name) == ["voice"])
      #expect(list.own.first?.tuned == 2)
      #expect(list.bases.map(\.folder) == ["Bases/tiny"])
      #expect(list.offered.first?.warning?.contains("old-1") == true)
    }
  }
}
