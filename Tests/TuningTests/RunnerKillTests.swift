import Core
import Foundation
import Synchronization
import TestSupport
import Testing
import Tuning

/// `kill -9` of Colophon while a trainer lives on.
@Suite(.enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"))
struct RunnerKillTests {
  private static let sweep = """
    seeds: [1, 2]
    samples: ['!slow 0.2']
    hyperparameters:
      learningRate: [1e-4, 1e-3]
    """

  private static let folds = """
    folds: 3
    samples: ['!slow 0.2']
    """

  @Test(arguments: [sweep, folds])
  func `ten kills at random end with the table of an undisturbed run, and no process is left`(
    plan: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let calm = try TuningDesk(in: folder.appending(path: "calm"), plan: plan)
      #expect(try await calm.run() == .done)

      let desk = try TuningDesk(in: folder.appending(path: "killed"), plan: plan)
      // What kills has a thread of its own, which other tests do not hold up.
      let killed = try await onOwnThread {
        var generator = SeededGenerator(seed: UInt64(plan.utf8.count))
        var killed = 0
        for round in 0..<10 {
          let started = try TuningRunnerProgram.start(desk)
          usleep(UInt32.random(in: 20_000..<500_000, using: &generator))
          // In every third round the trainers die too.
          if round.isMultiple(of: 3) {
            for pid in desk.processes where pid != started.processID { kill(pid, SIGKILL) }
          }
          kill(started.processID, SIGKILL)
          if started.end().wasKilled { killed += 1 }
        }
        return killed
      }
      let last = try await onOwnThread { try TuningRunnerProgram.start(desk).end() }
      #expect(last.code == 0, "\(last.errors)")
      #expect(killed == 10)
      #expect(try desk.whole() == calm.whole())
      #expect(try desk.table().rows.allSatisfy { $0.state == "completed" })
      #expect(desk.processes.isEmpty)
      for run in desk.folder.runs {
        #expect(try desk.folder.run(run).record()?.attempts.last?.process == nil)
      }
    }
  }

  @Test func `a trainer that outlives Colophon is followed by the next, and not started twice`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 4']\n")
      let started = try TuningRunnerProgram.start(desk)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      guard case .running = try desk.report().state else {
        Issue.record("the trainer went with its Colophon")
        return
      }
      try desk.letGo()
      #expect(try await desk.run() == .done)
      let report = try desk.report()
      #expect(report.state == .completed)
      #expect(report.record?.attempts.count == 1)
      #expect(report.log.starts == 1)
    }
  }

  @Test func `what a trainer left behind while no Colophon saw it end is ended by the next`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 4', '!fork']\n")
      let started = try TuningRunnerProgram.start(desk)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      try desk.letGo()
      while case .running = try desk.report().state {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try desk.report().state == .completed)
      #expect(desk.processes.count == 1)
      #expect(try await desk.run() == .done)
      #expect(desk.processes.isEmpty)
      let report = try desk.report()
      #expect(report.record?.attempts.count == 1)
      // Its last word stands for its end.
      let ended = try #require(report.record?.attempts[0].ended)
      let lastWord = try #require(report.log.end?.at)
      #expect(abs(ended.timeIntervalSince(lastWord)) < 0.01)
    }
  }

  @Test func `what another copy of the desk began is left alone, and said`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 4']\n")
      let started = try TuningRunnerProgram.start(desk)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      let old = try desk.runs()[0].id
      let record = try Data(contentsOf: URL(filePath: "\(desk.folder.run(old).path)/run.yml"))
      let own = try String(contentsOfFile: "\(desk.root)/.colophon/copy", encoding: .utf8)
      // A clone has none of `.colophon/`.
      try FileManager.default.removeItem(atPath: "\(desk.root)/.colophon")
      let alive = Set(desk.processes)
      #expect(!alive.isEmpty)
      for plan in ["samples: ['!wait 4']\n", "seeds: [2]\n"] {
        try desk.plan(plan)
        let rules = Mutex<[String]>([])
        let end = try await desk.run { news in
          if case .finding(let finding) = news { rules.withLock { $0.append(finding.rule) } }
        }
        #expect(end == .done)
        #expect(rules.withLock { $0 } == ["tuning-run-elsewhere"])
        #expect(try desk.folder.run(old).state().name == "elsewhere")
        #expect(alive.isSubset(of: desk.processes))
        #expect(
          try Data(contentsOf: URL(filePath: "\(desk.folder.run(old).path)/run.yml")) == record)
      }
      #expect(try desk.report().state == .completed)
      try desk.write(own, to: ".colophon/copy")
      try desk.plan("samples: ['!wait 4']\n")
      try desk.letGo()
      #expect(try await desk.run() == .done)
      #expect(try desk.report().state == .completed)
      #expect(try desk.report().record?.attempts.count == 1)
    }
  }

  @Test func `a trainer that the plan has no more is ended`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 4']\n")
      let started = try TuningRunnerProgram.start(desk)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      let old = try desk.runs()[0].id
      try desk.plan("seeds: 5\n")
      #expect(try await desk.run() == .done)
      #expect(
        try desk.folder.run(old).state() == .cancelled(reason: "the plan has it no more"))
      #expect(desk.processes.isEmpty)
    }
  }

  @Test func `SIGTERM to Colophon ends the trainer too`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 4', '!fork']\n")
      let started = try TuningRunnerProgram.start(desk)
      try await desk.awaitSteps()
      kill(started.processID, SIGTERM)
      let end = try await onOwnThread { started.end() }
      #expect(end.code == 0 && end.output.contains("cancelled"))
      #expect(desk.processes.isEmpty)
    }
  }

  @Test func `a stranger with the trainer's number is never signalled`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!die 3']\n")
      try await desk.run()
      let run = try desk.runs()[0].id
      let stranger = try ChildProcess("sleep", ["600"])
      defer {
        kill(stranger.processID, SIGKILL)
        stranger.end()
      }
      let stat = try String(contentsOfFile: "/proc/\(stranger.processID)/stat", encoding: .utf8)
      let time = stat.split(separator: ")").last?.split(separator: " ")[19] ?? "0"
      let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let path = "\(desk.folder.path)/runs/\(run)/run.yml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      // One process with another start, one with another machine's start, and the worst: all the same,
      // so that only the mark tells. That one is taken for a trainer, waited for, and never harmed.
      for (start, machine) in [("1", boot), ("\(time)", "another"), ("\(time)", boot)] {
        let process = """
            eventsFrom: 0
            process:
              boot: \(machine)
              mark: 0123456789abcdef0123456789abcdef
              pid: \(stranger.processID)
              startTime: \(start)

          """
        let written = text.replacing("  eventsFrom: 0\n", with: process)
        try #require(written != text)
        try Data(written.utf8).write(to: URL(filePath: path))
        try desk.plan("samples: ['!die 3']\nhangSeconds: 1\ngraceSeconds: 0.2\n")
        #expect(try await desk.run() == .done)
        let line = try String(contentsOfFile: "/proc/\(stranger.processID)/stat", encoding: .utf8)
        #expect(line.contains(") S "))
      }
      #expect(try desk.report().state == .completed || desk.report().state == .hung)
    }
  }
}
