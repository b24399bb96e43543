import Core
import Engines
import Evaluation
import Formats
import Foundation
import Newsroom
import StandIn
import TestSupport
import Testing

/// What models are measured by, beside the texts of their answers.
struct ModelMeasureTests {
  private static let base = "server:stand-in-1"

  private func figure(
    _ name: String, of report: EvaluationReport
  ) -> EvaluationReport.Figure? {
    report.figures.first { $0.score.name == name }
  }

  /// Runs a test's body with a desk whose server is a stand-in.
  private func withStandIn(
    _ body: (StandIn, ModelLife) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { root in
      try await StandIn.run { server in
        let base = server.baseURL
        let clock = Hasty().clock
        let life = try await ModelLife(
          in: root,
          server: { _ throws(EngineError) in
            OpenAIEngine(try OpenAISettings(baseURL: base, key: StandIn.key), clock: clock)
          })
        try await body(server, life)
      }
    }
  }

  // MARK: Perplexity

  @Test func `perplexity is of the server's own log-probabilities, which are asked for anew`()
    async throws
  {
    try await withStandIn { server, life in
      let (model, ada) = (try life.model, try life.ada)
      let without = try await model.evaluate(
        Self.base, EvaluationOrder(set: ModelLife.set), as: ada)
      #expect(figure("perplexity", of: without) == nil && without.notes == nil)
      #expect(server.calls.received == 12)
      let order = EvaluationOrder(set: ModelLife.set, logProbabilities: true)
      let report = try await model.evaluate(Self.base, order, as: ada)
      // What was answered without them is no answer to this.
      #expect(server.calls.received == 24)
      let perplexity = try #require(figure("perplexity", of: report))
      let interval = try #require(perplexity.interval)
      #expect(!perplexity.isHigherBetter && interval.method == .bca)
      #expect(1 < interval.low && interval.low < perplexity.score.value)
      #expect(perplexity.score.value < interval.high && interval.high < 3)
      #expect(report.notes == nil && report.asking.logProbabilities == true)
      // From the record it is the same.
      let again = try await model.evaluate(Self.base, order, as: ada)
      #expect(server.calls.received == 24)
      #expect(figure("perplexity", of: again) == perplexity)
    }
  }

  @Test(
    arguments: [
      (Fault.noLogProbabilities, "the server gave no log-probabilities"),
      (.unlikelyToken, "of 12 tokens in 12 answers"), (.unprocessable, "there is no answer"),
    ])
  func `where the server does not say how likely all tokens were, that is said`(
    fault: Fault, reason: String
  ) async throws {
    try await withStandIn { server, life in
      let report = try await life.model.evaluate(
        "server:\(fault.rawValue)", EvaluationOrder(set: ModelLife.set, logProbabilities: true),
        as: life.ada)
      #expect(figure("perplexity", of: report) == nil)
      #expect(report.notes?.count == 1 && report.notes?.first?.contains(reason) == true)
    }
  }

  @Test func `a prompt that failed leaves the perplexity of the others, and is said`()
    async throws
  {
    try await withTemporaryFolder { root in
      let likelihood = AnswerLikelihood(logProbability: -2, tokens: 4)
      let life = try await ModelLife(in: root, likelihood: likelihood) { _, prompt in
        prompt.contains("7") ? nil : "Yes."
      }
      let order = EvaluationOrder(set: ModelLife.set, logProbabilities: true)
      let (model, ada) = (try life.model, try life.ada)
      let report = try await model.evaluate("server:one", order, as: ada)
      let perplexity = try #require(figure("perplexity", of: report)?.score.value)
      #expect(abs(perplexity - Foundation.exp(0.5)) < 1e-12)
      #expect(report.notes == ["Perplexity is of the 11 answers that there are."])
      // Beside a model that was measured without, it is left out and named.
      _ = try await model.evaluate("server:two", EvaluationOrder(set: ModelLife.set), as: ada)
      let comparison = try model.compare("server:one", with: "server:two")
      #expect(comparison.rows.allSatisfy { $0.name != "perplexity" })
      #expect(comparison.leftOut.map(\.name) == ["perplexity"])
      #expect(comparison.leftOut.first?.reason.contains("'two'") == true)
      _ = try await model.evaluate("server:two", order, as: ada)
      let both = try model.compare("server:one", with: "server:two")
      let row = try #require(both.rows.first { $0.name == "perplexity" })
      #expect(row.difference.difference == 0 && !row.isDeciding && both.leftOut.isEmpty)
    }
  }

  // MARK: Form and style

