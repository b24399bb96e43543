import Core
import Foundation
import TestSupport
import Testing
import Tuning

/// Debian's Slurm itself, as one node on loopback.
@Suite(
  .serialized, .enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"),
  .enabled(
    if: LoopbackSlurm.isInstalled, "Slurm is not installed here; .ci/setup slurm installs it"))
struct SlurmTests {
  private static let sweep = """
    seeds: [1, 2]
    hyperparameters:
      learningRate: {from: 1e-5, to: 1e-3, steps: 3, scale: log}

    """

  private static let cluster = "cluster: {kind: slurm, partition: loopback, time: \"5\"}\n"

  @Test func `a job array gives the table that the runs have on this machine`() async throws {
    try await withTemporaryFolder { folder in
      try await LoopbackSlurm.with(folder) { slurm in
        let here = try TuningDesk(in: folder.appending(path: "here"), plan: Self.sweep)
        #expect(try await here.run() == .done)
        let there = try TuningDesk(
          in: folder.appending(path: "there"), plan: Self.sweep + Self.cluster)
        #expect(try await there.run(on: slurm.commands) == .done)
        #expect(try there.whole() == here.whole())
        let table = try there.table()
        #expect(table.rows.count == 6 && table.rows.allSatisfy { $0.state == "completed" })
        #expect(table.groups.map(\.loss) == (try here.table().groups.map(\.loss)))
        let jobs = try there.runs().map { try there.folder.run($0.id).record()?.attempts[0].job }
        #expect(Set(jobs.map { $0?.id }).count == 1)
        #expect(jobs.map { $0?.task } == [0, 1, 2, 3, 4, 5])
        #expect(jobs.allSatisfy { $0?.state == "COMPLETED" && $0?.node != nil })
        #expect(there.processes.isEmpty)
        // What is done is not submitted again.
        try await there.run(on: slurm.commands) { _ in Issue.record("a run was touched") }
        // The plan's cluster decides nothing: without it the runs are the same, and done.
        try there.plan(Self.sweep)
        try await there.run { _ in Issue.record("a run was run again") }
      }
    }
  }

  @Test func `jobs outlive a killed Colophon, and the next one follows them`() async throws {
    try await withTemporaryFolder { folder in
      try await LoopbackSlurm.with(folder) { slurm in
        let desk = try TuningDesk(
          in: folder.appending(path: "desk"),
          plan: "seeds: [1, 2]\nsamples: ['!wait 4']\n" + Self.cluster)
        let started = try TuningRunnerProgram.start(desk, slurm.environment)
        try await desk.awaitSteps()
        kill(started.processID, SIGKILL)
        started.end()
        guard case .onCluster = try desk.report().state else {
          Issue.record("\(try desk.report().state)")
          return
        }
        for run in try desk.runs() { try desk.write("", to: "Models/voice/runs/\(run.id)/go") }
        #expect(try await desk.run(on: slurm.commands) == .done)
        for run in try desk.runs() {
          let report = try desk.folder.run(run.id).report()
          #expect(report.state == .completed)
          #expect(report.record?.attempts.count == 1 && report.log.starts == 1)
        }
      }
    }
  }

  @Test func `cancelling lets each trainer write a checkpoint, and ends what waits`() async throws {
    try await withTemporaryFolder { folder in
      try await LoopbackSlurm.with(folder) { slurm in
        // The node has four processors, so the fifth run waits.
        let desk = try TuningDesk(
          in: folder.appending(path: "desk"),
          plan: "seeds: [1, 2, 3, 4, 5]\nsamples: ['!wait 4']\n" + Self.cluster)
        let work = Task { try await desk.run(on: slurm.commands) }
        for run in try desk.runs().prefix(4) {
          while try desk.folder.run(run.id).log().steps.isEmpty {
            try await Task.sleep(for: .milliseconds(20))
          }
        }
        guard case .queued = try desk.folder.run(desk.runs()[4].id).state() else {
          Issue.record("\(try desk.folder.run(desk.runs()[4].id).state())")
          return
        }
        work.cancel()
        #expect(try await work.value == .cancelled)
        #expect(desk.processes.isEmpty)
        let reports = try desk.runs().map { try desk.folder.run($0.id).report() }
        #expect(reports.allSatisfy { $0.state == .cancelled(reason: "it was cancelled") })
        // The fifth may have got a processor that the others left.
        #expect(reports.prefix(4).allSatisfy { !$0.log.checkpoints.isEmpty })
        try desk.plan("seeds: [1, 2, 3, 4, 5]\n" + Self.cluster)
        #expect(try await desk.run(on: slurm.commands) == .done)
        #expect(try desk.table().rows.allSatisfy { $0.state == "completed" && $0.steps == 10 })
        #expect(try desk.report().log.start?.resumedFrom != nil)
      }
    }
  }

  @Test func `a trainer that dies on the cluster is a crash, and goes on when run again`()
    async throws
  {
    try await withTemporaryFolder { folder in
      try await LoopbackSlurm.with(folder) { slurm in
        let desk = try TuningDesk(
          in: folder.appending(path: "desk"), plan: "samples: ['!die 5']\n" + Self.cluster)
        try await desk.run(on: slurm.commands)
        guard case .crashed(let reason, let lines) = try desk.report().state else {
          Issue.record("\(try desk.report().state)")
          return
        }
        #expect(reason.contains("signal 9"))
        #expect(lines.contains("about to die"))
        try await desk.run(on: slurm.commands)
        #expect(try desk.report().state == .completed)
        #expect(try desk.report().log.steps.map(\.step) == Array(1...10))
      }
    }
  }

  @Test func `what Slurm refuses is said in its words, and nothing is left`() async throws {
    try await withTemporaryFolder { folder in
      try await LoopbackSlurm.with(folder) { slurm in
        let desk = try TuningDesk(
          in: folder.appending(path: "desk"), plan: "cluster: {kind: slurm, partition: nowhere}\n")
        await #expect {
          try await desk.run(on: slurm.commands)
        } throws: { error in
          (error as? TuningError)?.code == .refused && "\(error)".contains("nvalid partition")
        }
        #expect(try desk.report().state == .waiting)
      }
    }
  }
}
