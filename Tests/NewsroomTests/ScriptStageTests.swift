import Core
import Engines
import Formats
import Foundation
import Newsroom
import StandIn
import Store
import Synchronization
import TestSupport
import Testing

/// A piece's script: what stage 4 makes of script.yml, and how stage 5 asks it.
@Suite struct ScriptStageTests {
  /// The sample desk with a piece that has come to stage 4, and a world of that engine.
  private func desk(
    in root: URL, engine: @escaping @Sendable (String) throws(EngineError) -> any Engine
  ) async throws -> (newsroom: Newsroom, piece: PieceID, walk: Walk) {
    let walk = try await Walk(in: root)
    let piece = try walk.piece()
    try await walk.take(piece, through: .promptDatasets)
    let world = Newsroom.World(now: Walk.world.now, engine: engine, progress: { _ in })
    return (try Newsroom(Desk.find(from: walk.root.path), world: world), piece, walk)
  }

  private func write(_ script: String, of piece: PieceID, _ walk: Walk) throws {
    let folder = walk.root.appending(path: "Content/\(piece)/ChatGPTAPIScripts")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(script.utf8).write(to: folder.appending(path: "script.yml"))
  }

  private static func script(
    model: String = "stand-in-1", parameters: String = "{maxCompletionTokens: 200}",
    candidates: Int = 2, more: String = ""
  ) -> String {
    """
    engine: openai
    model: \(model)
    parameters: \(parameters)
    candidates: \(candidates)
    \(more)
    ceiling:
      requests: 50
      completionTokens: 20000

    """
  }

  @Test func `no text of the test split is in a prompt`() async throws {
    try await withTemporaryFolder { root in
      let (newsroom, piece, walk) = try await desk(in: root) { name throws(EngineError) in
        try Walk.world.engine(name)
      }
      try write(Self.script(), of: piece, walk)
      _ = try await newsroom.run(piece, as: walk.actor("amara"))
      let folder = walk.root.appending(path: "Content/\(piece)")
      let prompts = try CanonicalJSON.readLines(
        BatchRequest.self,
        from: Data(contentsOf: folder.appending(path: "ChatGPTAPIScripts/requests.jsonl"))
      ).flatMap { $0.body["messages"]?.elements ?? [] }.compactMap { $0["content"]?.text }
        .joined(separator: "\n")
      struct Chat: Decodable { var messages: [ChatMessage] }
      let test = try chats("test", in: folder)
      let train = try chats("train", in: folder)
      // A line that examples of both have is the recipe's: "Form: about 70 words: 2 paragraphs."
      let frame = Set(train)
      let texts = test.filter { $0.count > 30 && !frame.contains($0) }
      #expect(texts.count > 4)
      for text in texts { #expect(!prompts.contains(text), "\(text)") }
      // The others' texts are there: the test can fail.
      #expect(train.contains { $0.count > 30 && prompts.contains($0) })
    }
  }

  /// The lines of all users' and assistants' messages of a split.
  private func chats(_ split: String, in folder: URL) throws -> [Substring] {
    struct Chat: Decodable { var messages: [ChatMessage] }
    let file = folder.appending(path: "PromptDatasets/\(split).jsonl")
    return try CanonicalJSON.readLines(Chat.self, from: Data(contentsOf: file))
      .flatMap(\.messages).filter { $0.role != .system }
      .flatMap { $0.content.split(separator: "\n") }
  }

  @Test func `what is meant for an alias of the desk is not sent to OpenAI`() async throws {
    try await withTemporaryFolder { root in
      let asked = Mutex(0)
      for (endpoint, isSent) in [("api.openai.com", false), ("127.0.0.1:8080", true)] {
        let (newsroom, piece, walk) = try await desk(in: root.appending(path: endpoint)) {
          name throws(EngineError) in
          guard name == "openai" else { return try Walk.world.engine(name) }
          return ScriptedServer(
            endpoint: endpoint,
            answer: { _, _ in
              asked.withLock { $0 += 1 }
              return nil
            })
        }
        let aliases = walk.root.appending(path: "Models/aliases")
        try FileManager.default.createDirectory(at: aliases, withIntermediateDirectories: true)
        try Data(
          """
          alias: house
          history:
          - at: 2026-11-21T09:00:00Z
            by: amara
            kind: deploy
            arms:
            - {model: voice, version: v1, weight: 100, backends: [local]}

          """.utf8
        ).write(to: aliases.appending(path: "house.yml"))
        try write(Self.script(model: "house"), of: piece, walk)
        try await walk.take(piece, through: .chatGPTAPIScripts, from: .chatGPTAPIScripts)
        if isSent {
          _ = try await newsroom.run(piece, as: walk.actor("amara"))
          #expect(asked.withLock { $0 } > 0)
        } else {
          let error = await #expect(throws: (any Error).self) {
            try await newsroom.run(piece, as: walk.actor("amara"))
          }
          #expect("\(error, default: "")".contains("alias of the desk"))
          #expect(asked.withLock { $0 } == 0)
        }
      }
    }
  }