  @Test func `an answer has the form of the wanted one, or it has not`() async throws {
    let cases: [(wanted: String, answer: String, isSame: Bool)] = [
      ("Plain words.", "Others.\n\nTwo paragraphs.", true),
      ("Plain words.", "# A\n\nWords.", false),
      ("Plain words.", " \n", false), ("Plain words.", #"{"a":1}"#, false),
      (#"{"a":1,"b":2}"#, " {\"b\":[],\n\"a\":null}\n", true),
      (#"{"a":1}"#, #"{"a":1,"c":2}"#, false),
      (#"{"a":1}"#, "```json\n{\"a\":1}\n```", false), (#"{"a":1}"#, #"{"a":1"#, false),
      ("[1,2]", "[]", true), ("[1]", #"{"a":1}"#, false),
      ("# A\n\n- b\n", "## C\n\nWords.\n\n1. d", true), ("# A\n\n- b\n", "## C\n\nWords.", false),
      ("| a |\n| - |\n| b |\n", "Words.\n\n| c |\n| - |\n| d |", true),
      ("| a |\n| - |\n| b |\n", "a | b", false), ("```\na\n```", "    b", true),
      ("> a", "a", false),
    ]
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root) { _, prompt in
        Int(prompt).map { cases[$0].answer }
      }
      for (number, wanted) in cases.map(\.wanted).enumerated() {
        let chat = JSONValue.object([
          "messages": .array([
            .object(["role": .string("user"), "content": .string("\(number)")]),
            .object(["role": .string("assistant"), "content": .string(wanted)]),
          ])
        ])
        let set = "Sets/form/\(number).jsonl"
        try life.write(String(decoding: CanonicalJSON.line(chat), as: UTF8.self), to: set)
        for (model, isSame) in [("whole", cases[number].isSame), ("cut-short", false)] {
          let report = try await life.model.evaluate(
            "server:\(model)", EvaluationOrder(set: set), as: life.ada)
          #expect(
            figure("format", of: report)?.score.value == (isSame ? 1 : 0), "\(cases[number])")
        }
      }
    }
  }

  @Test func `answers are held against the desk's house style, and two styles do not compare`()
    async throws
  {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root) { _, prompt in
        switch prompt {
        case "Question 1?": nil
        case "Question 2?": "Members utilise rooms."
        case "Question 3?":
          "One two three four five six seven eight nine ten eleven twelve thirteen."
        // Links and sentences that are wanted of every text are no answer's business.
        case "Question 4?": "See [here](nowhere)."
        default: "Members use rooms."
        }
      }
      let (model, ada) = (try life.model, try life.ada)
      let path = "Templates/house-style.yml"
      let style = """
        avoid: [{term: utilise, use: use, because: the plain word is known}]
        maxSentenceWords: 12
        maxReadingGrade: 10
        required: [Rooms are free.]

        """
      try life.write(style, to: path)
      let order = EvaluationOrder(set: ModelLife.set)
      let first = try await model.evaluate("server:one", order, as: ada)
      let kept = try #require(figure("house-style", of: first))
      #expect(kept.score.value == 0.75 && kept.interval != nil)
      #expect(first.houseStyle == Digest(of: style))
      #expect(kept.score.signature.contains(Digest(of: style).hex(12)))
      _ = try await model.evaluate("server:two", order, as: ada)
      let alike = try model.compare("server:two", with: "server:one")
      #expect(alike.rows.contains { $0.name == "house-style" } && alike.leftOut.isEmpty)

      try life.write(style.replacing("12", with: "13"), to: path)
      let other = try await model.evaluate("server:two", order, as: ada)
      #expect(figure("house-style", of: other)?.score.value == 10.0 / 12)
      let comparison = try model.compare("server:two", with: "server:one")
      #expect(!comparison.rows.contains { $0.name == "house-style" })
      #expect(comparison.leftOut.map(\.name) == ["house-style"])
      #expect(comparison.leftOut.first?.reason.contains("different ways") == true)

      try life.write("avoid: []\nmaxSentenceWords: many\n", to: path)
      let refusal = await #expect(throws: NewsroomError.self) {
        try await model.evaluate("server:one", order, as: ada)
      }
      #expect(refusal?.message.contains("house-style.yml:2") == true, "\(refusal?.message ?? "")")
    }
  }

  // MARK: Records

  @Test func `a record of before there was more to measure is read`() async throws {
    try await withTemporaryFolder { root in
      let life = try await ModelLife(in: root, prompts: 24) { _, _ in "Yes." }
      let (model, ada) = (try life.model, try life.ada)
      for subject in ["server:one", "server:two"] {
        _ = try await model.evaluate(subject, EvaluationOrder(set: ModelLife.set), as: ada)
      }
      let folder = try #require(
        FileManager.default.subpathsOfDirectory(atPath: life.root.path)
          .first { $0.contains("/one-") && $0.hasSuffix("/answers.jsonl") }
      )
      .dropLast("/answers.jsonl".count)
      let (answers, report) = ("\(folder)/answers.jsonl", "\(folder)/report.json")
      let newer = ["likelihood", "isInHouseStyle", "houseStyle", "notes", "logProbabilities"]
      let lines = try life.text(of: answers).split(separator: "\n").map { line in
        String(decoding: try Self.without(newer, in: Data(line.utf8)), as: UTF8.self)
      }
      let old = lines.joined(separator: "\n") + "\n"
      try life.write(old, to: answers)
      let text = try life.text(of: report)
        .replacing(/"answers"\s*:\s*"[^"]*"/, with: "\"answers\":\"\(Digest(of: old))\"")
      let older = try Self.without(newer, in: Data(text.utf8))
      try life.write(String(decoding: older, as: UTF8.self), to: report)
      #expect(try model.evaluations().count == 2)
      #expect(try model.compare("server:one", with: "server:two").verdict.isAllowed)
    }
  }

  private static func without(_ names: [String], in json: Data) throws -> Data {
    var object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    for name in names { object[name] = nil }
    return try JSONSerialization.data(withJSONObject: object)
  }
}
