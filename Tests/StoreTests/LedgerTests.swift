import Core
import Formats
import Foundation
import Store
import TestSupport
import Testing

/// The ledger's files: every call that was made, and nothing torn taken for one.
@Suite struct LedgerTests {
  private static let call = Digest(of: "call")

  private func attempt(
    _ number: Int, _ outcome: CallAttempt.Outcome = .answered, response: String = "{}"
  ) -> CallAttempt {
    CallAttempt(
      call: Digest(of: "call \(number)"), request: "r\(number)", engine: "openai 2",
      endpoint: "127.0.0.1:1", url: "/v1/chat/completions", modelAsked: "m",
      // Members that bear the names of the record's own.
      parameters: .object(["call": .string("x"), "outcome": .string("failed")]),
      requestDigest: Digest(of: "body"), sentAt: "2026-11-21T09:00:00Z", milliseconds: 5,
      outcome: outcome, status: 200, finishReasons: ["stop"],
      responseDigest: Digest(of: response), response: response,
      failure: outcome == .failed
        ? .init(code: "refused", message: "\"outcome\":\"answered\"") : nil)
  }

  private func record(
    _ number: Int, _ outcome: CallAttempt.Outcome = .answered, response: String = "{}",
    in folder: LedgerFolder
  ) -> CallRecord {
    CallRecord(
      id: folder.nextID(at: Date(timeIntervalSince1970: 1_795_000_000)),
      at: "2026-11-21T09:00:00.000Z", by: "amara", piece: PieceID("booking/reserve-1"),
      cost: number.isMultiple(of: 2)
        ? .known(microdollars: number, pricesOf: "2026-11-21") : .unknown,
      attempt: attempt(number, outcome, response: response))
  }

  private func folder(in root: URL) -> LedgerFolder {
    LedgerFolder(desk: Desk(root: root.path), path: "Content/booking/reserve-1/ledger")
  }

  private func files(in root: URL) throws -> [URL] {
    let place = root.appending(path: "Content/booking/reserve-1/ledger")
    return try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
  }

  @Test func `records come back as they were written, and answer their calls`() async throws {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      #expect(try folder.read().count == 0)
      let writer = folder.writer()
      let written = [
        record(1, in: folder), record(2, .failed, in: folder),
        record(3, .truncated, response: "two\nlines \"call\":\"x\"", in: folder),
      ]
      for record in written { try await writer.add(record) }
      let read = try folder.read()
      #expect(read.all().records == written)
      #expect(read.findings.isEmpty)
      #expect(read.answer(to: Digest(of: "call 1")) == written[0].attempt)
      #expect(read.answer(to: Digest(of: "call 2")) == nil)
      #expect(read.answer(to: Digest(of: "call 3")) == written[2].attempt)
    }
  }

  @Test func `hundreds that come at once are all on disk, in one file`() async throws {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      let writer = folder.writer()
      let records = (0..<400).map { record($0, in: folder) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for record in records {
          group.addTask {
            try await writer.add(record)
            // On disk now, whoever reads it.
            #expect(try folder.read().hasAnswer(to: record.attempt.call))
          }
        }
        try await group.waitForAll()
      }
      #expect(Set(try folder.read().all().records) == Set(records))
      #expect(try files(in: root).count == 1)
    }
  }

  @Test func `a last line that is torn costs itself, and the next run writes its own file`()
    async throws
  {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      let first = folder.writer()
      try await first.add(record(1, in: folder))
      try await first.add(record(2, in: folder))
      let file = try #require(try files(in: root).first)
      let whole = try Data(contentsOf: file)
      let start = try #require(whole.firstIndex(of: 0x0A)) + 1
      for end in stride(from: start + 1, to: whole.count, by: 37) {
        try whole[..<end].write(to: file)
        let read = try folder.read()
        #expect(read.all().records.map(\.attempt.request) == ["r1"])
        #expect(read.findings.map(\.rule) == ["ledger-torn"])
      }
      let next = folder.writer()
      try await next.add(record(3, in: folder))
      #expect(try folder.read().all().records.map(\.attempt.request) == ["r1", "r3"])
      #expect(try files(in: root).count == 2)
    }
  }

  @Test func `a damaged line is named by its number, and the others are read`() async throws {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      let writer = folder.writer()
      for number in 1...3 { try await writer.add(record(number, in: folder)) }
      let file = try #require(try files(in: root).first)
      var lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
      lines[1] = "{\"at\":\"2026\"}"
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
      let read = try folder.read().all()
      #expect(read.records.map(\.attempt.request) == ["r1", "r3"])
      #expect(read.findings.map(\.rule) == ["ledger-damaged"])
      #expect(read.findings.first?.place?.line == 2)
    }
  }

  private func begun(_ number: Int) -> BegunCall {
    BegunCall(
      call: Digest(of: "call \(number)"), request: "r\(number)", model: "m",
      at: "2026-11-21T09:00:00Z", by: "amara", piece: PieceID("booking/reserve-1"),
      most: CallBound(completionTokens: 100, microdollars: 7))
  }

  @Test func `a call that was begun and never ended is known`() async throws {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      let killed = folder.writer()
      for number in 1...3 { try await killed.begin(begun(number)) }
      try await killed.add(record(2, in: folder))
      let read = try folder.read()
      #expect(read.count == 1)
      #expect(read.findings.isEmpty)
      #expect(read.unended() == [begun(1), begun(3)])
      // The next run makes one of them again: the first time stays of unknown cost.
      let next = folder.writer()
      try await next.begin(begun(1))
      try await next.add(record(1, .failed, in: folder))
      try await next.begin(begun(1))
      try await next.add(record(1, in: folder))
      #expect(try folder.read().unended() == [begun(1), begun(3)])
      #expect(try folder.read().answer(to: Digest(of: "call 1")) != nil)
    }
  }

  @Test func `what is said of an answer afterwards goes with it`() async throws {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      let writer = folder.writer()
      try await writer.add(record(1, in: folder))
      var judged = attempt(1)
      judged.outcome = .invalid
      judged.failure = .init(code: "invalid-answer", message: "no JSON")
      try await writer.add(CallJudgement(judged))
      let read = try folder.read()
      #expect(read.findings.isEmpty)
      #expect(read.answer(to: Digest(of: "call 1")) == judged)
      #expect(read.all().records.map(\.attempt) == [judged])
    }
  }

  @Test func `a file that is large enough is followed by another`() async throws {
    try await withTemporaryFolder { root in
      let folder = folder(in: root)
      let writer = folder.writer()
      let long = String(repeating: "x", count: 8 << 20)
      // At no moment is no call under way: one is always begun before the last one ends.
      try await writer.begin(begun(1))
      for number in 1...10 {
        try await writer.begin(begun(number + 1))
        try await writer.add(record(number, response: long, in: folder))
      }
      #expect(try files(in: root).count == 2)
      let read = try folder.read()
      #expect(read.count == 10)
      #expect(read.unended() == [begun(11)])
      #expect((1...10).allSatisfy { read.hasAnswer(to: Digest(of: "call \($0)")) })
    }
  }
}
