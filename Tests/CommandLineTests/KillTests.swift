import Foundation
import TestSupport
import Testing

/// `kill -9` in the middle of `run`: what was there stays whole, and a repeated run goes on.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct KillTests {
  @Test func `200 runs killed at random points all finish when repeated`() async throws {
    try await withTemporaryFolder { root in
      var generator = SeededGenerator(seed: 9)
      let ready = try StageWalk.prepare(in: root)
      var killed = 0
      for round in 0..<200 {
        let stage = round % StageWalk.steps.count
        let desk = root.appending(path: "desk").path
        try? FileManager.default.removeItem(atPath: desk)
        try FileManager.default.copyItem(atPath: ready[stage], toPath: desk)
        guard let run = StageWalk.steps[stage].last else { continue }
        let arguments = [run[0], StageWalk.piece, "--desk", desk] + run.dropFirst()
        let started = try Program.start(arguments)
        try await Task.sleep(for: .milliseconds(Int.random(in: 5..<140, using: &generator)))
        kill(started.processID, SIGKILL)
        if started.end().wasKilled { killed += 1 }

        let again = try Program.start(arguments).end()
        #expect(again.code == 0, "round \(round): \(again.errors)")
        let verified = try Program.run("verify", "--desk", desk)
        #expect(verified.code == 0, "round \(round): \(verified.errors)")
        let status = try Program.run("show", StageWalk.piece, "--desk", desk, "--json")
        #expect(status.output.contains("\"kind\" : \"decide\""), "round \(round)")
      }
      #expect(killed > 20)
    }
  }
}
