import Core
import Evaluation
import Foundation
import Testing

struct GraderTests {
  private struct Unasked: Error {}

  private static func grader(_ json: String) throws -> Grader {
    try Grader(JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)))
  }

  private static func grade(
    _ json: String, _ output: String, item: [String: JSONValue] = [:], answer: String? = nil
  ) async throws -> Grade {
    let sample = GradedSample(item: .object(item), outputText: output)
    return try await grader(json).grade(sample) { _ in
      guard let answer else { throw Unasked() }
      return answer
    }
  }

  private static func check(_ operation: String) -> String {
    """
    {"type": "string_check", "name": "check", "input": "{{sample.output_text}}",
     "reference": "{{ item.label }}", "operation": "\(operation)"}
    """
  }

  private static func similarity(_ metric: String, more: String = "") -> String {
    """
    {"type": "text_similarity", "name": "alike", "input": "{{sample.output_text}}",
     "reference": "{{item.label}}", "evaluation_metric": "\(metric)"\(more)}
    """
  }

  @Test(arguments: [
    ("eq", "Paris", "Paris", 1.0), ("eq", "Paris", "paris", 0), ("eq", "é", "e\u{301}", 0),
    ("ne", "Paris", "Rome", 1), ("ne", "Paris", "Paris", 0), ("neq", "Paris", "Rome", 1),
    ("like", "in Paris, 2024", "Paris", 1), ("like", "in Paris", "paris", 0),
    ("ilike", "IN DER STRASSE", "straSSe", 1), ("ilike", "Paris", "Rome", 0), ("like", "x", "", 1),
  ])
  func `string_check is 1 or 0`(
    operation: String, output: String, label: String, wanted: Double
  ) async throws {
    let grade = try await Self.grade(
      Self.check(operation), output, item: ["label": .string(label)])
    #expect(grade.score == wanted)
    #expect(grade.isPassed == (wanted == 1))
  }

  @Test(arguments: [
    ("fuzzy_match", 0.7513812154696133), ("gleu", 0.4393939393939394),
    ("meteor", 0.6944444444444445), ("rouge_1", 0.7058823529411765),
    ("rouge_2", 0.5), ("rouge_l", 0.6470588235294118),
  ])
  func `text_similarity is its reference's`(metric: String, wanted: Double) async throws {
    let grade = try await Self.grade(
      Self.similarity(metric, more: ", \"pass_threshold\": 0.6"),
      "It is a guide to action which ensures that the military always obeys the commands of the party",
      item: [
        "label": .string(
          "It is a guide to action that ensures that the military will forever heed Party commands")
      ])
    #expect(abs(grade.score - wanted) < 1e-9, "\(grade.score)")
    #expect(grade.isPassed == (wanted >= 0.6))
  }

  @Test func `BLEU of a sentence is sacrebleu's by 100`() async throws {
    let grade = try await Self.grade(
      Self.similarity("bleu"), "the cat sat on the mat",
      item: ["label": .string("the cat is on the mat")])
    #expect(abs(grade.score - 0.3799178428257963) < 1e-9)
    #expect(grade.isPassed == nil)
  }

  @Test(.enabled(if: References.arePresent, References.absent))
  func `fuzzy_match, gleu and meteor equal rapidfuzz and NLTK`() async throws {
    let pairs = MixedPairs.make(1_100, seed: 9)
    let found = try await References.ask(
      "similarity", References.Pairs(pairs), [String: [Double]].self)
    for (metric, values) in found {
      let grader = try Self.grader(Self.similarity(metric))
      for (pair, wanted) in zip(pairs, values) {
        let sample = GradedSample(
          item: .object(["label": .string(pair.references[0])]), outputText: pair.hypothesis)
        let grade = try await grader.grade(sample) { _ in throw Unasked() }
        #expect(abs(grade.score - wanted) < 1e-9, "\(metric) \(pair)")
      }
    }
  }

  @Test func `variables reach into objects and lists`() async throws {
    let json = """
      {"type": "string_check", "name": "n", "operation": "eq",
       "input": "{{sample.output_json.people[1].name}}/{{ sample.output_json.n }}/{{item.tags}}",
       "reference": "Bo/2/[\\"a\\",1]"}
      """
    let grade = try await Self.grade(
      json, #"{"people": [{"name": "Al"}, {"name": "Bo"}], "n": 2}"#,
      item: ["tags": .array([.string("a"), .integer(1)])])
    #expect(grade.score == 1)
  }

  @Test func `a sample without what is looked at gets nothing, an item is an error`() async throws {
    let json = """
      {"type": "string_check", "name": "n", "operation": "eq", "input": "{{sample.output_json.a}}",
       "reference": "x"}
      """
    let grade = try await Self.grade(json, "no JSON")
    #expect(grade.score == 0)
    #expect(grade.fault == "the sample has no 'sample.output_json.a'")
    let error = await #expect(throws: EvaluationError.self) {
      try await Self.grade(Self.check("eq"), "x")
    }
    #expect(error?.message == "the item has no 'item.label'")
    #expect(error?.code == .unknownVariable)
  }

  private static let score = """
    {"type": "score_model", "name": "judge", "model": "m", "range": [0, 10], "pass_threshold": 5,
     "sampling_params": {"seed": 4, "max_completions_tokens": 50, "temperature": null},
     "input": [{"role": "developer", "content": {"type": "input_text", "text": "Grade."}},
               {"role": "user", "content": [{"type": "output_text", "text": "{{sample.output_text}}"},
                                            "against {{item.label}}"]}]}
    """

  @Test(arguments: [
    (#"{"steps": [], "result": 7.5}"#, 7.5, true, false), (#"{"result": 70}"#, 10, true, false),
    ("-3", 0, false, false), (" 4.5 \n", 4.5, false, false), ("very good", 0, false, true),
    (#"{"result": "6"}"#, 6, true, false), (#"{"score": 6}"#, 0, false, true),
  ])
  func `score_model keeps within its range, and is 0 for what is no number`(
    answer: String, wanted: Double, isPassed: Bool, hasFault: Bool
  ) async throws {
    let grade = try await Self.grade(
      Self.score, "out", item: ["label": .string("l")], answer: answer)
    #expect(grade.score == wanted)
    #expect(grade.isPassed == isPassed)
    #expect((grade.fault != nil) == hasFault)
    #expect(grade.answer == answer)
  }

  @Test func `a model is asked with the values of the variables and the answer's schema`()
    async throws
  {
    let sample = GradedSample(item: .object(["label": .integer(3)]), outputText: "out")
    var asked: ChatRequest?
    _ = try await Self.grader(Self.score).grade(sample) { request in
      asked = request
      return "1"
    }
    let request = try #require(asked)
    #expect(request.model == "m")
    #expect(
      request.messages == [
        ChatMessage(.system, "Grade."), ChatMessage(.user, "out\nagainst 3"),
      ])
    let body = request.body(for: .chat)
    #expect(body["seed"] == .integer(4))
    #expect(body["max_completion_tokens"] == .integer(50))
    #expect(body["temperature"] == nil)
    let schema = body["response_format"]?["json_schema"]?["schema"]
    #expect(schema?["properties"]?["result"]?["type"] == .string("number"))
  }

  @Test(arguments: [
    (#"{"steps": [], "result": "good"}"#, 1.0, false), ("bad", 0, false), ("other", 0, true),
  ])
  func `label_model passes on a label that passes`(
    answer: String, wanted: Double, hasFault: Bool
  ) async throws {
    let json = """
      {"type": "label_model", "name": "l", "model": "m", "labels": ["good", "bad"],
       "passing_labels": ["good"], "input": [{"role": "user", "content": "{{sample.output_text}}"}]}
      """
    let grade = try await Self.grade(json, "x", answer: answer)
    #expect(grade.score == wanted)
    #expect((grade.fault != nil) == hasFault)
  }

  @Test func `a failing model is not a grade of nothing`() async {
    await #expect(throws: Unasked.self) {
      try await Self.grade(Self.score, "x", item: ["label": .string("l")])
    }
  }

  /// The example of OpenAI's guide.
  private static let multi = """
    {"type": "multi", "graders": {
      "name": {"name": "name_grader", "type": "text_similarity",
        "input": "{{sample.output_json.name}}", "reference": "{{item.name}}",
        "evaluation_metric": "fuzzy_match", "pass_threshold": 0.9},
      "email": {"name": "email_grader", "type": "string_check",
        "input": "{{sample.output_json.email}}", "reference": "{{item.email}}", "operation": "eq"}},
     "calculate_output": "(name + email) / 2"}
    """

  @Test func `multi makes one figure of several`() async throws {
    let grade = try await Self.grade(
      Self.multi, #"{"name": "John Do", "email": "john@example.org"}"#,
      item: ["name": .string("John Doe"), "email": .string("john@example.org")])
    #expect(abs(grade.score - (14.0 / 15 + 1) / 2) < 1e-12)
    #expect(grade.parts.map(\.name) == ["email_grader", "name_grader"])
  }

  @Test func `a list of graders goes by name, or by type where that is unique`() async throws {
    let json = """
      {"type": "multi", "name": "both", "graders": [
        \(Self.check("eq")),
        \(Self.similarity("rouge_1"))],
       "calculate_output": "0.25 * check + 0.75 * text_similarity_score"}
      """
    let grade = try await Self.grade(json, "a b", item: ["label": .string("a c")])
    #expect(abs(grade.score - 0.375) < 1e-12)
  }

  @Test func `a division by nothing is a fault`() async throws {
    let json = """
      {"type": "multi", "name": "m", "graders": [\(Self.check("eq"))], "calculate_output": "1 / check"}
      """
    let grade = try await Self.grade(json, "a", item: ["label": .string("b")])
    #expect(grade.score == 0)
    #expect(grade.fault == "the formula '1 / check' gives no number")
  }

  @Test(arguments: [
    (#"{"type": "python", "name": "p", "source": "def grade(s, i): return 1"}"#, "python grader"),
    (similarity("cosine"), "embedding model"), (similarity("bert"), "there is no metric 'bert'"),
    (check("gt"), "'gt' is none of eq, ne, like, ilike"), (#"{"type": "toss"}"#, "'toss'"),
    (#"{"name": "x"}"#, "$.type: it is no text"), ("[]", "$.type: it is no text"),
    (
      #"{"type": "string_check", "name": "n", "operation": "eq", "input": "{{x}}", "reference": ""}"#,
      "'{{x}}' is no variable"
    ),
    (
      #"{"type": "string_check", "name": "n", "operation": "eq", "input": "{{item.a", "reference": ""}"#,
      "is not closed"
    ),
    (
      #"{"type": "multi", "name": "m", "graders": {}, "calculate_output": "1"}"#,
      "$.graders: there are none"
    ),
    (
      #"{"type": "multi", "name": "m", "graders": [\#(check("eq"))], "calculate_output": "chek"}"#,
      "there is no grader 'chek', only check"
    ),
    (
      #"{"type": "multi", "name": "m", "graders": [\#(check("eq")), \#(check("ne"))], "calculate_output": "check"}"#,
      "several graders are called 'check'"
    ),
    (
      #"{"type": "multi", "name": "m", "graders": {"a": \#(multi)}, "calculate_output": "a"}"#,
      "cannot stand in another"
    ),
    (
      #"{"type": "label_model", "name": "l", "model": "m", "labels": ["a"], "passing_labels": ["b"], "input": [{"role": "user", "content": "x"}]}"#,
      "'b' is none of the labels"
    ),
    (
      #"{"type": "score_model", "name": "s", "model": "m", "input": [{"role": "user", "content": {"type": "input_image", "image_url": "x"}}]}"#,
      "$.input[0].content: a part of the type 'input_image'"
    ),
  ])
  func `what cannot be run is said, with its place`(json: String, message: String) {
    let error = #expect(throws: EvaluationError.self) { try Self.grader(json) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.remedy.isEmpty == false)
  }
}
