import Core
import Foundation
import TestSupport
import Testing
import Tuning

@Suite struct EventReaderTests {
  private func read(_ text: String) -> [EventReader.Line] {
    var reader = EventReader(file: "events.jsonl")
    return reader.read(Array(text.utf8)[...])
  }

  private func rule(_ text: String) -> String? {
    guard case .finding(let finding, _)? = read(text + "\n").first else { return nil }
    return finding.rule
  }

  private static let lines = """
    {"event":"start","at":"2026-11-21T18:00:00.123456+00:00","trainer":"pytorch","versions":{"python":"3.11.7","torch":"2.13.0"},"device":"cpu","precision":"float32","parameters":124439808,"trainable":124439808,"examples":3,"tokens":99,"steps":8,"resumedFrom":null}
    {"event":"cut","line":17,"file":"train","tokens":800,"kept":512}
    {"event":"step","at":"2026-11-21T18:00:01Z","step":1,"epoch":0.02,"loss":5,"learningRate":5e-5,"gradientNorm":1.2,"tokens":2048,"tokensPerSecond":9100.5,"memoryBytes":512000000}
    {"event":"evaluation","step":50,"loss":5.1,"perplexity":164.0}
    {"event":"sample","step":50,"prompt":"…","text":"ä\\n"}
    {"event":"checkpoint","step":50,"folder":"weights/step-50","isBest":true}
    {"event":"end","at":"2026-11-21T19:00:00+01:00","status":"stopped-early","step":8,"reason":null,"code":null}
    {"event":"dance","how":[1,2]}

    """

  @Test func `every event of the contract is read, and an unknown one is kept`() throws {
    let events = read(Self.lines).compactMap { line -> TrainerEvent? in
      if case .event(let event, _) = line { event } else { nil }
    }
    #expect(events.count == 8)
    guard case .start(let start) = events[0], case .step(let step) = events[2],
      case .sample(let sample) = events[4], case .end(let end) = events[6],
      case .unknown(let name, let value) = events[7]
    else {
      Issue.record("\(events)")
      return
    }
    #expect(start.versions["torch"] == "2.13.0" && start.resumedFrom == nil)
    #expect(abs(start.at.timeIntervalSince1970 - 1_795_284_000.123456) < 1e-3)
    #expect(step.loss == 5 && step.learningRate == 5e-5)
    #expect(sample.text == "ä\n")
    // The zone counts: 19:00 at one hour east is 18:00.
    #expect(end.at.timeIntervalSince1970 == 1_795_284_000 && end.status == .stoppedEarly)
    #expect(name == "dance" && value["how"]?.elements?.count == 2)
  }

  @Test func `bytes that come in any pieces give the same events`() {
    var generator = SeededGenerator(seed: 4)
    let bytes = Array(Self.lines.utf8)
    let whole = read(Self.lines)
    for _ in 0..<200 {
      var reader = EventReader(file: "events.jsonl")
      var found: [EventReader.Line] = []
      var place = 0
      while place < bytes.count {
        let end = min(bytes.count, place + Int.random(in: 1...200, using: &generator))
        found += reader.read(bytes[place..<end])
        place = end
      }
      #expect(found == whole)
      #expect(reader.offset == bytes.count)
    }
  }

  @Test(arguments: [
    "{\"event\":\"step\",\"step\":1,\"loss\":NaN}", "[1]", "null",
    "Traceback (most recent call last):",
    "{\"event\":7}", "{}",
    "{\"event\":\"cut\",\"line\":-1,\"file\":\"train\",\"tokens\":1,\"kept\":0}",
    "{\"event\":\"cut\",\"line\":1e300,\"file\":\"train\",\"tokens\":1,\"kept\":0}",
    "{\"event\":\"evaluation\",\"step\":99999999999999999999,\"loss\":1}",
    "{\"event\":\"evaluation\",\"step\":1,\"loss\":\"1\"}",
    "{\"event\":\"end\",\"at\":\"now\",\"status\":\"completed\"}",
    "{\"event\":\"end\",\"at\":\"2026-13-01T00:00:00Z\",\"status\":\"completed\"}",
    "{\"event\":\"end\",\"at\":\"2026-11-01T00:00:00Z\",\"status\":\"perhaps\"}",
    "{\"event\":\"checkpoint\",\"step\":1,\"folder\":\"/etc\",\"isBest\":true}",
    "{\"event\":\"checkpoint\",\"step\":1,\"folder\":\"weights/../..\",\"isBest\":true}",
  ])
  func `what is no event is a finding`(line: String) {
    #expect(rule(line) == "tuning-event-malformed")
  }

  @Test func `a line without end is left out, never held, and what follows is read`() {
    var reader = EventReader(file: "events.jsonl")
    let part = [UInt8](repeating: 0x78, count: 1 << 16)
    for _ in 0..<100 { #expect(reader.read(part[...]).isEmpty) }
    let lines = reader.read(Array("\n{\"event\":\"dance\"}\n".utf8)[...])
    guard case .finding(let finding, 0)? = lines.first, case .event? = lines.last else {
      Issue.record("\(lines)")
      return
    }
    #expect(finding.rule == "tuning-event-too-long")
    #expect(finding.place?.line == 1)
  }

  @Test func `deep nesting is refused, and not climbed`() {
    #expect(rule(String(repeating: "[", count: 500_000)) == "tuning-event-malformed")
  }

  @Test func `the findings of a whole file are bounded`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "events.jsonl")
      try Data(String(repeating: "rubbish\n", count: 5_000).utf8).write(to: file)
      let log = try RunLog(path: file.path, file: "events.jsonl")
      #expect(log.findings.count == RunLog.mostFindings)
      #expect(log.findingCount == 5_000)
    }
  }

  @Test func `what an attempt did after the checkpoint that the next goes on from counts no more`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let at = "\"at\":\"2026-11-21T18:00:00Z\""
      func start(_ from: String) -> String {
        "{\"event\":\"start\",\(at),\"trainer\":\"x\",\"resumedFrom\":\(from)}"
      }
      func step(_ step: Int, _ loss: Double) -> String {
        "{\"event\":\"step\",\(at),\"step\":\(step),\"loss\":\(loss)}\n"
          + "{\"event\":\"evaluation\",\"step\":\(step),\"loss\":\(loss)}\n"
          + "{\"event\":\"checkpoint\",\"step\":\(step),\"folder\":\"weights/step-\(step)\",\"isBest\":true}"
      }
      let lines = [
        start("null"), step(1, 9), step(2, 8), step(3, 0.1), step(4, 0.2),
        "{\"event\":\"end\",\(at),\"status\":\"failed\"}", start("2"), step(3, 7),
      ]
      let file = folder.appending(path: "events.jsonl")
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
      let log = try RunLog(path: file.path, file: "events.jsonl")
      #expect(log.steps.map(\.loss) == [9, 8, 7])
      #expect(log.evaluations.map(\.loss) == [9, 8, 7])
      #expect(log.bestLoss?.loss == 7)
      #expect(log.checkpoints.map(\.step) == [1, 2, 3])
      #expect(log.end == nil && log.starts == 2)
    }
  }
}
