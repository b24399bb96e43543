import Core
import Engines
import Foundation
import StandIn
import Synchronization
import TestSupport
import Testing
import Tuning

/// The life of a run whose model is tuned by a server.
@Suite struct HostedRunTests {
  /// Runs a test's body against a server with these settings.
  private func with(
    _ change: (inout StandIn.Settings) -> Void = { _ in }, plan: String = "",
    method: String = "sft", _ body: (HostedDesk) async throws -> Void
  ) async throws {
    var settings = StandIn.Settings()
    change(&settings)
    try await StandIn.run(settings) { server in
      try await withTemporaryFolder { folder in
        try await body(try HostedDesk(in: folder, at: server, plan: plan, method: method))
      }
    }
  }

  @Test(arguments: ["sft", "dpo"])
  func `a job is followed from its order to its model, and is a run like any other`(
    method: String
  ) async throws {
    let plan = "hyperparameters: {epochs: 2, learningRateMultiplier: 0.5}\nseeds: [3]\n"
    try await with({ $0.keepsExchanges = true }, plan: plan, method: method) { desk in
      #expect(try await desk.run() == .done)
      let report = try desk.report()
      #expect(report.state == .completed)
      #expect(report.log.steps.map(\.step) == Array(1...10))
      #expect(report.log.start?.steps == 10 && report.log.progress == 1)
      #expect(report.log.evaluations.map(\.step) == [4, 8, 10])
      #expect(report.log.checkpoints.map(\.step) == [4, 8, 10])
      #expect(report.log.checkpoints.map(\.isBest) == [true, true, true])
      let row = try desk.table().rows[0]
      #expect(row.state == "completed" && row.bestStep == 10 && row.trainer == .openai)
      let job = try #require(desk.server.tuningJobs.first)
      #expect(report.record?.attempts.first?.hosted?.job == job)
      let name = try #require(try report.folder.hostedRecord()?.model)
      #expect(name.hasPrefix("ft:stand-in-1:stand-in:voice:"))
      let place = try #require(report.log.checkpoints.first?.folder)
      let model = try JSONDecoder().decode(
        HostedModel.self,
        from: Data(contentsOf: URL(filePath: "\(report.folder.path)/\(place)/checkpoint.json")))
      #expect(model.step == 4 && model.model == "\(name):ckpt-step-4")
      let sent = try #require(
        desk.server.exchanges.first { $0.path.hasSuffix("jobs") && $0.method == "POST" }?.sent)
      let order = try JSONDecoder().decode(JSONValue.self, from: Data(sent.utf8))
      let kind = method == "dpo" ? "dpo" : "supervised"
      #expect(order["seed"] == .integer(3) && order["method"]?["type"] == .string(kind))
      let values = order["method"]?[kind]?["hyperparameters"]
      #expect(values?["n_epochs"] == .integer(2) && values?["batch_size"] == .string("auto"))
      #expect(values?["learning_rate_multiplier"] == .number(0.5))
      // All of it is done: nothing is asked again.
      desk.server.forgetCalls()
      #expect(try await desk.run() == .done)
      #expect(desk.server.calls.routes.isEmpty)
      for (path, data) in try desk.files() {
        #expect(!String(decoding: data, as: UTF8.self).contains(StandIn.key), "\(path)")
      }
    }
  }

  @Test(
    arguments: [
      TuningFault.repeatedEvents, .oldestFirst, .strangeStatus, .otherWords, .emptyError,
      .noCheckpoints,
      .fewEvents, .encodedResults, .tornResults, .noResults, .lossless,
    ])
  func `whatever a server tells oddly, the steps are told once and in order`(
    fault: TuningFault
  ) async throws {
    try await with({
      $0.tuningFaults = [fault]
      $0.tuningSteps = 130
      $0.tuningStepsPerLook = 60
      $0.tuningCheckpointSteps = 50
    }) { desk in
      let findings = try await desk.findings()
      let report = try desk.report()
      #expect(report.state == .completed)
      #expect(report.log.steps.map(\.step) == Array(1...130))
      #expect(report.log.evaluations.map(\.step) == [50, 100, 130])
      #expect(report.log.checkpoints.last?.step == 130)
      #expect(report.log.findings.isEmpty)
      let rules = Set(findings.map(\.rule))
      switch fault {
      case .tornResults, .noResults: #expect(rules == ["hosted-results-wrong"])
      case .lossless: #expect(rules == ["hosted-figures-wrong"])
      default: #expect(rules.isEmpty, "\(findings)")
      }
      // Each of the server's events is in the log once.
      let log = try String(contentsOfFile: "\(report.folder.path)/trainer.log", encoding: .utf8)
      let ids = log.split(separator: "\n").map { $0.split(separator: " ")[2] }
      #expect(ids.count > 60 && Set(ids).count == ids.count)
    }
  }

  @Test(arguments: [TuningFault.lostAnswer, .lostOrder])
  func `an order whose answer was lost makes one job`(fault: TuningFault) async throws {
    try await with({ $0.tuningFaults = [fault] }) { desk in
      let end = try await desk.run()
      #expect(end == .done)
      #expect(desk.server.tuningJobs.count == 1)
      #expect(try desk.report().state == .completed)
    }
  }

  @Test func `a job that another desk has for an equal run is not made again`() async throws {
    try await with { desk in
      let end = try await desk.run()
      #expect(end == .done)
      try await withTemporaryFolder { folder in
        let other = try HostedDesk(in: folder, at: desk.server)
        let end = try await other.run()
        #expect(end == .done)
        #expect(try other.report().state == .completed)
        #expect(try other.report().log.steps == desk.report().log.steps)
      }
      #expect(desk.server.tuningJobs.count == 1)
      // Another seed is another run.
      try desk.plan("seeds: [9]\n")
      try await desk.run()
      #expect(desk.server.tuningJobs.count == 2)
    }
  }

  @Test func `a copy of the desk ends no job that another one made`() async throws {
    try await with({
      $0.tuningSteps = 500
      $0.tuningStepsPerLook = 1
    }) { desk in
      let work = Task { try await desk.run() }
      try await desk.await { $0.log.steps.count > 2 }
      let job = try #require(desk.server.tuningJobs.first)
      // One that has made an equal run of its own, and took the job for it.
      try await withTemporaryFolder { folder in
        let other = try HostedDesk(in: folder, at: desk.server)
        let rules = Mutex<[String]>([])
        let second = Task {
          try await other.run { news in
            if case .run(_, .finding(let finding)) = news {
              rules.withLock { $0.append(finding.rule) }
            }
          }
        }
        try await other.await { $0.log.steps.count > 2 }
        second.cancel()
        #expect(try await second.value == .cancelled)
        #expect(rules.withLock { $0 } == ["hosted-job-of-another"])
        #expect(desk.server.status(ofJob: job) == "running")
        // And one that pulled the record of it, and has another plan.
        let run = try desk.runs()[0].id
        try other.write(
          try String(contentsOfFile: "\(desk.folder.run(run).path)/run.yml", encoding: .utf8),
          to: "Models/voice/runs/\(run)/run.yml")
        try FileManager.default.removeItem(
          atPath: "\(other.folder.run(run).path)/events.jsonl")
        #expect(try other.report().state.name == "elsewhere")
        try other.plan("seeds: [9]\n")
        desk.server.change { $0.tuningStepsPerLook = 500 }
        let found = try await other.findings().map(\.rule)
        #expect(found == ["tuning-run-elsewhere"])
      }
      #expect(try await work.value == .done)
      #expect(try desk.report().state == .completed)
    }
  }

  @Test func `a sweep uploads a file once, and makes a job a run`() async throws {
    let plan = "hyperparameters: {epochs: [1, 2]}\nseeds: [1, 2]\n"
    try await with({ $0.fileLooks = 3 }, plan: plan) { desk in
      let end = try await desk.run()
      #expect(end == .done)
      #expect(desk.server.tuningJobs.count == 4)
      // The examples to learn and those to measure are alike, and so one file.
      #expect(desk.server.calls.routes["POST files"] == 1)
      #expect(try desk.table().rows.allSatisfy { $0.state == "completed" })
    }
  }

  @Test func `a job that waits is said to, and goes on when it is resumed`() async throws {
    try await with({
      $0.tuningSteps = 60
      $0.tuningStepsPerLook = 1
    }) { desk in
      let found = Mutex<[String]>([])
      async let end = desk.run { news in
        if case .run(_, .finding(let finding)) = news { found.withLock { $0.append(finding.rule) } }
      }
      try await desk.await { !$0.log.steps.isEmpty }
      let control = HostedRunControl(desk.folder, at: try desk.tuning())
      let run = try desk.runs()[0].id
      #expect(try await control.pause(run).status == .paused)
      while !found.withLock({ $0.contains("hosted-job-paused") }) {
        try await Task.sleep(for: .milliseconds(10))
      }
      guard case .atServer = try desk.report().state else {
        Issue.record("a job that waits is at the server")
        return
      }
      await #expect(throws: TuningError.self) { try await control.pause(run) }
      #expect(try await control.resume(run).status == .running)
      #expect(try await end == .done)
      #expect(try desk.report().log.steps.map(\.step) == Array(1...60))
    }
  }

  @Test func `cancelling ends the job at the server, and the next call makes another`()
    async throws
  {
    try await with({
      $0.tuningSteps = 500
      $0.tuningStepsPerLook = 1
    }) { desk in
      let work = Task { try await desk.run() }
      try await desk.await { $0.log.steps.count > 2 }
      work.cancel()
      #expect(try await work.value == .cancelled)
      let job = try #require(desk.server.tuningJobs.first)
      #expect(desk.server.status(ofJob: job) == "cancelled")
      #expect(try desk.report().state == .cancelled(reason: "it was cancelled"))
      desk.server.change { $0.tuningStepsPerLook = 500 }
      #expect(try await desk.run() == .done)
      #expect(desk.server.tuningJobs.count == 2)
      let report = try desk.report()
      #expect(report.state == .completed && report.record?.attempts.count == 2)
      #expect(report.log.steps.map(\.step) == Array(1...500))
    }
  }

  @Test func `a ceiling ends the job, and the rest of the plan waits`() async throws {
    let plan = "seeds: [1, 2]\nceiling: {minutes: 0.01}\n"
    try await with({ $0.tuningFaults = [.queuedForEver] }, plan: plan) { desk in
      guard case .ceiling = try await desk.run() else {
        Issue.record("the plan went on")
        return
      }
      #expect(try desk.table().rows.map(\.state) == ["cancelled", "waiting"])
      #expect(desk.server.tuningJobs.count == 1)
    }
  }

  @Test func `bad examples fail for good, a lost worker for once`() async throws {
    try await with({ $0.tuningFaults = [.badFile] }) { desk in
      try await desk.run()
      #expect(
        try desk.report().state
          == .failed(code: "bad-data", reason: "The file failed moderation."))
      try await desk.run()
      #expect(desk.server.tuningJobs.count == 1)
    }
    try await with({ $0.tuningFaults = [.failsMidway] }) { desk in
      try await desk.run()
      #expect(
        try desk.report().state == .failed(code: "server_error", reason: "The worker was lost."))
      try await desk.run()
      #expect(desk.server.tuningJobs.count == 2)
      #expect(try desk.report().state == .completed)
      #expect(try desk.report().log.steps.map(\.step) == Array(1...10))
    }
  }

  @Test func `what a server would not take is found before anything is sent`() async throws {
    try await with { desk in
      try desk.examples(9)
      let error = await #expect(throws: TuningError.self) { try await desk.run() }
      #expect(error?.message.contains("9 examples") == true)
      try desk.examples(12)
      let path = "\(desk.root)/Sets/voice/train.jsonl"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try desk.write(
        text + "{\"messages\":[{\"role\":\"user\"}]}\nno\n", to: "Sets/voice/train.jsonl")
      let findings = try desk.plan().hostedFindings(on: try desk.inputs(), below: desk.root)
      #expect(findings.map(\.rule) == ["hosted-example-wrong", "hosted-example-wrong"])
      #expect(findings.map { $0.place?.line } == [13, 14])
      await #expect(throws: TuningError.self) { try await desk.run() }
      #expect(desk.server.calls.routes.isEmpty)
      #expect(desk.folder.runs.isEmpty)
      // A preference is no chat.
      try desk.examples(12)
      try desk.plan("", method: "dpo")
      await #expect(throws: TuningError.self) { try await desk.run() }
    }
  }

  @Test func `a server that refuses has cost nothing, and one that is away loses nothing`()
    async throws
  {
    try await with({ $0.tuningIsClosed = true }) { desk in
      let error = await #expect(throws: TuningError.self) { try await desk.run() }
      #expect(
        error?.code == .serverRefused && error?.message.contains("no longer available") == true)
      #expect(desk.server.tuningJobs.isEmpty)
      #expect(try desk.table().rows[0].detail.hasPrefix("refused: "))
      desk.server.change { $0.tuningIsClosed = false }
      let port = desk.server.port
      try await desk.server.stop()
      // A client of its own: the others hold connections that outlive the server's door.
      let client = try desk.tuning("http://127.0.0.1:\(port)/v1", timeout: .seconds(17))
      let away = await #expect(throws: TuningError.self) { try await desk.run(at: client) }
      #expect(away?.code == .serverAway)
      try await desk.server.start()
      #expect(try await desk.run() == .done)
      let report = try desk.report()
      // The refused one, and the one that waited for the server.
      #expect(report.state == .completed && report.record?.attempts.count == 2)
      #expect(desk.server.tuningJobs.count == 1)
    }
  }

  @Test func `a job is not looked for at another server`() async throws {
    try await with({ $0.tuningFaults = [.queuedForEver] }) { desk in
      try desk.plan("ceiling: {minutes: 60}\n")
      let work = Task { try await desk.run() }
      try await desk.await { $0.record?.attempts.first?.hosted?.job != nil }
      let locked = await #expect(throws: TuningError.self) { try await desk.run() }
      #expect(locked?.code == .locked)
      work.cancel()
      _ = try await work.value
      // As a Colophon leaves it that was killed.
      let path = "\(try desk.report().folder.path)/run.yml"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("ended:") && text.contains("job: \(desk.server.tuningJobs[0])"))
    }
    try await with { desk in
      let nowhere = try desk.tuning("http://127.0.0.1:9/v1")
      await #expect(throws: TuningError.self) { try await desk.run(at: nowhere) }
      let elsewhere = try desk.tuning("http://127.0.0.1:10/v1")
      let error = await #expect(throws: TuningError.self) { try await desk.run(at: elsewhere) }
      #expect(error?.message.contains("127.0.0.1:9") == true)
    }
  }

  @Test func `a job of a run that the plan has no more is ended`() async throws {
    try await with({ $0.tuningFaults = [.queuedForEver] }, plan: "seeds: [1]\n") { desk in
      let first = try desk.runs()[0].id
      // A Colophon that dies over its work.
      let killed = try HostedRunnerProcess(desk)
      try await desk.await { $0.record?.attempts.first?.hosted?.job != nil }
      killed.kill()
      try desk.plan("seeds: [2]\n")
      #expect(try await desk.findings().map(\.rule) == ["tuning-run-not-in-plan"])
      #expect(desk.server.status(ofJob: desk.server.tuningJobs[0]) == "cancelled")
      #expect(
        try desk.folder.run(first).state() == .cancelled(reason: "the plan has it no more"))
      #expect(try desk.report().state == .completed)
    }
  }

  @Test func `a plan says in vain what a server does as it likes`() throws {
    let text = """
      name: voice
      base: gpt-4.1-mini
      dataset: Sets/voice
      trainer: openai
      adaptation: lora
      samples: [Why?]
      earlyStopping: 2
      ceiling: {dollars: 2, pricePerHour: 1}
      hyperparameters: {learningRate: 0.1, epochs: [auto, 51], batchSize: 300, beta: 0.2}
      """
    let (plan, findings) = TuningPlan.read(Data(text.utf8), file: "tune.yml")
    #expect(plan == nil)
    #expect(
      findings.map { "\($0.place?.line ?? 0) \($0.rule)" }.sorted() == [
        "5 hosted-key-unused", "6 hosted-key-unused", "7 hosted-key-unused",
        "8 hosted-ceiling-in-dollars", "9 tuning-hyperparameter-unused",
        "9 tuning-hyperparameter-unused", "9 tuning-value-wrong", "9 tuning-value-wrong",
      ])
  }
}
