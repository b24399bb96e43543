import Core
import Engines
import Formats
import Testing

/// Replies that are not quite what they should be: they are paid for all the same.
struct ReplyReadingTests {
  private func ask(_ body: String, answer: JSONValue? = nil) async throws -> [CallAttempt] {
    let record = LedgerInMemory()
    try await ScriptedServer.run([.respond(200, body: body)]) { server in
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "sk-1234567890abcdef"),
        clock: TimeOfTests().clock)
      var asked = request()
      asked.request = BatchRequest(
        customID: "one",
        ChatRequest(
          model: "mock-gpt", messages: [ChatMessage(.user, "Write it.")],
          answer: answer.map { AnswerSchema(name: "draft", schema: $0) }))
      _ = try? await engine.answer(asked, in: record.ledger)
    }
    return record.attempts
  }

  @Test(
    arguments: [
      #"{"model":"m","choices":[{"message":{"content":"A"},"logprobs":{"p":[NaN,-Infinity]}}]}"#,
      "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"A\tB\"}}]}",
      #" {"model":"m","choices":[{"message":{"content":"\ud800"},"index":"0"}],"usage":"none"} "#,
      #"{"model":"m","choices":[{"message":{"content":"A","n":1e999}}],"usage":{"prompt_tokens":1.5}}"#,
    ])
  func `a reply is not lost over what some servers write`(body: String) async throws {
    let attempts = try await ask(body)
    #expect(attempts.map(\.outcome) == [.answered])
    #expect(attempts.first?.modelAnswered == "m")
  }

  @Test(
    arguments: [
      #"{"model":"m","choices":[{"message":{"content":"A"}}]"#, #"{"model":"m"}"#,
      #"{"choices":[{"message":"A"}]}"#, #"{"choices":[{"message":{"content":"A"}}]} more"#,
      #"{"choices":[{"message":{"content":"A"}},]}"#, "[]", "",
    ])
  func `what is no whole reply is none`(body: String) async throws {
    #expect(try await ask(body).first?.outcome == .failed)
  }

  /// What is said of the tokens of the answer "A B", and what is kept of it.
  @Test(
    arguments: [
      (
        #"{"content":[{"logprob":-0.5},{"logprob":-1}]}"#,
        AnswerLikelihood(logProbability: -1.5, tokens: 2)
      ),
      (#"{"content":[{"logprob":0},{"logprob":-3e-1}]}"#, .init(logProbability: -0.3, tokens: 2)),
      (
        #"{"content":[{"logprob":-9999.0},{"logprob":-1}]}"#,
        .init(logProbability: -1, tokens: 2, unsaid: 1)
      ),
      (
        #"{"content":[{"logprob":-Infinity},{"logprob":NaN},{"logprob":-1e999},{"p":1}]}"#,
        .init(logProbability: 0, tokens: 4, unsaid: 4)
      ),
      (#"{"content":[]}"#, nil), (#"{"content":[{"logprob":0.7}]}"#, nil),
      (#"{"content":[-0.5]}"#, nil), (#"{"content":{"logprob":-1}}"#, nil), ("null", nil),
      (#"{"tokens":["A"],"token_logprobs":[-0.5]}"#, nil),
    ] as [(String, AnswerLikelihood?)])
  func `of how likely tokens were, their sum and number are kept`(
    said: String, kept: AnswerLikelihood?
  ) async throws {
    let body = #"{"choices":[{"message":{"content":"A B"},"logprobs":\#(said)}]}"#
    let reply = try await ScriptedServer.run([.respond(200, body: body)]) { server in
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "sk-1234567890abcdef"),
        clock: TimeOfTests().clock)
      return try await engine.answer(request(), in: .none)
    }
    #expect(reply.candidates.map(\.likelihood) == [kept])
  }

  @Test func `the form that an answer lacks is named with its path`() async throws {
    let schema = try JSONValue(
      json: #"{"properties":{"steps":{"items":{"type":"string","pattern":"^(a+)+$"}}}}"#)
    let wrong = String(repeating: "a", count: 5000) + "!"
    let body =
      #"{"choices":[{"message":{"content":"{\"steps\":[\"a\",\"\#(wrong)\",3]}"}}]}"#
    let attempt = try #require(try await ask(body, answer: schema).first)
    #expect(attempt.outcome == .invalid)
    #expect(
      attempt.failure?.message
        == "candidate 0 is not the JSON that was asked for: "
        + "$.steps[1]: it does not match ^(a+)+$")
  }

  @Test func `an answer that is no JSON is told of with the place`() async throws {
    let body = #"{"choices":[{"message":{"content":"{\"a\":1,\n}"}}]}"#
    let attempt = try #require(
      try await ask(body, answer: .object(["type": .string("object")])).first)
    #expect(
      attempt.failure?.message
        == "candidate 0 is not the JSON that was asked for: "
        + "line 2, column 1: nothing follows the comma")
  }
}
