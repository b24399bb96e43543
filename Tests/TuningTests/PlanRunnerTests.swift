import Core
import Foundation
import Synchronization
import TestSupport
import Testing
import Tuning

/// Runs of a plan, one after another: its ceiling, its lock, its folds, an edited plan.
@Suite(.enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"))
struct PlanRunnerTests {
  @Test func `a sweep runs every run once, and finds the best`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder,
        plan: """
          seeds: [1, 2]
          hyperparameters:
            learningRate: {from: 1e-5, to: 1e-3, steps: 3, scale: log}
            batchSize: [2, 4]
          """)
      #expect(try await desk.run() == .done)
      let table = try desk.table()
      #expect(table.rows.count == 12)
      #expect(table.rows.allSatisfy { $0.state == "completed" && $0.steps == 10 })
      #expect(table.best?.hyperparameters["learningRate"] == .number(1e-4))
      #expect(table.groups.count == 6 && table.groups[0].measured == 2)
      let report = SweepReport(table)
      #expect(report.effects.map(\.hyperparameter) == ["learningRate", "batchSize"])
      #expect(report.effects[0].isMoreThanSpread == true)
      #expect(report.effects[1].isMoreThanSpread == false)
      #expect(desk.processes.isEmpty)
    }
  }

  @Test func `a cross-validation takes each fold's folder`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "folds: 3\n")
      #expect(try desk.runs().map(\.fold) == [1, 2, 3])
      #expect(
        try desk.runs().map(\.train.path) == (1...3).map { "Sets/voice/fold-\($0)/train.jsonl" })
      try await desk.run()
      let table = try desk.table()
      #expect(table.groups.count == 1 && table.groups[0].loss?.count == 3)
      #expect(Set(table.rows.map(\.bestLoss)).count == 3)
      try FileManager.default.removeItem(atPath: "\(desk.root)/Sets/voice/fold-2")
      #expect {
        _ = try desk.inputs()
      } throws: { error in
        "\(error)".contains("Sets/voice/fold-2/train.jsonl") && "\(error)".contains("--folds")
      }
    }
  }

  @Test func `a ceiling in minutes stops the run at work and all that follow`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder, plan: "seeds: [1, 2]\nsamples: ['!wait 3']\nceiling: {minutes: 0.05}\n")
      guard case .ceiling(let reason) = try await desk.run() else {
        Issue.record("the plan went on")
        return
      }
      #expect(reason.contains("ceiling"))
      let table = try desk.table()
      #expect(table.rows.map(\.state) == ["cancelled", "waiting"])
      #expect(table.rows[0].detail.hasPrefix("the plan's ceiling was reached"))
      #expect(desk.processes.isEmpty)
      // What was spent stays spent.
      guard case .ceiling = try await desk.run() else {
        Issue.record("the plan went on")
        return
      }
      #expect(try desk.report().record?.attempts.count == 1)
      try desk.plan("seeds: [1, 2]\nsamples: [Why?]\nceiling: {minutes: 10}\n")
      #expect(try await desk.run() == .done)
      #expect(try desk.table().rows.allSatisfy { $0.state == "completed" })
    }
  }

  @Test func `a run that would pass the ceiling is not started`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder, plan: "seeds: [1]\nceiling: {dollars: 5, pricePerHour: 36}\n")
      let plan = try desk.plan()
      // 1,000 tokens at one a second are 1,000 seconds, and five dollars are 500.
      try await desk.run()
      var earlier = try desk.table().rows[0]
      earlier.tokensPerSecond = 1
      var again = plan
      again.seeds = [2]
      let runner = PlanRunner(
        again, on: try desk.inputs(), in: desk.folder,
        with: try Trainer(.pytorch, in: TuningDesk.trainer),
        environment: TrainerEnvironment(python: TuningDesk.python),
        estimator: RunEstimator([earlier]), now: { Date() })
      guard case .ceiling(let reason) = try await runner.run({ _ in }) else {
        Issue.record("the run was started")
        return
      }
      #expect(reason.contains("17 min"))
      #expect(desk.folder.runs.count == 1)
    }
  }

  @Test(arguments: ["place", "processes", "device"])
  func `another machine's speed refuses no run`(what: String) async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder, plan: "seeds: [1]\ndevice: cpu\nceiling: {dollars: 5, pricePerHour: 36}\n")
      try await desk.run()
      var earlier = try desk.table().rows[0]
      earlier.tokensPerSecond = 1
      switch what {
      case "place": earlier.place = "another"
      case "processes": earlier.processes = 2
      default: earlier.device = "cuda:0"
      }
      var again = try desk.plan()
      again.seeds = [2]
      let runner = PlanRunner(
        again, on: try desk.inputs(), in: desk.folder,
        with: try Trainer(.pytorch, in: TuningDesk.trainer),
        environment: TrainerEnvironment(python: TuningDesk.python),
        estimator: RunEstimator([earlier]), now: { Date() })
      #expect(try await runner.run { _ in } == .done)
      #expect(desk.folder.runs.count == 2)
    }
  }

  @Test func `a run's folder is a base: its best model is tuned further`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!rise 6']\n")
      try await desk.run()
      let first = try desk.runs()[0].id
      let run = "Models/voice/runs/\(first)"
      // The trainer that learns nothing calls every checkpoint the best so far: the last one is final.
      for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        try desk.write("{}", to: "\(run)/weights/final/\(name)")
      }
      try desk.plan("seeds: [3]\n")
      let text = try String(contentsOfFile: "\(desk.folder.path)/tune.yml", encoding: .utf8)
      try desk.write(
        text.replacing("base: Bases/tiny", with: "base: \(run)"), to: "Models/voice/tune.yml")
      #expect(try desk.inputs().baseFolder == "\(run)/weights/final")
      #expect(try await desk.run() == .done)
      let record = try #require(try desk.report().record)
      #expect(record.base == "\(run)/weights/final")
      let file = URL(filePath: desk.folder.run(record.id).path).appending(path: "config.json")
      let given = try String(contentsOf: file, encoding: .utf8)
      #expect(given.contains("\"base\" : \"../../../../\(run)/weights/final\""))
      // A better one on the way is taken instead; what a trainer goes on by is no part of it.
      let events = "\(desk.root)/\(run)/events.jsonl"
      let said = try String(contentsOfFile: events, encoding: .utf8)
        .split(separator: "\n").map { line in
          line.contains("\"checkpoint\"") && !line.contains("\"step\": 6,")
            ? String(line).replacing("\"isBest\": true", with: "\"isBest\": false") : String(line)
        }
      try desk.write(said.joined(separator: "\n") + "\n", to: "\(run)/events.jsonl")
      #expect {
        _ = try desk.inputs()
      } throws: { "\($0)".contains("\(run)/weights/step-6, is not there") }
      try desk.write("{}", to: "\(run)/weights/step-6/adapter_config.json")
      #expect {
        _ = try desk.inputs()
      } throws: { "\($0)".contains("Name what the run ended with: \(run)/weights/final") }
      for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        try desk.write("{}", to: "\(run)/weights/step-6/\(name)")
      }
      let digest = try desk.inputs().base
      try desk.write("{}", to: "\(run)/weights/step-6/optimizer.pt")
      #expect(try desk.inputs().base == digest)
    }
  }

  @Test func `two Colophons do not run one plan at once`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!wait 3']\n")
      let work = Task { try await desk.run() }
      try await desk.awaitSteps()
      await #expect {
        try await desk.run()
      } throws: { error in
        (error as? TuningError)?.code == .locked && "\(error)".contains("\(getpid())")
      }
      try desk.letGo()
      #expect(try await work.value == .done)
      #expect(try desk.report().record?.attempts.count == 1)
    }
  }

  @Test func `an edited plan keeps what was run, and runs only what is new`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "seeds: [1, 2]\n")
      try await desk.run()
      try desk.plan("seeds: [2, 3]\n")
      let started = Mutex(0)
      try await desk.run { news in
        if case .started = news { started.withLock { $0 += 1 } }
      }
      #expect(started.withLock { $0 } == 1)
      #expect(try desk.table().rows.map(\.state) == ["completed", "completed"])
      #expect(desk.folder.runs.count == 3)
    }
  }

  @Test func `several processes are started by PyTorch's launcher, and are another run`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "processes: 3\n")
      let runner = PlanRunner(
        try desk.plan(), on: try desk.inputs(), in: desk.folder,
        with: try Trainer(.pytorch, in: TuningDesk.trainer),
        environment: TrainerEnvironment(python: "\(TuningDesk.trainer)/launcher"), now: { Date() },
        interval: 0.02)
      #expect(try await runner.run { _ in } == .done)
      let report = try desk.report()
      #expect(report.state == .completed && report.record?.processes == 3)
      let called = try String(contentsOfFile: report.folder.path + "/called", encoding: .utf8)
      #expect(
        called == "-m torch.distributed.run --standalone --nproc-per-node 3 "
          + "\(TuningDesk.trainer)/train.py \(report.folder.path)\n")
      let id = try desk.runs()[0].id
      try desk.plan("processes: 1\n")
      let one = try desk.runs()[0].id
      try desk.plan("")
      #expect(try desk.runs()[0].id == one && one != id)
    }
  }

  @Test func `a damaged record is named, and nothing is started`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "")
      try await desk.run()
      let run = try desk.runs()[0].id
      try desk.write("id: \(run)\nseed: [\n", to: "Models/voice/runs/\(run)/run.yml")
      await #expect {
        try await desk.run()
      } throws: { error in
        "\(error)".contains("Models/voice/runs/\(run)/run.yml:")
      }
    }
  }

  @Test func `folders that are not what the plan says are refused with the way out`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "earlyStopping: 2\n")
      func expectRefusal(_ words: String) {
        #expect {
          _ = try desk.inputs()
        } throws: { error in
          "\(error)".contains(words)
        }
      }
      try FileManager.default.removeItem(atPath: "\(desk.root)/Sets/voice/validation.jsonl")
      expectRefusal("no validation split")
      try desk.write("", to: "Sets/voice/train.jsonl")
      expectRefusal("Sets/voice/train.jsonl: the dataset has no such file")
      try FileManager.default.removeItem(atPath: "\(desk.root)/Bases/tiny/model.safetensors")
      expectRefusal("it has no weights as safetensors")
      try desk.write("[]", to: "Bases/tiny/config.json")
      expectRefusal("no JSON object")
      try FileManager.default.removeItem(atPath: "\(desk.root)/Bases/tiny/config.json")
      expectRefusal("no config.json")
      try FileManager.default.removeItem(atPath: "\(desk.root)/Bases/tiny")
      expectRefusal("is not there")
    }
  }
}
