import Core
import Datasets
import Foundation
import Monitoring
import SimulatedTraffic
import TestSupport

/// A folder with a gateway's records in it.
struct Desk {
  let root: URL

  var folder: GatewayFolder { GatewayFolder(path: root.appending(path: "Gateway").path) }
  static let redactor = RecordRedactor(salt: "desk")
  /// The first day of simulated traffic.
  static let first = UTCDay(SimulatedTraffic(seed: 0).start)

  /// Writes what a traffic's days hold.
  ///
  /// - Returns: the personal data that was in it, and what was kept.
  @discardableResult
  func keep(
    _ traffic: SimulatedTraffic
  ) async throws -> (planted: [String], counts: GatewayWriter.Counts) {
    let writer = try GatewayWriter(folder, redactor: Self.redactor)
    var planted: [String] = []
    for day in 1...traffic.days {
      let (calls, data) = traffic.calls(of: day)
      planted += data
      for call in calls { await writer.add(call.record) }
      // Those that come at once share the disk's time.
      try await withThrowingTaskGroup { group in
        for feedback in calls.compactMap(\.feedback) {
          group.addTask { try await writer.add(feedback) }
        }
        try await group.waitForAll()
      }
    }
    await writer.settle()
    return (planted, writer.counts)
  }

  /// The template that the page is made with.
  static func template(_ path: String) throws -> TemplateFile {
    TemplateFile(
      display: "Templates/\(path)",
      bytes: try Data(contentsOf: Corpus.projectRoot.appending(path: "Templates/\(path)")))
  }
}

/// A call with a question and an answer.
func call(
  _ id: String, at second: Double = 100, client: String = "bot", conversation: String? = nil,
  consents: Bool = true, asked: [(ChatMessage.Role, String)], answers: [String],
  outcome: GatewayRecord.Outcome = .whole, finish: String = "stop"
) throws -> GatewayRecord {
  let messages = asked.map { ["role": $0.0.rawValue, "content": $0.1] }
  let body = try JSONSerialization.data(
    withJSONObject: ["model": "voice", "messages": messages], options: [.sortedKeys])
  return GatewayRecord(
    id: id, time: Desk.first.start + second, client: client, conversation: conversation,
    consents: consents, alias: "voice", arm: "stable", backend: "house", model: "voice-1",
    endpoint: "/chat/completions", status: 200, outcome: outcome, firstByte: 0.1, seconds: 0.5,
    inputTokens: 10, outputTokens: 20, finish: finish, answerID: "answer-\(id)",
    request: String(decoding: body, as: UTF8.self), answers: answers)
}
