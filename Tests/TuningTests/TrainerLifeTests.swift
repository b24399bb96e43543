import Core
import Foundation
import Synchronization
import TestSupport
import Testing
import Tuning

/// A trainer's life, whatever it does: a clear end, nothing lost, and no process left.
@Suite(.enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"))
struct TrainerLifeTests {
  /// Runs a plan of one run, and holds what is left to nothing.
  private func life(
    _ plan: String, in folder: URL, times: Int = 1,
    _ tell: @escaping @Sendable (PlanNews) -> Void = { _ in }
  ) async throws -> (desk: TuningDesk, report: RunReport) {
    let desk = try TuningDesk(in: folder, plan: plan)
    for _ in 0..<times { try await desk.run(tell) }
    #expect(desk.processes.isEmpty)
    return (desk, try desk.report())
  }

  @Test func `a run that ends well is told event by event, and is not run again`() async throws {
    try await withTemporaryFolder { folder in
      let news = Mutex<[PlanNews]>([])
      let (desk, report) = try await life("samples: [Why?]\n", in: folder) { one in
        news.withLock { $0.append(one) }
      }
      #expect(report.state == .completed)
      #expect(report.log.steps.map(\.step) == Array(1...10))
      #expect(report.log.evaluations.map(\.step) == [2, 4, 6, 8, 10])
      #expect(report.log.checkpoints.count == 5 && report.log.samples.count == 5)
      let told = news.withLock { $0 }
      // Started, start, ten steps, five evaluations, checkpoints and samples, end, completed.
      #expect(told.count == 29)
      #expect(told.last == .run(try desk.runs()[0].id, .state(.completed)))
      // Python's own end is a moment after its last event; nothing is run twice.
      try await desk.run { _ in Issue.record("a run that is done is not touched") }
      #expect(try desk.report().record?.attempts.count == 1)
    }
  }

  @Test(arguments: [("'!rise 6'", 10, 6), ("'!rise 4', '!early 8'", 4, 4)])
  func `the loss of a run is that of the step whose model is kept`(
    words: String, final: Int, lowest: Int
  ) async throws {
    try await withTemporaryFolder { folder in
      let (desk, report) = try await life("samples: [\(words)]\n", in: folder)
      let row = try desk.table().rows[0]
      #expect(row.finalStep == final && row.bestStep == lowest)
      let kept = report.log.evaluations.last { $0.step == final }
      #expect(row.finalLoss != nil && row.finalLoss == kept?.loss)
      #expect(row.validationDigest == report.record?.validationDigest)
    }
  }

  @Test func `what is in config.json is what the contract says`() async throws {
    try await withTemporaryFolder { folder in
      let (desk, report) = try await life(
        "samples: [Why?]\nhyperparameters: {learningRate: 1e-4}\n", in: folder)
      let file = URL(filePath: report.folder.path).appending(path: "config.json")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(
        text == """
          {
            "adaptation" : "full",
            "base" : "../../../../Bases/tiny",
            "checkpointSteps" : 2,
            "device" : "auto",
            "earlyStopping" : null,
            "evaluationSteps" : 2,
            "hyperparameters" : {
              "batchSize" : 4,
              "beta" : 0.1,
              "epochs" : 1,
              "gradientAccumulation" : 1,
              "learningRate" : 0.0001,
              "loraAlpha" : 16,
              "loraRank" : 8,
              "maxTokens" : 512,
              "packing" : false,
              "schedule" : "linear",
              "warmupShare" : 0,
              "weightDecay" : 0
            },
            "method" : "sft",
            "samples" : [
              "Why?"
            ],
            "seed" : 1,
            "train" : "../../../../Sets/voice/train.jsonl",
            "validation" : "../../../../Sets/voice/validation.jsonl"
          }

          """)
      #expect(!text.contains(desk.root))
    }
  }

  @Test func `a trainer that dies is a crash with its last words, and goes on when run again`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, report) = try await life("samples: ['!die 5']\n", in: folder)
      guard case .crashed(let reason, let lines) = report.state else {
        Issue.record("\(report.state)")
        return
      }
      #expect(reason.contains("signal 9"))
      #expect(lines.last == "about to die")
      try await desk.run()
      let again = try desk.report()
      #expect(again.state == .completed)
      #expect(again.log.start?.resumedFrom == 4)
      #expect(again.log.steps.map(\.step) == Array(1...10))
      #expect(again.record?.attempts.count == 2)
    }
  }

  @Test func `half a line of a dead trainer is not the beginning of the next one's first`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (_, report) = try await life("samples: ['!half 5']\n", in: folder, times: 2)
      #expect(report.state == .completed)
      #expect(report.log.starts == 2)
      #expect(report.log.steps.map(\.step) == Array(1...10))
      #expect(report.log.findings.map(\.rule) == ["tuning-event-malformed"])
    }
  }

  @Test func `an end without a word is a crash, even with code 0`() async throws {
    try await withTemporaryFolder { folder in
      let (_, report) = try await life("samples: ['!quit 5']\n", in: folder)
      guard case .crashed(let reason, _) = report.state else {
        Issue.record("\(report.state)")
        return
      }
      #expect(reason.contains("code 0"))
    }
  }

  @Test(arguments: [("nan-loss", 1), ("out-of-memory", 2)])
  func `a failure says why, and is run again only where that can help`(
    code: String, attempts: Int
  ) async throws {
    try await withTemporaryFolder { folder in
      let (_, report) = try await life("samples: ['!fail \(code)']\n", in: folder, times: 2)
      #expect(report.state == .failed(code: code, reason: "as it was told"))
      #expect(report.record?.attempts.count == attempts)
    }
  }

  @Test func `a trainer that says nothing for too long is ended, and goes on when run again`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (desk, report) = try await life("samples: ['!hang 5']\nhangSeconds: 5\n", in: folder)
      #expect(report.state == .hung)
      #expect(report.state.canGoOn)
      try await desk.run()
      #expect(try desk.report().state == .completed)
    }
  }

  @Test func `a trainer that is deaf and hangs is killed after the grace`() async throws {
    try await withTemporaryFolder { folder in
      let (_, report) = try await life(
        "samples: ['!hang 5', '!deaf']\nhangSeconds: 5\ngraceSeconds: 0.5\n", in: folder)
      #expect(report.state == .hung)
      #expect(report.record?.attempts.first?.exit?.contains("signal 9") == true)
    }
  }

  @Test func `a trainer that does not go after its last word is ended, and has ended well`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (_, report) = try await life(
        "samples: ['!linger', '!deaf']\ngraceSeconds: 0.5\n", in: folder)
      #expect(report.state == .completed)
    }
  }

  @Test func `what a trainer leaves behind is ended, even in a session of its own`() async throws {
    try await withTemporaryFolder { folder in
      let news = Mutex<[PlanNews]>([])
      let (_, report) = try await life("samples: ['!fork']\n", in: folder) { one in
        news.withLock { $0.append(one) }
      }
      #expect(report.state == .completed)
      let rules = news.withLock { $0 }.compactMap { one -> String? in
        if case .run(_, .finding(let finding)) = one { finding.rule } else { nil }
      }
      #expect(rules == ["tuning-processes-left"])
    }
  }

  @Test func `rubbish among the events becomes findings, and the run goes on`() async throws {
    try await withTemporaryFolder { folder in
      let (_, report) = try await life("samples: ['!rubbish', '!steps 3']\n", in: folder)
      #expect(report.state == .completed)
      #expect(report.log.steps.map(\.step) == [1, 2, 3])
      // Of each step: five lines that are no events, one too long, one unknown, one checkpoint outside.
      let rules = Dictionary(grouping: report.log.findings, by: \.rule).mapValues(\.count)
      #expect(
        rules == [
          "tuning-event-malformed": 18, "tuning-event-too-long": 3, "tuning-event-unknown": 3,
        ])
      #expect(report.log.checkpoints.map(\.folder) == ["weights/step-2"])
    }
  }

  @Test func `a trainer whose python is not there is a crash that says so`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "")
      let plan = try desk.plan()
      let runner = PlanRunner(
        plan, on: try desk.inputs(), in: desk.folder,
        with: try Trainer(.pytorch, in: TuningDesk.trainer),
        environment: TrainerEnvironment(python: "/nowhere/python"), now: { Date() })
      _ = try await runner.run { _ in }
      guard case .crashed(_, let lines) = try desk.report().state else {
        Issue.record("\(try desk.report().state)")
        return
      }
      #expect(lines.joined().contains("/nowhere/python"))
    }
  }

  @Test func `no secret of Colophon's reaches a trainer`() async throws {
    try await withTemporaryFolder { folder in
      setenv("OPENAI_API_KEY", "sk-not-for-trainers", 1)
      defer { unsetenv("OPENAI_API_KEY") }
      let (_, report) = try await life("", in: folder)
      let log = try String(contentsOfFile: report.folder.path + "/trainer.log", encoding: .utf8)
      #expect(log.contains("the key is None"))
    }
  }

  @Test func `cancelling asks the trainer to end, and it goes on from there`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 4']\n")
      let work = Task { try await desk.run() }
      try await desk.awaitSteps()
      work.cancel()
      #expect(try await work.value == .cancelled)
      #expect(desk.processes.isEmpty)
      let report = try desk.report()
      #expect(report.state == .cancelled(reason: "it was cancelled"))
      #expect(report.record?.attempts.last?.exit == "it ended with code 0")
      try desk.letGo()
      try await desk.run()
      #expect(try desk.report().state == .completed)
      #expect(try desk.report().log.steps.map(\.step) == Array(1...10))
    }
  }

  @Test func `a deaf trainer that is cancelled is killed after the grace`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder, plan: "samples: ['!wait 4', '!deaf', '!fork']\ngraceSeconds: 0.3\n")
      let work = Task { try await desk.run() }
      try await desk.awaitSteps()
      work.cancel()
      #expect(try await work.value == .cancelled)
      #expect(desk.processes.isEmpty)
      guard case .cancelled = try desk.report().state else {
        Issue.record("\(try desk.report().state)")
        return
      }
    }
  }

  @Test func `whoever follows a run hears it all, to its end`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!slow 0.02']\n")
      let work = Task { try await desk.run() }
      let run = desk.folder.run(try desk.runs()[0].id)
      while try run.record() == nil { try await Task.sleep(for: .milliseconds(20)) }
      var steps: [Int] = []
      var states: [RunState] = []
      for try await news in run.updates(every: 0.01) {
        switch news {
        case .event(.step(let step)): steps.append(step.step)
        case .state(let state): states.append(state)
        case .event, .finding: break
        }
      }
      #expect(steps == Array(1...10))
      #expect(states == [.completed])
      _ = try await work.value
    }
  }
}
