import Core
import Formats
import Foundation
import Newsroom
import TestSupport
import Testing

@Suite struct HarvestLifeTests {
  private static let day = "2026-11-17"
  private static let time = Date(timeIntervalSince1970: 1_794_900_000)

  /// Calls of two conversations, each with an answer that was rated good, and what is added to them.
  private func keep(_ walk: Walk, _ more: [GatewayRecord] = []) throws {
    let calls = ["one", "two"].map { call($0, asked: "What is question \($0) about?") }
    let feedback = calls.map {
      Feedback(id: $0.id, time: Self.time, client: "bot", rating: .up)
    }
    try write((calls + more).map { try CanonicalJSON.bytes(of: $0) }, to: "calls", walk)
    try write(feedback.map { CanonicalJSON.bytes(of: $0) }, to: "feedback", walk)
  }

  private func call(_ id: String, asked: String, consents: Bool = true) -> GatewayRecord {
    GatewayRecord(
      id: id, time: Self.time, client: "bot", conversation: "name-\(id.prefix(3))",
      consents: consents, alias: "voice", arm: "stable", backend: "house", model: "voice-1",
      endpoint: "/chat/completions", status: 200, outcome: .whole, seconds: 0.5, finish: "stop",
      request: #"{"messages":[{"role":"user","content":"\#(asked)"}]}"#,
      answers: ["The answer to \(id) is a long one."])
  }

  private func write(_ lines: [[UInt8]], to kind: String, _ walk: Walk) throws {
    let folder = walk.root.appending(path: "Gateway/\(kind)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(lines.flatMap { $0 + [0x0A] }).write(to: folder.appending(path: "\(Self.day).jsonl"))
  }

  private func stage(_ walk: Walk) throws -> String {
    "Content/\(try walk.piece())/PromptDatasets"
  }

  private func text(_ name: String, _ walk: Walk) -> String? {
    try? String(
      contentsOf: walk.root.appending(path: "\(stage(walk))/\(name)"), encoding: .utf8)
  }

  @Test func `who takes consent back is gone from the files, also where nothing is left`()
    async throws
  {
    try await withTemporaryFolder { root in
      let walk = try await Walk(in: root)
      let (piece, amara) = (try walk.piece(), try walk.actor("amara"))
      let stage = try stage(walk)
      try keep(walk)
      let first = try await walk.newsroom.harvest(for: piece, days: nil, as: amara)
      #expect(
        first.files == [
          "\(stage)/harvested/conversations.jsonl", "\(stage)/harvested/report.json",
          "\(stage)/imported/harvest/chats.jsonl",
        ])
      #expect(first.dropped == [])
      try keep(walk, [call("one-2", asked: "No.", consents: false)])
      let second = try await walk.newsroom.harvest(for: piece, days: nil, as: amara)
      #expect(second.dropped == ["one"])
      let chats = try #require(text("imported/harvest/chats.jsonl", walk))
      #expect(chats.contains("question two"))
      #expect(!chats.contains("question one"))
      try keep(
        walk, ["one-2", "two-2"].map { call($0, asked: "No.", consents: false) })
      let third = try await walk.newsroom.harvest(for: piece, days: nil, as: amara)
      #expect(third.files == ["\(stage)/harvested/report.json"])
      #expect(third.dropped == ["two"])
      #expect(text("imported/harvest/chats.jsonl", walk) == nil)
      #expect(text("harvested/conversations.jsonl", walk) == nil)
      await #expect(throws: NewsroomError.self) {
        try await walk.newsroom.harvest(for: piece, days: nil, as: amara)
      }
    }
  }

  @Test func `stage 3 hands nothing on where a harvested example was changed`() async throws {
    try await withTemporaryFolder { root in
      let walk = try await Walk(in: root)
      let piece = try walk.piece()
      let stage = try stage(walk)
      try await walk.take(piece, through: .uxDesignDocs)
      try keep(walk)
      _ = try await walk.newsroom.harvest(for: piece, days: 30, as: walk.actor("amara"))
      let path = walk.root.appending(path: "\(stage)/imported/harvest/chats.jsonl")
      let chats = try String(contentsOf: path, encoding: .utf8)
      try chats.replacingOccurrences(of: "a long one", with: "a short one")
        .write(to: path, atomically: true, encoding: .utf8)
      let found = try await walk.newsroom.run(piece, as: walk.actor("amara")).findings
        .filter { $0.rule == "harvest-changed" }
      #expect(found.count == 2)
      #expect(found.first?.place?.file == "\(stage)/imported/harvest/chats.jsonl")
      try chats.write(to: path, atomically: true, encoding: .utf8)
      let well = try await walk.newsroom.run(piece, as: walk.actor("amara"))
      #expect(!well.steps.isEmpty)
      #expect(!well.findings.contains { $0.rule == "harvest-changed" })
    }
  }
}
