import Core
import Datasets
import Foundation
import Monitoring
import TestSupport
import Testing

@Suite struct RecordTests {
  private static let day = Desk.first

  private func desk(_ body: (Desk) async throws -> Void) async throws {
    try await withTemporaryFolder { try await body(Desk(root: $0)) }
  }

  @Test func `a call comes back as it was kept, and nothing of it is lost`() async throws {
    try await desk { desk in
      var record = try call(
        "one", asked: [(.user, "Where is the \"atlas\"?\n")], answers: ["Here: ä €."])
      record.failedAttempts = [.init(backend: "b", kind: "stalled", reason: "silent for 5 s")]
      record.conversation = "0123456789abcdef"
      record.requestDigest = Digest(hex: String(repeating: "a", count: 64))
      record.redactions = 0
      record.time = Desk.first.start + 100.125
      let key = try RecordKey(at: desk.root.appending(path: ".colophon/gateway-key").path)
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor, key: key)
      await writer.add(record)
      let feedback = Feedback(
        id: "answer-one", time: record.time, client: "bot", rating: .down, correction: "There.",
        redactions: 0)
      try await writer.add(feedback)
      await writer.settle()
      var read: [GatewayRecord] = []
      let records = GatewayRecords(in: desk.folder)
      let findings = try records.forEachCall(of: Self.day) { read.append($0) }
      // Digests of texts as they came are kept under the desk's key alone.
      var kept = try #require(read.first)
      #expect(kept.requestDigest != record.requestDigest)
      #expect(kept.conversation?.count == 16)
      #expect(kept.conversation != record.conversation)
      (kept.requestDigest, kept.conversation) = (record.requestDigest, record.conversation)
      #expect(kept == record)
      #expect(read.count == 1)
      #expect(findings == [])
      #expect(try records.feedback(since: Self.day).feedback == [feedback])
      #expect(writer.counts.calls == 1)
      #expect(writer.counts.feedback == 1)
    }
  }

  @Test func `personal data is taken out before anything is written, behind escapes as well`()
    async throws
  {
    try await desk { desk in
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      var record = try call(
        "one", asked: [(.user, "x")], answers: ["Write to otto@post-office.co.uk"])
      record.request = #"""
        {"messages":[{"role":"user","content":"I am\notto\u0040post-office.co.uk"},\#
        {"role":"tool","content":"{\"mail\":\"otto\\u0040post-office.co.uk\",\"card\":4539148803436467}"}],\#
        "user":"otto@post-office.co.uk"}
        """#
      await writer.add(record)
      record.id = "two"
      record.request = #"{"messages": "cut off otto\u0040post-office.co.uk"#
      await writer.add(record)
      try await writer.add(
        Feedback(
          id: "one", time: record.time, client: "bot", rating: .down,
          correction: "Call +49 30 2401234", comment: "4539 1488 0343 6467"))
      await writer.settle()
      let kept =
        try String(contentsOfFile: desk.folder.calls(of: Self.day), encoding: .utf8)
        + String(contentsOfFile: desk.folder.feedback(of: Self.day), encoding: .utf8)
      for secret in ["otto", "post-office", "4539148803436467", "2401234", "4539 1488"] {
        #expect(!kept.contains(secret), "\(secret)")
      }
      #expect(kept.contains("[e-mail "))
      let counts = writer.counts.redactions
      #expect(counts[.mailAddress] == 6)
      #expect(counts[.paymentCard] == 2)
      #expect(counts[.telephone] == 1)
      var read: [GatewayRecord] = []
      try GatewayRecords(in: desk.folder).forEachCall(of: Self.day) { read.append($0) }
      #expect(read.map(\.redactions) == [5, 2])
    }
  }

  @Test func `a digest is the same for the same desk, and none can be tried without its key`()
    async throws
  {
    try await desk { desk in
      let path = desk.root.appending(path: ".colophon/gateway-key").path
      let record = try call(
        "one", conversation: "0123456789abcdef", asked: [(.user, "x")], answers: ["y"])
      for key in [try RecordKey(at: path), try RecordKey(at: path), RecordKey()] {
        let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor, key: key)
        await writer.add(record)
        await writer.settle()
      }
      var names: [String?] = []
      try GatewayRecords(in: desk.folder).forEachCall(of: Self.day) {
        names.append($0.conversation)
      }
      #expect(names[0] == names[1])
      #expect(names[0] != names[2])
      let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(permissions as? Int == 0o600)
      try Data("short".utf8).write(to: URL(filePath: path))
      #expect(throws: MonitoringError.self) { try RecordKey(at: path) }
    }
  }

  @Test(arguments: [
    // A name twice, of which a reader keeps the last.
    #"{"mail":"otto@post-office.co.uk","mail":"none"}"#,
    // No whole JSON, JSON behind a space, and JSON deeper than it is read.
    #"{"mail":"otto\u0040post-office.co.uk""#, #" {"mail":"otto\u0040post-office.co.uk"}"#,
    #"See: {"mail":"otto\u0040post-office.co.uk"}"#,
    nested(#"otto\u0040post-office.co.uk"#, 6),
  ])
  func `JSON in a text hides nothing, however it is written`(text: String) throws {
    let record = try call("one", asked: [(.user, text)], answers: [text])
    let clean = Desk.redactor.redact(record).record
    let kept = Self.unescaped(clean.request) + Self.unescaped(clean.answers[0])
    #expect(!kept.contains("post-office"), "\(clean.answers[0])")
    #expect(kept.contains("[e-mail ") || text.contains("none"))
  }

  /// As text with no escape left in it.
  private static func unescaped(_ text: String) -> String {
    (0..<12).reduce(text) { text, _ in
      text.replacingOccurrences(of: "\\u0040", with: "@").replacingOccurrences(
        of: "\\\\", with: "\\")
    }
  }

  private static func nested(_ text: String, _ depth: Int) -> String {
    (0..<depth).reduce(text) { inner, _ in
      let quoted = inner.replacingOccurrences(of: "\\", with: "\\\\")
        .replacingOccurrences(of: "\"", with: "\\\"")
      return "{\"in\":\"\(quoted)\"}"
    }
  }

  @Test func `a record that only lacks its line end is read, and no finding`() async throws {
    try await desk { desk in
      let path = desk.folder.calls(of: Self.day)
      do {
        let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
        await writer.add(try call("one", asked: [(.user, "a")], answers: ["b"]))
        await writer.settle()
      }
      try Data(contentsOf: URL(filePath: path)).dropLast().write(to: URL(filePath: path))
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      await writer.add(try call("two", asked: [(.user, "a")], answers: ["b"]))
      await writer.settle()
      let (ids, findings) = try read(desk)
      #expect(ids == ["one", "two"])
      #expect(findings == [])
    }
  }

  @Test func `a line that a crash cut off is marked, and what comes after is read`() async throws {
    try await desk { desk in
      let path = desk.folder.calls(of: Self.day)
      do {
        let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
        await writer.add(try call("one", asked: [(.user, "a")], answers: ["b"]))
        await writer.settle()
      }
      let whole = try Data(contentsOf: URL(filePath: path))
      try (whole + whole.prefix(60)).write(to: URL(filePath: path))
      var (ids, findings) = try read(desk)
      #expect(ids == ["one"])
      #expect(findings.map(\.rule) == ["gateway-record-half"])
      #expect(findings.first?.place?.line == 2)
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      await writer.add(try call("two", asked: [(.user, "a")], answers: ["b"]))
      await writer.settle()
      (ids, findings) = try read(desk)
      #expect(ids == ["one", "two"])
      #expect(findings.map(\.rule) == ["gateway-record-half"])
      #expect(findings.first?.place?.line == 2)
    }
  }

  @Test func `a damaged line is a finding with its place, and the others are read`() async throws {
    try await desk { desk in
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      for id in ["one", "two", "three"] {
        await writer.add(try call(id, asked: [(.user, "a")], answers: ["b"]))
      }
      await writer.settle()
      let path = desk.folder.calls(of: Self.day)
      var lines = try String(contentsOfFile: path, encoding: .utf8)
        .split(separator: "\n").map(String.init)
      lines[1] = lines[1].replacingOccurrences(of: "\"whole\"", with: "\"perhaps\"")
      lines.append("\u{0}\u{1}")
      lines.append("[]")
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: path, atomically: true, encoding: .utf8)
      let (ids, findings) = try read(desk)
      #expect(ids == ["one", "three"])
      #expect(findings.map(\.rule) == Array(repeating: "gateway-record-damaged", count: 3))
      #expect(findings.map { $0.place?.line } == [2, 4, 5])
      #expect(
        findings.first?.place?.description == "Gateway/calls/\(Self.day).jsonl:2")
      #expect(findings.first?.message.contains("outcome") ?? false)
    }
  }

  @Test func `a second gateway is kept out of a folder, until the first one has gone`() async throws
  {
    try await desk { desk in
      do {
        let first = try GatewayWriter(desk.folder, redactor: Desk.redactor)
        #expect(throws: MonitoringError.self) {
          try GatewayWriter(desk.folder, redactor: Desk.redactor)
        }
        await first.settle()
      }
      _ = try GatewayWriter(desk.folder, redactor: Desk.redactor)
    }
  }

  @Test func `what the disk does not take is counted, and the gateway goes on`() async throws {
    try await desk { desk in
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      // Where the file should be there is a folder.
      let path = desk.folder.calls(of: Self.day)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      await writer.add(try call("one", asked: [(.user, "a")], answers: ["b"]))
      await writer.settle()
      #expect(writer.counts.lost == 1)
      #expect(writer.counts.failure?.message.contains(path) ?? false)
      try FileManager.default.removeItem(atPath: path)
      await writer.add(try call("two", asked: [(.user, "a")], answers: ["b"]))
      await writer.settle()
      #expect(writer.counts.calls == 1)
      #expect(writer.counts.failure == nil)
      #expect(try read(desk).ids == ["two"])
    }
  }

  @Test func `tokens used on a day are those of its answered calls`() async throws {
    try await desk { desk in
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      await writer.add(try call("one", asked: [(.user, "a")], answers: ["b"]))
      await writer.add(try call("two", client: "other", asked: [(.user, "a")], answers: ["b"]))
      var uncounted = try call("three", asked: [(.user, "a")], answers: ["12345678"])
      (uncounted.inputTokens, uncounted.outputTokens) = (nil, nil)
      await writer.add(uncounted)
      var failed = try call("four", asked: [(.user, "a")], answers: [], outcome: .failed)
      failed.status = 502
      await writer.add(failed)
      await writer.add(try call("five", at: 90_000, asked: [(.user, "a")], answers: ["b"]))
      await writer.settle()
      let used = try GatewayRecords(in: desk.folder).tokensUsed(on: Self.day)
      #expect(used == ["bot": 30 + uncounted.request.utf8.count / 4 + 2, "other": 30])
      #expect(desk.folder.days == [Self.day, Self.day.advanced(by: 1)])
    }
  }

  @Test(arguments: ["2026-11-21", "1970-01-01", "2024-02-29", "1969-12-31", "2100-03-01"])
  func `a day is read as it is written`(text: String) throws {
    let day = try #require(UTCDay(text))
    #expect(day.description == text)
    #expect(UTCDay(day.start + 86_399.9) == day)
    #expect(UTCDay(day.start - 0.1) == day.advanced(by: -1))
  }

  @Test(arguments: ["2026-11-31", "2026-1-1", "20261121", "", "2026-11-21x"])
  func `what is no day is none`(text: String) { #expect(UTCDay(text) == nil) }

  private func read(_ desk: Desk) throws -> (ids: [String], findings: [Finding]) {
    var ids: [String] = []
    let findings = try GatewayRecords(in: desk.folder).forEachCall(of: Self.day) {
      ids.append($0.id)
    }
    return (ids, findings)
  }
}
