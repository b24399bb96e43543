import Core
import Engines
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import StandIn
import TestSupport
import Testing

/// Each fault ends in a stated outcome, and no key is in any of it.
///
/// One after the other: a hundred servers at once would keep a small machine from answering in time.
@Suite(.serialized) struct FaultTests {
  private static let key = "sk-fault+Suite/Key=0123456789abcdefghij"

  /// What a fault comes to: the error's kind, `nil` for an answer, and the tries' outcomes.
  private struct End: Equatable {
    var error: String?
    var outcomes: [CallAttempt.Outcome]

    init(_ error: EngineError.Code?, _ outcomes: CallAttempt.Outcome...) {
      self.error = error?.name
      self.outcomes = outcomes
    }
  }

  /// How an answer is asked for.
  enum Way: CaseIterable, Sendable {
    case chat, chatStream, responses, responsesStream

    var api: RequestAPI {
      switch self {
      case .chat, .chatStream: .chat
      case .responses, .responsesStream: .responses
      }
    }

    var isStreamed: Bool { self == .chatStream || self == .responsesStream }
  }

  private static func end(of fault: Fault, _ way: Way = .chat) -> End? {
    switch fault {
    case .none, .tornStream, .noUsage, .absurdUsage, .negativeUsage, .noLogProbabilities,
      .unlikelyToken:
      End(nil, .answered)
    case .oneChoice: End(nil, .answered, .answered)
    case .wrongKey, .wrongKeyEchoed, .forbidden: End(.unauthorized, .failed)
    case .noSuchModel, .unprocessable, .redirect: End(.refused, .failed)
    case .conflict, .serverError, .overloaded, .hangUp, .cut, .pageBadGateway:
      End(.unanswered, .failed, .failed, .failed)
    // A server that never has room is asked until nobody waits for it any longer: see below.
    case .rateLimit, .rateLimitShort, .silence: nil
    case .overloadedLong: End(.unanswered, .failed)
    case .quota, .spendLimit: End(.quota, .failed)
    case .notJSON, .page: End(.badReply, .failed)
    case .streamError where way.isStreamed: End(.unanswered, .failed, .failed, .failed)
    case .streamError: End(nil, .answered)
    case .refusal: End(nil, .refused)
    case .filter: End(nil, .filtered)
    case .truncated: End(nil, .truncated)
    case .wrongShape: End(nil, .invalid)
    case .noChoices: End(nil, .invalid)
    }
  }