  @Test func `a script goes into the requests as it stands`() async throws {
    try await withTemporaryFolder { root in
      let (newsroom, piece, walk) = try await desk(in: root) { _ throws(EngineError) in
        throw EngineError(.notConfigured, "nothing is asked", remedy: "")
      }
      try write(
        Self.script(
          parameters: "{maxCompletionTokens: 200, top_p: 0.5, stop: [END, 3], store: false}",
          candidates: 1,
          more: """
            api: responses
            concurrency: 3
            answer:
              name: article
              schema: {type: object, properties: {body: {type: string}}, required: [body],
                additionalProperties: false}
            """), of: piece, walk)
      let script = try await newsroom.script(of: piece)
      #expect(script.findings.filter(\.isBlocking).isEmpty)
      let request = try #require(script.requests.first)
      #expect(request.url == "/v1/responses")
      #expect(request.body["top_p"] == .number(0.5))
      #expect(request.body["stop"] == .array([.string("END"), .integer(3)]))
      #expect(request.body["store"] == .bool(false))
      #expect(request.body["max_output_tokens"] == .integer(200))
      let format = request.body["text"]?["format"]
      #expect(format?["name"] == .string("article"))
      #expect(format?["strict"] == .bool(true))
      // A preview writes nothing.
      let folder = walk.root.appending(path: "Content/\(piece)/ChatGPTAPIScripts")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["script.yml"])
    }
  }

  @Test(
    arguments: [
      (script(parameters: "{maxCompletionTokens: many}"), "script-malformed", 3),
      (script(parameters: "{messages: 3}"), "script-malformed", 3),
      (script(more: "colour: red"), "script-malformed", 5),
      (script(more: "api: chats"), "script-malformed", 5),
      (script(more: "api: responses"), "script-candidates", nil),
      (script(parameters: "{}"), "script-unbounded", nil),
      (script().replacing("50", with: "51"), "script-beyond-desk", nil),
      (script(more: "concurrency: 0"), "script-concurrency", nil),
      (script(more: "answer: {name: a b, schema: {type: object}}"), "script-answer-form", nil),
      (script(model: "stand-in-latest"), "script-model-not-pinned", nil),
      (script() + "  dollars: 1\n", "script-price-unknown", nil),
      (script(model: "gpt-4") + "  dollars: 0.001\n", "script-over-ceiling", nil),
      (
        script(model: "gpt-3.5-turbo", parameters: "{maxCompletionTokens: 9000000}"),
        "script-over-ceiling", nil
      ),
    ] as [(String, String, Int?)])
  func `what is wrong with a script is found, with its line`(
    script: String, rule: String, line: Int?
  ) async throws {
    try await withTemporaryFolder { root in
      let (newsroom, piece, walk) = try await desk(in: root) { _ throws(EngineError) in
        throw EngineError(.notConfigured, "nothing is asked", remedy: "")
      }
      try write(script, of: piece, walk)
      let outcome = try await newsroom.run(piece, as: walk.actor("amara"))
      let finding = try #require(outcome.findings.first { $0.rule == rule })
      #expect(finding.severity == .error)
      #expect(finding.place?.file.hasSuffix("script.yml") == true)
      if let line {
        #expect(finding.place?.line == line)
        #expect(finding.place?.column != nil)
      }
      #expect(outcome.turn.kind == .fix)
    }
  }

  @Test func `a request that failed is a finding, and alone is asked again`() async throws {
    try await withTemporaryFolder { root in
      try await StandIn.run { server in
        let base = server.baseURL
        let (newsroom, piece, walk) = try await desk(in: root) { _ throws(EngineError) in
          OpenAIEngine(try OpenAISettings(baseURL: base, key: StandIn.key))
        }
        try write(Self.script(), of: piece, walk)
        _ = try await newsroom.run(piece, as: walk.actor("amara"))
        _ = try await newsroom.approve(piece, as: walk.actor("helen"))
        let requests = try await newsroom.script(of: piece).requests.count
        server.script([.unprocessable])
        let failed = try await newsroom.run(piece, as: walk.actor("amara"))
        #expect(failed.findings.filter { $0.rule == "request-failed" }.count == 1)
        #expect(failed.turn.kind == .fix)
        #expect(server.calls.received == requests)
        let whole = try await newsroom.run(piece, as: walk.actor("amara"))
        #expect(!whole.findings.contains { $0.rule == "request-failed" })
        #expect(whole.turn.kind == .decide)
        #expect(server.calls.received == requests + 1)
        let ledger = try newsroom.ledger(of: piece, by: .person)
        #expect(ledger.groups.map(\.name) == ["amara"])
        #expect(ledger.total.calls == requests)
        #expect(ledger.total.failed == 1)
        let verified = try newsroom.verify()
        #expect(verified.calls == requests + 1)
        #expect(verified.findings.isEmpty)
      }
    }
  }

  @Test func `no fault brings the key into any file of a desk, in calls or in batches`()
    async throws
  {
    let key = "sk-desk+Q7x/Zp9=Lm42vTr8Kd31Hw"
    try await withTemporaryFolder { root in
      var settings = StandIn.Settings()
      settings.key = key
      settings.batchFaults = [.allFailed, .halfExpired, .tornLine, .unknownID]
      try await StandIn.run(settings) { server in
        let base = server.baseURL
        let (newsroom, piece, walk) = try await desk(in: root) { _ throws(EngineError) in
          OpenAIEngine(try OpenAISettings(baseURL: base, key: key), clock: Hasty().clock)
        }
        let other = try walk.piece("change")
        try await walk.take(other, through: .promptDatasets)
        for each in [piece, other] {
          try write(Self.script(), of: each, walk)
          _ = try await newsroom.run(each, as: walk.actor("amara"))
          _ = try await newsroom.approve(each, as: walk.actor("helen"))
        }
        server.script(Fault.allCases.filter { $0 != .none && $0 != .silence })
        var said: [String] = []
        for _ in 0..<40 {
          do {
            let outcome = try await newsroom.run(piece, as: walk.actor("amara"))
            said += outcome.findings.map(\.description)
            if outcome.turn.kind == .decide { break }
          } catch {
            said.append("\(error)")
          }
        }
        let work = BatchWork(
          isSubmitting: true, isFollowing: true, interval: .milliseconds(20))
        for _ in 0..<5 {
          let outcome = try await newsroom.batch(other, as: walk.actor("amara"), work)
          said.append("\(outcome)")
        }
        // The faults were met, or the search would find nothing in any case.
        let calls = try newsroom.ledger(of: piece, by: .piece)
        #expect(calls.total.failed > 10)
        #expect(try newsroom.ledger(of: other, by: .piece).total.failed > 0)
        var texts = said.map { ("what was said", $0) }
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
          guard let data = try? Data(contentsOf: file) else { continue }
          texts.append((file.path, String(decoding: data, as: UTF8.self)))
        }
        #expect(texts.contains { $0.0.contains("/ledger/") })
        #expect(texts.contains { $0.0.contains("/batches/") })
        for (place, text) in texts {
          for trace in Self.traces(of: key) where text.contains(trace) {
            Issue.record("\(trace) in \(place)")
          }
        }
      }
    }
  }

  /// Eight characters of a key as they stand, spelled out, and in base64.
  private static func traces(of key: String) -> [String] {
    let raw = Array(key)
    let pieces = (0...(raw.count - 8)).map { String(raw[$0..<$0 + 8]) }
    let spelled = pieces.map { piece in
      piece.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    }
    let coded = (0..<3).flatMap { offset in
      let code = Array(Data(key.utf8.dropFirst(offset)).base64EncodedString().dropLast(4))
      return stride(from: 0, to: code.count - 8, by: 4).map { String(code[$0..<$0 + 8]) }
    }
    return pieces + spelled + coded
  }

  @Test(arguments: [
    ("# asks about the task-1 board\n", false), ("# see docs on api_key\n", false),
    ("# sk-proj-A1b2C3d4E5f6G7h8I9j0K1l2M3n4\n", true),
  ])
  func `a key in script.yml is told by its shape`(line: String, isSecret: Bool) async throws {
    try await withTemporaryFolder { root in
      let (newsroom, piece, walk) = try await desk(in: root) { name throws(EngineError) in
        try Walk.world.engine(name)
      }
      try write(line + Self.script(), of: piece, walk)
      let outcome = try await newsroom.run(piece, as: walk.actor("amara"))
      let found = outcome.findings.filter { $0.rule == "script-secret" }
      #expect(found.isEmpty == !isSecret)
      if isSecret { #expect(found.first?.place?.line == 1) }
    }
  }

  @Test func `an answer that was changed in the ledger is found`() async throws {
    try await withTemporaryFolder { root in
      try await StandIn.run { server in
        let base = server.baseURL
        let (newsroom, piece, walk) = try await desk(in: root) { _ throws(EngineError) in
          OpenAIEngine(try OpenAISettings(baseURL: base, key: StandIn.key))
        }
        try write(Self.script(), of: piece, walk)
        _ = try await newsroom.run(piece, as: walk.actor("amara"))
        _ = try await newsroom.approve(piece, as: walk.actor("helen"))
        _ = try await newsroom.run(piece, as: walk.actor("amara"))
        let folder = walk.root.appending(path: "Content/\(piece)/ledger")
        let name = try #require(
          try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
        let file = folder.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("chat.completion", with: "chat.completiom").utf8).write(to: file)
        let report = try newsroom.verify()
        #expect(Set(report.findings.map(\.rule)) == ["ledger-altered"])
        #expect(!report.isDamaged)
      }
    }
  }

  @Test func `the engine of people waits for their drafts`() async throws {
    try await withTemporaryFolder { root in
      let (newsroom, piece, walk) = try await desk(in: root) { _ throws(EngineError) in
        PersonEngine()
      }
      try write(
        Self.script(model: "people-1").replacing("engine: openai", with: "engine: person"),
        of: piece, walk)
      _ = try await newsroom.run(piece, as: walk.actor("amara"))
      _ = try await newsroom.approve(piece, as: walk.actor("helen"))
      let outcome = try await newsroom.run(piece, as: walk.actor("amara"))
      #expect(Set(outcome.findings.filter(\.isBlocking).map(\.rule)) == ["draft-awaited"])
    }
  }
}
