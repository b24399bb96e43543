import Core
import Formats
import Foundation
import Store
import TestSupport
import Testing

/// Records that a later version of Colophon wrote.
@Suite struct LaterRecordTests {
  private func handOff(_ number: Int, reasons: [Reason] = []) throws -> HandOff {
    HandOff(
      id: HandOffID(milliseconds: UInt64(number), high: 1, low: 2),
      piece: try #require(PieceID("help/piece-00000")), clock: number, parents: [],
      at: "2026-11-21T09:00:00.000Z", actor: Actor(id: "ana", name: "Ana", roles: [.requester]),
      decision: number == 1 ? .start : .submit, reasons: reasons)
  }

  /// A record's text with the seal that its bytes should have.
  private func sealed(_ text: String) throws -> Data {
    let seal = try #require(text.firstRange(of: #/"seal" : "[0-9a-f]{64}"/#))
    let bare = text.replacingCharacters(
      in: seal, with: "\"seal\" : \"\(String(repeating: "0", count: 64))\"")
    let digest = Digest(of: Data(bare.utf8))
    return Data(text.replacingCharacters(in: seal, with: "\"seal\" : \"\(digest)\"").utf8)
  }

  /// Writes two records, changes the second one's text, and says what is read then.
  private func contents(
    _ change: (String) throws -> Data
  ) async throws -> (records: [Int], rules: [String]) {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let folder = desk.handOffs(of: try handOff(1).piece)
      try folder.append(handOff(1))
      try folder.append(handOff(2))
      let file = root.appending(path: "\(folder.path)/\(try handOff(2).fileName)")
      try change(String(contentsOf: file, encoding: .utf8)).write(to: file)
      let read = try folder.read()
      return (read.records.map(\.handOff.clock), read.findings.map(\.rule))
    }
  }

  private func later(_ text: String) -> String {
    text.replacingOccurrences(of: "\"version\" : 1,", with: "\"version\" : 2,")
  }

  @Test func `one of our shape is read as far as it is understood`() async throws {
    let read = try await contents {
      try sealed(
        later($0).replacingOccurrences(of: "{\n  \"actor\"", with: "{\n  \"a\" : 1,\n  \"actor\""))
    }
    #expect(read.records == [1, 2])
    #expect(read.rules == ["record-newer"])
  }

  @Test func `one of another shape is named, and the others are read`() async throws {
    let shapes: [@Sendable (String) throws -> Data] = [
      {
        try sealed(later($0).replacingOccurrences(of: "\"clock\" : 2", with: "\"clock\" : [2, 7]"))
      },
      { try sealed(later($0).replacingOccurrences(of: "\"piece\"", with: "\"item\"")) },
      { _ in Data(#"{"version": 3, "signatures": [], "body": "e30="}"#.utf8) },
    ]
    for shape in shapes {
      let read = try await contents(shape)
      #expect(read.records == [1])
      #expect(read.rules == ["record-newer"])
    }
  }

  @Test func `one with our seal is damaged where the seal does not hold`() async throws {
    let read = try await contents { Data(later($0).utf8) }
    #expect(read.records == [1])
    #expect(read.rules == ["handoff-damaged"])
  }

  @Test func `one of our own version and another shape is damaged`() async throws {
    let read = try await contents {
      try sealed($0.replacingOccurrences(of: "\"clock\" : 2", with: "\"clock\" : \"2\""))
    }
    #expect(read.records == [1])
    #expect(read.rules == ["handoff-damaged"])
  }

  @Test func `a reason that this version does not know is kept as it is`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let first = try handOff(1, reasons: [Reason(rawValue: "out-of-season"), .tone])
      let folder = desk.handOffs(of: first.piece)
      let recorded = try folder.append(first)
      let read = try folder.read()
      #expect(read.records == [recorded] && read.findings.isEmpty)
      #expect(read.records.first?.handOff.reasons.map(\.rawValue) == ["out-of-season", "tone"])
    }
  }

  @Test func `a file too large for a record is named, and dot files are passed over`() async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let folder = desk.handOffs(of: try handOff(1).piece)
      try folder.append(handOff(1))
      try Data().write(to: root.appending(path: "\(folder.path)/.DS_Store"))
      #expect(try folder.read().findings.isEmpty)
      let large = root.appending(path: "\(folder.path)/00000002-large.json")
      #expect(FileManager.default.createFile(atPath: large.path, contents: nil))
      let handle = try FileHandle(forWritingTo: large)
      try handle.truncate(atOffset: 1 << 40)
      try handle.close()
      let read = try folder.read()
      #expect(read.records.count == 1)
      #expect(read.findings.map(\.rule) == ["handoff-damaged"])
    }
  }
}
