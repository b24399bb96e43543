import Foundation
import StandIn
import TestSupport
import Testing

/// `kill -9` in the middle of `script run`: what was answered is on record, and little is asked twice.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct ScriptKillTests {
  private static let count = 2000
  private static let width = 16
  private static let kills = 50

  private struct Totals: Decodable {
    struct Total: Decodable { var calls: Int }
    var total: Total
  }

  private func requests(in root: URL) throws -> String {
    let file = root.appending(path: "requests.jsonl")
    let lines = (0..<Self.count).map {
      #"{"body":{"max_completion_tokens":50,"messages":[{"content":"Question \#($0)?","role":"user"}],"#
        + #""model":"stand-in-1","n":1},"custom_id":"q\#($0)","method":"POST","#
        + #""url":"/v1/chat/completions"}"#
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file.path
  }

  @Test func `2,000 requests are all answered through 50 kills, and little is asked twice`()
    async throws
  {
    try await withTemporaryFolder { root in
      var settings = StandIn.Settings()
      settings.delay = .milliseconds(60)
      // As a server that charges for what is asked twice.
      settings.honoursIdempotency = false
      try await StandIn.run(settings) { server in
        let file = try requests(in: root)
        let out = root.appending(path: "out").path
        let environment = ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": StandIn.key]
        let arguments = [
          "script", "run", file, "--out", out, "--concurrency", "\(Self.width)", "--json",
        ]
        var generator = SeededGenerator(seed: 5)
        var killed = 0
        while killed < Self.kills {
          let (asked, repeated) = (server.calls.received, server.calls.repeats)
          guard asked - repeated < Self.count - 2 * Self.width else { break }
          // So many requests later, or so many milliseconds: now and then before the first.
          let more = Int.random(in: 0..<70, using: &generator)
          let pause = UInt32.random(in: 0..<60_000, using: &generator)
          let ended = try await onOwnThread {
            let run = try ChildProcess(Program.path, arguments, environment: environment)
            _ = run.reaches(within: .seconds(20)) { server.calls.received >= asked + more }
            usleep(pause)
            kill(run.processID, SIGKILL)
            return run.end()
          }
          if ended.wasKilled { killed += 1 }
          // What was in flight at the kill before this one is all that can have been repeated.
          #expect(server.calls.repeats - repeated <= Self.width)
        }
        #expect(killed == Self.kills)

        let last = try ChildProcess(Program.path, arguments, environment: environment).end()
        #expect(last.code == 0, "\(last.errors)")
        #expect(last.output.contains("\"answered\" : \(Self.count)"))
        let answers = try String(contentsOfFile: "\(out)/responses.jsonl", encoding: .utf8)
        #expect(answers.split(separator: "\n").count == Self.count)
        let calls = server.calls
        #expect(calls.bodies.count == Self.count)
        #expect(calls.repeats <= Self.kills * Self.width)

        // Whatever the server may charge for is in the totals, what was cut off by a kill with it; and
        // hardly more: of each kill, what had been begun and not yet sent.
        let totals = try ChildProcess(
          Program.path, ["ledger", out, "--json"], environment: environment
        ).end()
        let total = try JSONDecoder().decode(Totals.self, from: Data(totals.output.utf8)).total
        #expect(total.calls >= calls.answered)
        #expect(total.calls <= calls.received + Self.kills * Self.width)

        let rerun = try ChildProcess(Program.path, arguments, environment: environment).end()
        #expect(rerun.code == 0, "\(rerun.errors)")
        #expect(server.calls.received == calls.received)
      }
    }
  }

  @Test func `Ctrl-C lets end what is under way, and says so by its exit code`() async throws {
    try await withTemporaryFolder { root in
      var settings = StandIn.Settings()
      settings.delay = .milliseconds(200)
      try await StandIn.run(settings) { server in
        let out = root.appending(path: "out").path
        let file = try requests(in: root)
        let ended = try await onOwnThread {
          let run = try ChildProcess(
            Program.path,
            ["script", "run", file, "--out", out, "--concurrency", "4", "--json"],
            environment: ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": StandIn.key])
          _ = run.reaches { server.calls.received >= 10 }
          kill(run.processID, SIGINT)
          return run.end()
        }
        #expect(ended.code == 130, "\(ended.errors)")
        #expect(!ended.wasKilled)
        let answers = try String(contentsOfFile: "\(out)/responses.jsonl", encoding: .utf8)
        #expect(answers.split(separator: "\n").count == server.calls.received)
      }
    }
  }

  @Test func `Ctrl-C ends a wait at once`() async throws {
    try await withTemporaryFolder { root in
      // Who comes when all is used up is told to wait for a minute.
      var settings = StandIn.Settings()
      settings.requestsPerWindow = 3
      settings.window = .seconds(60)
      let width = 6
      try await StandIn.run(settings) { server in
        let file = root.appending(path: "requests.jsonl")
        let lines = (0..<width).map {
          #"{"body":{"messages":[{"content":"Q\#($0)","role":"user"}],"model":"stand-in-1"},"#
            + #""custom_id":"q\#($0)","method":"POST","url":"/v1/chat/completions"}"#
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        let (ended, received, seconds) = try await onOwnThread {
          let run = try ChildProcess(
            Program.path,
            [
              "script", "run", file.path, "--out", root.appending(path: "out").path,
              "--concurrency", "\(width)",
            ],
            environment: ["OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": StandIn.key])
          _ = run.reaches { server.calls.received >= 3 }
          // Until the others wait.
          usleep(500_000)
          let stopped = ContinuousClock.now
          kill(run.processID, SIGINT)
          let received = server.calls.received
          return (run.end(), received, ContinuousClock.now - stopped)
        }
        #expect(ended.code == 130, "\(ended.errors)")
        // All that may have been on its way at the signal.
        #expect(server.calls.received <= received + width)
        // Half of the wait is enough for any machine.
        #expect(seconds < .seconds(30))
      }
    }
  }

  @Test func `answers that the disk does not take are put elsewhere, and asked no second time`()
    async throws
  {
    try await withTemporaryFolder { root in
      try await StandIn.run { server in
        let file = try requests(in: root)
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        try Data((lines.prefix(40).joined(separator: "\n") + "\n").utf8)
          .write(to: URL(filePath: file))
        let out = root.appending(path: "out").path
        let environment = [
          "OPENAI_BASE_URL": server.baseURL, "OPENAI_API_KEY": StandIn.key, "TMPDIR": root.path,
        ]
        let arguments = [
          "script", "run", file, "--out", out, "--concurrency", "8", "--json",
        ]
        let limited = try ChildProcess(
          "sh",
          ["-c", "trap '' XFSZ; ulimit -f 40; exec \"$@\"", "sh", Program.path] + arguments,
          environment: environment
        ).end()
        #expect(limited.code == 4, "\(limited.errors)")
        let rescued = try FileManager.default.contentsOfDirectory(atPath: root.path)
          .filter { $0.hasPrefix("colophon-") && $0.hasSuffix(".jsonl") }
        #expect(!rescued.isEmpty)
        for name in rescued {
          try FileManager.default.moveItem(
            atPath: "\(root.path)/\(name)", toPath: "\(out)/ledger/\(name)")
        }
        let rest = try ChildProcess(Program.path, arguments, environment: environment).end()
        #expect(rest.code == 0, "\(rest.errors)")
        #expect(server.calls.received == 40)
        #expect(server.calls.repeats == 0)
      }
    }
  }

  @Test(arguments: ["1e30", "nan", "-1", "much"])
  func `a ceiling is an amount of dollars`(amount: String) throws {
    for verb in ["run", "batch"] {
      let ended = try Program.run(
        "script", verb, "none.jsonl", "--out", "none", "--ceiling=\(amount)")
      #expect(ended.code == 2, "\(ended.errors)")
      #expect(ended.errors.contains("--ceiling is an amount of dollars"))
    }
  }
}