  @Test(arguments: Fault.allCases.filter { end(of: $0) != nil }, Way.allCases)
  func `a fault ends as is stated, and no key is in what is kept of it`(
    fault: Fault, way: Way
  ) async throws {
    var settings = StandIn.Settings()
    settings.key = Self.key
    try await StandIn.run(settings) { server in
      let record = LedgerInMemory()
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: Self.key), clock: TimeOfTests().clock)
      var asked = request()
      let schema = JSONValue.object([
        "type": .string("object"), "additionalProperties": .bool(false),
        "required": .array([.string("title")]),
        "properties": .object(["title": .object(["type": .string("string")])]),
      ])
      asked.request = BatchRequest(
        customID: "one",
        ChatRequest(
          model: fault == .none ? "stand-in-1" : fault.rawValue,
          messages: [ChatMessage(.user, "Write it.")],
          n: fault == .oneChoice ? 2 : 1, answer: AnswerSchema(name: "a", schema: schema)),
        to: way.api)
      if way.isStreamed { asked.request.body["stream"] = .bool(true) }
      var failure: EngineError?
      do throws(EngineError) {
        _ = try await engine.answer(asked, in: record.ledger)
      } catch {
        failure = error
      }
      let end = try #require(Self.end(of: fault, way))
      // A response has one answer, whatever was meant.
      let isOne = fault == .oneChoice && way.api == .responses
      #expect(failure?.code.name == end.error)
      #expect(record.attempts.map(\.outcome) == (isOne ? [.answered] : end.outcomes))
      let failed = record.attempts.filter { $0.outcome == .failed }
      #expect(failed.allSatisfy { $0.failure?.code == end.error })
      if let failure { #expect(!failure.message.isEmpty && !failure.remedy.isEmpty) }
      #expect(server.calls.strays == 0)
      let kept = try record.attempts.map {
        String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
      }
      for text in kept + ["\(failure.map { "\($0)" } ?? "")"] { expectNoKey(in: text) }
    }
  }

  /// No eight characters of the key in a row, in any form.
  private func expectNoKey(in text: String) {
    let raw = Array(Self.key)
    for start in 0...(raw.count - 8) {
      let piece = String(raw[start..<start + 8])
      #expect(!text.contains(piece))
      guard start.isMultiple(of: 8) else { continue }
      for form in Self.spellings(of: piece) { #expect(!text.contains(form)) }
    }
    for offset in 0..<3 {
      let code = Array(Data(Self.key.utf8.dropFirst(offset)).base64EncodedString().dropLast(4))
      for start in stride(from: 0, to: code.count - 8, by: 4) {
        #expect(!text.contains(String(code[start..<start + 8])))
      }
    }
  }

  /// A text with each of its bytes spelled out, or its slashes escaped.
  private static func spellings(of text: String) -> [String] {
    [false, true].flatMap { isUppercase in
      ["%", "\\u00", ""].map { lead in
        text.utf8.map { lead + String($0, radix: 16, uppercase: isUppercase) }.joined()
      }
    } + (text.contains("/") ? [text.replacing("/", with: "\\/")] : [])
  }

  @Test(
    arguments: [
      "sk-fault****ghij", "sk-fault***************************ghij", "sk-f...ghij",
      "sk-faul…efghij", "sk-fault•••••ghij",
    ])
  func `a key whose middle is hidden does not get through either`(form: String) async throws {
    for status in [401, 403] {
      let error =
        #"{"error":{"message":"Incorrect key: \#(form). See the site.","code":"invalid_api_key"}}"#
      try await ScriptedServer.run([.respond(status, body: error)]) { server in
        let engine = OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: Self.key))
        let record = LedgerInMemory()
        let failure = await #expect(throws: EngineError.self) {
          try await engine.answer(request(), in: record.ledger)
        }
        #expect(failure?.message.contains("Incorrect key: (key) See the site.") == true)
        let attempt = try #require(record.attempts.first)
        #expect(attempt.failure?.serverCode == "invalid_api_key")
        for text in ["\(failure.map { "\($0)" } ?? "")", attempt.failure?.message ?? ""] {
          #expect(!text.contains("sk-f") && !text.contains("ghij"))
        }
      }
    }
  }

  @Test(arguments: ["gpt-4.1-mini", "lm-studio", "not-needed", "correct-horse-battery"])
  func `an ordinary word for a key is not taken out of answers`(key: String) async throws {
    let body =
      #"{"model":"\#(key)","choices":[{"message":{"content":"Use \#(key)."},"#
      + #""finish_reason":"stop"}]}"#
    try await ScriptedServer.run([.respond(200, body: body)]) { server in
      let engine = OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: key))
      let record = LedgerInMemory()
      let reply = try await engine.answer(request(), in: record.ledger)
      #expect(reply.candidates.map(\.content) == ["Use \(key)."])
      #expect(reply.run.modelAnswered == key)
      #expect(record.attempts.first?.response == body)
    }
  }

  @Test func `a word that is in a key by chance stays in an answer`() async throws {
    let body = #"{"choices":[{"message":{"content":"A stand-in."},"finish_reason":"stop"}]}"#
    try await ScriptedServer.run([.respond(200, body: body)]) { server in
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: "sk-stand-in-0123456789abcdef"))
      let reply = try await engine.answer(request(), in: .none)
      #expect(reply.candidates.map(\.content) == ["A stand-in."])
    }
  }

  @Test(arguments: [Fault.rateLimit, .rateLimitShort])
  func `a server that never has room is given up after a while`(fault: Fault) async throws {
    try await StandIn.run { server in
      let time = TimeOfTests()
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: StandIn.key), clock: time.clock)
      var asked = request()
      asked.request.body["model"] = .string(fault.rawValue)
      let error = await #expect(throws: EngineError.self) {
        try await engine.answer(asked, in: .none)
      }
      #expect(error?.code == .unanswered)
      let waited = time.waits.reduce(0, +)
      #expect(waited > 120 && waited < 200)
      #expect((4...40).contains(server.calls.received))
    }
  }

  @Test(
    arguments: [
      key, spellings(of: key)[0], spellings(of: key)[2], spellings(of: key)[3],
      spellings(of: key)[5], "ult+Suit", "sk-fault%2BSuite%2FKey%3D0123456789abcdefghij",
      "sk-fault%2bSuite%2fKey%3d0123456789abcdefghij", Data(key.utf8).base64EncodedString(),
      Data("Bearer \(key)".utf8).base64EncodedString(), "\(key.prefix(20))", "\(key.suffix(15))",
      "0123456789abc",
    ])
  func `no form or longer piece of the key gets through`(form: String) async throws {
    let body = #"{"choices":[{"message":{"content":"<\#(form)>"},"finish_reason":"stop"}]}"#
    let error = #"{"error":{"message":"<\#(form)>","code":"<\#(form)>"}}"#
    try await ScriptedServer.run([
      .respond(200, headers: ["x-request-id": form], body: body),
      .respond(400, headers: ["x-request-id": form], body: error),
      .respond(200, body: "<html>\(form)</html>"),
    ]) { server in
      let engine = OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: Self.key))
      let record = LedgerInMemory()
      var texts: [String] = []
      for number in 0..<3 {
        var asked = request()
        asked.repetition = number
        do throws(EngineError) {
          let reply = try await engine.answer(asked, in: record.ledger)
          #expect(reply.candidates.first?.content.contains("(key)") == true)
        } catch {
          texts.append("\(error)")
        }
      }
      #expect(record.attempts.count == 3)
      texts += try record.attempts.map {
        String(decoding: try JSONEncoder().encode($0), as: UTF8.self)
      }
      for text in texts {
        #expect(!text.contains(form))
        expectNoKey(in: text)
      }
    }
  }

  @Test func `a redirect to another host is told and not followed`() async throws {
    let asked = try await ScriptedServer.run([
      .respond(307, headers: ["Location": "http://evil.example/v1/chat/completions"], body: "")
    ]) { server in
      let engine = OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: Self.key))
      return await #expect(throws: EngineError.self) {
        try await engine.answer(request(), in: .none)
      }
    }
    #expect(asked?.message.contains("evil.example") == true)
    #expect(asked?.message.contains("the key would go there") == true)
  }

  @Test func `a redirect within the server is followed`() async throws {
    let body = #"{"choices":[{"message":{"content":"A"},"finish_reason":"stop"}]}"#
    try await ScriptedServer.run([
      .respond(308, headers: ["Location": "/openai/v1/chat/completions"], body: ""),
      .respond(200, body: body),
    ]) { server in
      let engine = OpenAIEngine(try OpenAISettings(baseURL: server.baseURL, key: Self.key))
      _ = try await engine.answer(request(), in: .none)
      #expect(
        server.requests.map(\.path) == ["/v1/chat/completions", "/openai/v1/chat/completions"])
      #expect(server.requests.last?.method == "POST")
    }
  }

  @Test func `a certificate that nobody known signed is told, and nothing is sent`() async throws {
    let openssl = "/usr/bin/openssl"
    guard FileManager.default.isExecutableFile(atPath: openssl) else { return }
    try await withTemporaryFolder { folder in
      let (key, certificate) = (folder.appending(path: "k.pem"), folder.appending(path: "c.pem"))
      let make = Process()
      make.executableURL = URL(filePath: openssl)
      make.arguments = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        "/CN=another.example", "-keyout", key.path, "-out", certificate.path,
      ]
      make.standardError = FileHandle.nullDevice
      try make.run()
      make.waitUntilExit()
      let tls = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.path).map {
            .certificate($0)
          }, privateKey: .privateKey(try NIOSSLPrivateKey(file: key.path, format: .pem))))
      let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
        }.bind(host: "127.0.0.1", port: 0).get()
      let port = channel.localAddress?.port ?? 0
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: "https://127.0.0.1:\(port)/v1", key: Self.key),
        clock: TimeOfTests().clock)
      let record = LedgerInMemory()
      let error = await #expect(throws: EngineError.self) {
        try await engine.answer(request(), in: record.ledger)
      }
      try await channel.close()
      #expect(error?.message.contains("certificate") == true)
      #expect(record.attempts.last?.failure?.code == EngineError.Code.notConfigured.name)
    }
  }

  @Test func `a key's file is read where its owner alone may read it`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "key")
      try Data("sk-from-a-file\n".utf8).write(to: file)
      func settings() throws -> OpenAISettings {
        try OpenAISettings(environment: ["OPENAI_API_KEY_FILE": file.path])
      }
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
      let open = #expect(throws: EngineError.self) { try settings() }
      #expect(open?.remedy.contains("chmod 600") == true)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      _ = try settings()
      let reply = #"{"choices":[{"message":{"content":"A"}}]}"#
      try await ScriptedServer.run([.respond(200, body: reply)]) { server in
        let engine = OpenAIEngine(
          try OpenAISettings(environment: [
            "OPENAI_API_KEY_FILE": file.path, "OPENAI_BASE_URL": server.baseURL,
            "OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "proj-1",
          ]))
        _ = try await engine.answer(request(), in: .none)
        let headers = try #require(server.requests.first).headers
        #expect(headers["authorization"] == "Bearer sk-from-a-file")
        #expect(headers["openai-organization"] == "org-1")
        #expect(headers["openai-project"] == "proj-1")
      }
      for content in ["", " \n", String(repeating: "k", count: 20_000)] {
        try Data(content.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(throws: EngineError.self) { try settings() }
      }
      for path in [folder.path, file.path + "-none"] {
        let error = #expect(throws: EngineError.self) {
          try OpenAISettings(environment: ["OPENAI_API_KEY_FILE": path])
        }
        #expect(error?.code == .notConfigured)
      }
    }
  }

  @Test func `a model's end is warned of`() async throws {
    try await StandIn.run { server in
      let engine = OpenAIEngine(
        try OpenAISettings(baseURL: server.baseURL, key: StandIn.key))
      let models = try await engine.models()
      let old = try #require(models.first { $0.id == "stand-in-old" })
      #expect(old.shutdownDate == "2026-12-31")
      #expect(old.shutdownWarning(today: "2026-11-21")?.contains("in 40 days") == true)
      #expect(old.shutdownWarning(today: "2027-01-01")?.contains("stopped") == true)
      #expect(old.shutdownWarning(today: "2026-01-01") == nil)
      let new = try #require(models.first { $0.id == "stand-in-1" })
      #expect(new.shutdownWarning(today: "2026-11-21") == nil)
    }
  }
}
