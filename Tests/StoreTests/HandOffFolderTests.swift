import Core
import Formats
import Foundation
import Store
import TestSupport
import Testing

@Suite struct HandOffFolderTests {
  private func handOff(_ number: Int, after parents: [RecordedHandOff] = []) throws -> HandOff {
    HandOff(
      id: HandOffID(milliseconds: UInt64(number), high: 1, low: 2),
      piece: try #require(PieceID("help/piece-00000")), clock: number,
      parents: parents.map { .init(id: $0.handOff.id, sha256: $0.sha256) },
      at: "2026-11-21T09:00:00.000Z", actor: Actor(id: "ana", name: "Ana", roles: [.requester]),
      decision: number == 1 ? .start : .submit, note: "déjà vu \"seal\" : \"x\"")
  }

  @Test func `a record is read as it was written, and writing it again does nothing`() async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let first = try handOff(1)
      let folder = desk.handOffs(of: first.piece)
      let recorded = try folder.append(first)
      #expect(try folder.append(first) == recorded)
      let second = try folder.append(handOff(2, after: [recorded]))
      #expect(try folder.read().records == [recorded, second])
      #expect(try folder.read().findings.isEmpty)
    }
  }

  @Test func `any changed byte of a record is found, and the others are still read`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let first = try handOff(1)
      let folder = desk.handOffs(of: first.piece)
      let recorded = try folder.append(first)
      _ = try folder.append(handOff(2, after: [recorded]))
      let file = root.appending(path: "\(folder.path)/\(first.fileName)")
      let bytes = try Data(contentsOf: file)
      for index in bytes.indices {
        var changed = bytes
        changed[index] ^= 0x01
        try changed.write(to: file)
        let contents = try folder.read()
        #expect(contents.findings.count == 1, "byte \(index)")
        #expect(contents.findings.first?.place?.file.hasSuffix(first.fileName) == true)
        #expect(contents.records.count == 1)
      }
    }
  }

  @Test func `a record cut off at any byte is found`() async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root.path)
      let first = try handOff(1)
      let folder = desk.handOffs(of: first.piece)
      _ = try folder.append(first)
      let file = root.appending(path: "\(folder.path)/\(first.fileName)")
      let bytes = try Data(contentsOf: file)
      for length in stride(from: 0, to: bytes.count, by: 7) {
        try bytes.prefix(length).write(to: file)
        #expect(try folder.read().findings.count == 1, "\(length) bytes")
      }
    }
  }

  @Test func `records of two Git clones merge without conflict`() async throws {
    try await withTemporaryFolder { root in
      func git(_ arguments: String..., in folder: String) throws {
        let folder = root.appending(path: folder).path
        let options = ["-C", folder, "-c", "user.name=T", "-c", "user.email=t@example.org"]
        let ended = try ChildProcess("git", options + arguments).end()
        #expect(ended.code == 0, "git \(arguments): \(ended.errors)")
      }
      let manager = FileManager.default
      let one = root.appending(path: "one")
      try manager.createDirectory(at: one, withIntermediateDirectories: true)
      let first = try handOff(1)
      let desk = Desk(root: one.path)
      try desk.write(Data(Desk.gitAttributes.utf8), to: ".gitattributes")
      let recorded = try desk.handOffs(of: first.piece).append(first)
      try git("init", "-q", "-b", "main", in: "one")
      try git("add", "-A", in: "one")
      try git("commit", "-qm", "start", in: "one")
      for branch in 0..<20 {
        try git("checkout", "-q", "-b", "b\(branch)", "main", in: "one")
        for event in 0..<10 {
          var record = try handOff(2, after: [recorded])
          record.id = HandOffID(milliseconds: UInt64(branch), high: 0, low: UInt64(event))
          try desk.handOffs(of: first.piece).append(record)
        }
        try git("add", "-A", in: "one")
        try git("commit", "-qm", "work", in: "one")
      }
      try git("checkout", "-q", "main", in: "one")
      for branch in 0..<20 { try git("merge", "-q", "--no-edit", "b\(branch)", in: "one") }
      let contents = try desk.handOffs(of: first.piece).read()
      #expect(contents.records.count == 201 && contents.findings.isEmpty)
    }
  }
}
