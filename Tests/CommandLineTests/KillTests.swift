import Foundation
import TestSupport
import Testing

/// `kill -9` in the middle of `run`: what was there stays whole, and a repeated run goes on.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct KillTests {
  /// The decisions that take a sample piece to each stage, by who takes them.
  private static let steps: [[[String]]] = [
    [["run", "--as", "priya"]],
    [["approve", "--as", "helen"], ["run", "--as", "tomasz"]],
    [["approve", "--as", "helen"], ["run", "--as", "amara"]],
    [["approve", "--as", "tomasz"], ["run", "--as", "amara"]],
    [["approve", "--as", "helen"], ["run", "--as", "amara"]],
    [["select", "--best", "--because", "best", "--as", "helen"], ["run", "--as", "yusuf"]],
    [["approve", "--as", "linh"], ["approve", "--as", "yusuf"], ["run", "--as", "linh"]],
    [["approve", "--as", "priya"], ["run", "--as", "priya"]],
  ]
  private static let piece = "reserve"

  @Test func `200 runs killed at random points all finish when repeated`() async throws {
    try await withTemporaryFolder { root in
      var generator = SeededGenerator(seed: 9)
      let ready = try prepare(in: root)
      var killed = 0
      for round in 0..<200 {
        let stage = round % Self.steps.count
        let desk = root.appending(path: "desk").path
        try? FileManager.default.removeItem(atPath: desk)
        try FileManager.default.copyItem(atPath: ready[stage], toPath: desk)
        guard let run = Self.steps[stage].last else { continue }
        let arguments = [run[0], Self.piece, "--desk", desk] + run.dropFirst()
        let started = try Program.start(arguments)
        try await Task.sleep(for: .milliseconds(Int.random(in: 5..<140, using: &generator)))
        kill(started.processID, SIGKILL)
        if started.end().wasKilled { killed += 1 }

        let again = try Program.start(arguments).end()
        #expect(again.code == 0, "round \(round): \(again.errors)")
        let verified = try Program.run("verify", "--desk", desk)
        #expect(verified.code == 0, "round \(round): \(verified.errors)")
        let status = try Program.run("show", Self.piece, "--desk", desk, "--json")
        #expect(status.output.contains("\"kind\" : \"decide\""), "round \(round)")
      }
      #expect(killed > 20)
    }
  }

  /// A desk for each stage, ready to be run there.
  private func prepare(in root: URL) throws -> [String] {
    let first = root.appending(path: "ready-0").path
    #expect(try Program.run("init", "--sample", first).code == 0)
    var ready = [first]
    for (stage, steps) in Self.steps.enumerated() {
      let here = root.appending(path: "ready-\(stage)").path
      let decisions = steps.dropLast()
      for decision in decisions {
        let ended = try Program.start(
          [decision[0], Self.piece, "--desk", here] + decision.dropFirst()
        ).end()
        #expect(ended.code == 0, "\(decision): \(ended.errors)")
      }
      guard stage + 1 < Self.steps.count, let run = steps.last else { continue }
      let next = root.appending(path: "ready-\(stage + 1)").path
      try FileManager.default.copyItem(atPath: here, toPath: next)
      let ended = try Program.start([run[0], Self.piece, "--desk", next] + run.dropFirst()).end()
      #expect(ended.code == 0, "\(run): \(ended.errors)")
      ready.append(next)
    }
    return ready
  }
}
