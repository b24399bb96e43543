import Core
import Foundation
import Synchronization
import TestSupport
import Testing
import Tuning

/// A job array's life, whatever Slurm does or does not say.
@Suite(.enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"))
struct ClusterRunnerTests {
  private static let cluster = "cluster: {kind: slurm}\n"

  private func desk(
    _ plan: String, in folder: URL
  ) throws -> (desk: TuningDesk, slurm: ScriptedSlurm) {
    (
      try TuningDesk(in: folder.appending(path: "desk"), plan: plan + Self.cluster),
      try ScriptedSlurm(in: folder)
    )
  }

  @Test func `a sweep is one array, and gives the table of this machine`() async throws {
    try await withTemporaryFolder { folder in
      let sweep = "seeds: [1, 2]\nhyperparameters:\n  learningRate: [1e-4, 1e-3]\n"
      let here = try TuningDesk(in: folder.appending(path: "here"), plan: sweep)
      #expect(try await here.run() == .done)
      let desk = try TuningDesk(
        in: folder.appending(path: "there"),
        plan: sweep + """
          cluster: {kind: slurm, partition: "long,short", time: "1:30:00", gpus: a100:1, memory: 8G,
            cpus: 6, account: "press_7"}

          """)
      let slurm = try ScriptedSlurm(in: folder)
      let news = Mutex<[PlanNews]>([])
      #expect(
        try await desk.run(on: slurm.commands) { one in news.withLock { $0.append(one) } } == .done)
      #expect(try desk.whole() == here.whole())
      let submissions = slurm.calls("sbatch")
      #expect(submissions.count == 1)
      for option in [
        "--hold", "--no-requeue", "--array=0-3", "--partition=long,short", "--time=1:30:00",
        "--gpus=a100:1", "--mem=8G", "--cpus-per-task=6", "--account=press_7",
        "--signal=B:TERM@60",
      ] { #expect(submissions[0].contains(" \(option) "), "\(option)") }
      let told = news.withLock { $0 }
      #expect(told.filter { if case .started = $0 { true } else { false } }.count == 4)
      for run in try desk.runs() {
        #expect(told.contains(.run(run.id, .state(.completed))))
        let mine = told.filter { if case .run(run.id, .event) = $0 { true } else { false } }
        #expect(mine.count == 22)
      }
      let left = try FileManager.default.contentsOfDirectory(
        atPath: "\(desk.folder.runsFolder)/.slurm")
      #expect(left.isEmpty, "\(left)")
    }
  }

  @Test func `an array whose answer was lost is found by its name, and not submitted again`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("seeds: [1, 2]\n", in: folder)
      try slurm.tell("lost-sbatch", "1")
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(slurm.calls("sbatch").count == 1)
      #expect(try desk.table().rows.allSatisfy { $0.state == "completed" && $0.attempts == 1 })
    }
  }

  @Test func `where it cannot be found out either, nothing else happens until it can`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("seeds: [1, 2]\n", in: folder)
      try slurm.tell("lost-sbatch", "1")
      // The first command is sbatch, and it is heard.
      let commands = slurm.commands
      let work = Task { try await desk.run(on: commands) }
      while slurm.calls("sbatch").isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      try slurm.tell("silent")
      let isLost: Bool
      do {
        _ = try await work.value
        isLost = false
      } catch {
        isLost = "\(error)".contains("looked for by its name")
      }
      // Slurm may have been asked before it fell silent; then the array was found.
      if isLost {
        #expect(try desk.report().record?.attempts.last?.job?.id == nil)
        await #expect(throws: TuningError.self) { try await desk.run(on: commands) }
      }
      try slurm.untell("silent")
      #expect(try await desk.run(on: commands) == .done)
      #expect(slurm.calls("sbatch").count == 1)
      #expect(try desk.table().rows.allSatisfy { $0.state == "completed" && $0.attempts == 1 })
    }
  }

  @Test func `an array that never was is submitted anew`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("", in: folder)
      try slurm.tell("silent")
      await #expect(throws: TuningError.self) { try await desk.run(on: slurm.commands) }
      guard case .queued = try desk.report().state else {
        Issue.record("\(try desk.report().state)")
        return
      }
      try slurm.untell("silent")
      #expect(try await desk.run(on: slurm.commands) == .done)
      let report = try desk.report()
      #expect(report.state == .completed && report.record?.attempts.count == 1)
    }
  }

  @Test func `what Slurm refuses is said with its place, and is no attempt`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("", in: folder)
      try slurm.tell("refuse-sbatch", "1")
      await #expect {
        try await desk.run(on: slurm.commands)
      } throws: { error in
        let text = "\(error)"
        return text.contains("Models/voice/tune.yml") && text.contains("Invalid partition name")
      }
      #expect(try desk.report().state == .waiting)
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(try desk.report().record?.attempts.count == 1)
    }
  }

  @Test func `without Slurm's commands a plan for a cluster says so`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: Self.cluster)
      let nowhere = SlurmCommands(environment: ["PATH": "/nowhere"])
      await #expect {
        try await desk.run(on: nowhere)
      } throws: { error in
        (error as? TuningError)?.code == .environment && "\(error)".contains("'sbatch'")
      }
      #expect(try desk.report().state == .waiting)
    }
  }

  @Test func `an array that could not be let go is let go at the next look`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("", in: folder)
      try slurm.tell("lost-release", "2")
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(try desk.report().state == .completed)
      #expect(slurm.calls("scontrol").count >= 3)
    }
  }

  @Test(arguments: [
    ("NODE_FAIL", "crashed", "the machine scripted failed"),
    ("TIMEOUT", "crashed", "reached its time limit"),
    ("OUT_OF_MEMORY", "failed", "more memory than it had"),
    ("PREEMPTED", "cancelled", "make room for another"),
    ("CANCELLED", "cancelled", "somebody cancelled its job"),
    ("FAILED", "crashed", "its job was FAILED: signal 9"),
    ("BOOT_FAIL", "crashed", "the machine scripted failed"),
  ])
  func `what becomes of a job is said, and the run goes on when the plan is run again`(
    word: String, state: String, sentence: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("samples: ['!wait 6']\n", in: folder)
      try slurm.tell("state", word)
      #expect(try await desk.run(on: slurm.commands) == .done)
      let report = try desk.report()
      #expect(report.state.name == state)
      #expect(report.state.detail.contains(sentence), "\(report.state.detail)")
      #expect(report.state.canGoOn)
      #expect(report.record?.attempts[0].job?.state == word)
      try desk.letGo()
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(try desk.report().state == .completed)
      #expect(try desk.report().log.start?.resumedFrom == 4)
      #expect(try desk.report().log.steps.map(\.step) == Array(1...10))
      #expect(desk.processes.isEmpty)
    }
  }

  @Test func `where no accounts are kept, the trainer's own last word decides`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("seeds: [1, 2]\n", in: folder)
      try slurm.tell("no-accounts")
      try slurm.tell("forgets")
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(try desk.table().rows.allSatisfy { $0.state == "completed" && $0.steps == 10 })
      try desk.plan("seeds: 3\nsamples: ['!quit 5']\n" + Self.cluster)
      #expect(try await desk.run(on: slurm.commands) == .done)
      guard case .crashed(let reason, _) = try desk.report().state else {
        Issue.record("\(try desk.report().state)")
        return
      }
      #expect(reason.contains("gone from Slurm"))
    }
  }

  @Test func `where the queue has forgotten, the accounts tell`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("samples: ['!wait 6']\n", in: folder)
      try slurm.tell("forgets")
      try slurm.tell("state", "NODE_FAIL")
      try await desk.run(on: slurm.commands)
      #expect(try desk.report().state.detail.contains("failed"))
      #expect(try desk.report().record?.attempts[0].job?.state == "NODE_FAIL")
    }
  }

  @Test func `a Slurm that falls silent is named once, and the runs are followed all the same`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk(
        "samples: ['!wait 4']\ngraceSeconds: 0.5\n", in: folder)
      let news = Mutex<[PlanNews]>([])
      let commands = slurm.commands
      let work = Task {
        try await desk.run(on: commands) { one in news.withLock { $0.append(one) } }
      }
      try await desk.awaitSteps()
      try slurm.tell("silent")
      try await Task.sleep(for: .milliseconds(500))
      try desk.letGo()
      #expect(try await work.value == .done)
      #expect(try desk.report().state == .completed)
      let rules = news.withLock { $0 }.compactMap { one -> String? in
        if case .finding(let finding) = one { finding.rule } else { nil }
      }
      #expect(rules == ["tuning-cluster-silent"])
    }
  }

  @Test func `a job's wait for a machine is no hang, and costs nothing`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("hangSeconds: 3\nceiling: {minutes: 1}\n", in: folder)
      try slurm.tell("full")
      let commands = slurm.commands
      let began = ContinuousClock.now
      let work = Task { try await desk.run(on: commands) }
      while try desk.report().record?.attempts.last?.job?.reason != "Resources" {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try desk.report().state.name == "queued")
      #expect(try desk.report().state.detail == "job 1_0 waits: Resources")
      try await Task.sleep(for: .seconds(4))
      #expect(try desk.report().state.name == "queued")
      try slurm.untell("full")
      #expect(try await work.value == .done)
      #expect(try desk.report().state == .completed)
      let took = began.duration(to: .now) / .seconds(1)
      #expect(try desk.table().rows[0].seconds < took - 3)
    }
  }

  @Test func `a trainer that hangs on the cluster is ended, and others go on`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk(
        "samples: ['!hang 5', '!deaf']\nhangSeconds: 3\ngraceSeconds: 0.5\n", in: folder)
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(try desk.report().state == .hung)
      #expect(desk.processes.isEmpty)
      #expect(slurm.calls("scancel").count >= 2)
    }
  }

  @Test func `a ceiling ends the whole array`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk(
        "seeds: [1, 2]\nsamples: ['!wait 3']\nceiling: {minutes: 0.1}\n", in: folder)
      guard case .ceiling(let reason) = try await desk.run(on: slurm.commands) else {
        Issue.record("the plan went on")
        return
      }
      #expect(reason.contains("ceiling"))
      #expect(
        try desk.table().rows.allSatisfy { $0.detail.hasPrefix("the plan's ceiling was reached") })
      #expect(desk.processes.isEmpty)
      guard case .ceiling = try await desk.run(on: slurm.commands) else {
        Issue.record("the plan went on")
        return
      }
      #expect(slurm.calls("sbatch").count == 1)
    }
  }

  @Test
  func `a job that the plan has no more is cancelled, and one without a cluster ends them all`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("seeds: [1, 2]\nsamples: ['!wait 4']\n", in: folder)
      let started = try TuningRunnerProgram.start(desk, slurm.environment)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      let old = try desk.runs()[0].id
      for run in try desk.runs() { try desk.write("", to: "Models/voice/runs/\(run.id)/go") }
      try desk.plan("seeds: [2]\n")
      #expect(try await desk.run(on: slurm.commands) == .done)
      // Whichever word came first: it was let go, and it was asked to end.
      let state = try desk.folder.run(old).state()
      #expect(state == .completed || state == .cancelled(reason: "the plan has it no more"))
      #expect(try desk.report().state == .completed)
      #expect(desk.processes.isEmpty)
    }
  }

  @Test func `jobs of another copy of the desk are left alone`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("samples: ['!wait 4']\n", in: folder)
      let started = try TuningRunnerProgram.start(desk, slurm.environment)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      let old = try desk.runs()[0].id
      try desk.write("another\n", to: ".colophon/copy")
      try desk.plan("seeds: [2]\n" + Self.cluster)
      #expect(try await desk.run(on: slurm.commands) == .done)
      #expect(try desk.folder.run(old).state().name == "elsewhere")
      #expect(try desk.report().state == .completed)
      #expect(slurm.calls("scancel").isEmpty)
      for pid in desk.processes { kill(pid, SIGKILL) }
    }
  }

  @Test func `jobs are ended where a server is to tune, or named where Slurm is not`() async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("samples: ['!wait 4']\n", in: folder)
      let started = try TuningRunnerProgram.start(desk, slurm.environment)
      try await desk.awaitSteps()
      kill(started.processID, SIGKILL)
      started.end()
      let old = try desk.runs()[0].id
      var plan = try desk.plan()
      plan.trainer = .openai
      plan.cluster = nil
      plan.seeds = []
      let line = #"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#
      for split in ["train", "validation"] {
        try desk.write(
          String(repeating: line + "\n", count: 10), to: "Sets/voice/\(split).jsonl")
      }
      let inputs = try desk.inputs()
      for commands in [SlurmCommands(environment: ["PATH": "/nowhere"]), slurm.commands] {
        let said = Mutex<[String]>([])
        let runner = PlanRunner(
          plan, on: inputs, in: desk.folder, at: AbsentServer(), slurm: commands, now: { Date() },
          interval: 0.02)
        let end = try await runner.run { news in
          guard case .finding(let finding) = news else { return }
          said.withLock { $0.append("\(finding.rule) \(finding.remedy)") }
        }
        #expect(end == .done)
        let first = said.withLock { $0 }.first ?? ""
        if commands == slurm.commands {
          #expect(first.hasPrefix("tuning-run-not-in-plan"))
        } else {
          #expect(first.hasPrefix("tuning-cluster-jobs-left") && first.contains("scancel 1_0"))
        }
      }
      #expect(!slurm.calls("scancel").isEmpty)
      #expect(try desk.folder.run(old).state() == .cancelled(reason: "the plan has it no more"))
      #expect(desk.processes.isEmpty)
    }
  }

  @Test func `a job that was given up does not touch a run that another has`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, slurm) = try desk("samples: ['!wait 4']\n", in: folder)
      let commands = slurm.commands
      try slurm.tell("full")
      let work = Task { try await desk.run(on: commands) }
      while try desk.report().record?.attempts.last?.job?.id == nil {
        try await Task.sleep(for: .milliseconds(5))
      }
      let run = try desk.runs()[0].id
      try desk.write("another\n", to: "Models/voice/runs/\(run)/job.mark")
      try slurm.untell("full")
      #expect(try await work.value == .done)
      guard case .crashed(let reason, let lines) = try desk.report().state else {
        Issue.record("\(try desk.report().state)")
        return
      }
      #expect(reason.contains("code 65"))
      #expect(lines.last == "the run \(run) belongs to another job")
      #expect(try desk.report().log.starts == 0)
    }
  }

  @Test
  func `ten kills at random end with the table of an undisturbed run, each run submitted once`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let sweep =
        "seeds: [1, 2]\nsamples: ['!slow 0.2']\n"
        + "hyperparameters:\n  learningRate: [1e-4, 1e-3]\n"
      let calm = try TuningDesk(in: folder.appending(path: "calm"), plan: sweep)
      #expect(try await calm.run() == .done)
      let (desk, slurm) = try desk(sweep, in: folder)
      let environment = slurm.environment.merging(["OPENAI_API_KEY": "sk-not-for-jobs"]) { $1 }
      let last = try await onOwnThread {
        var generator = SeededGenerator(seed: 20)
        for _ in 0..<10 {
          let started = try TuningRunnerProgram.start(desk, environment)
          usleep(UInt32.random(in: 20_000..<600_000, using: &generator))
          kill(started.processID, SIGKILL)
          started.end()
        }
        return try TuningRunnerProgram.start(desk, environment).end()
      }
      #expect(last.code == 0, "\(last.errors)")
      #expect(try desk.whole() == calm.whole())
      #expect(try desk.table().rows.allSatisfy { $0.attempts == 1 })
      #expect(desk.processes.isEmpty)
      for run in try desk.runs() {
        let report = try desk.folder.run(run.id).report()
        #expect(report.log.starts == 1 && report.record?.attempts.last?.openJob == nil)
        let log = try String(contentsOfFile: report.folder.path + "/trainer.log", encoding: .utf8)
        #expect(log.contains("the key is None"))
      }
    }
  }
}
