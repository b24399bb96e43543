import Core
import Engines
import Foundation
import StandIn
import Synchronization
import TestSupport
import Testing
import Tuning

/// A desk in a folder of a test's own, whose plan has a server tune.
struct HostedDesk {
  let root: String
  let server: StandIn

  init(in folder: URL, at server: StandIn, plan: String = "", method: String = "sft") throws {
    root = folder.path
    self.server = server
    try examples(12, method)
    try self.plan(plan, method: method)
  }

  /// Writes the plan; these lines are added to those that every plan has.
  func plan(_ lines: String, method: String = "sft") throws {
    let common = """
      name: voice
      base: stand-in-1
      dataset: Sets/voice
      trainer: openai
      method: \(method)
      hangSeconds: 1
      graceSeconds: 5

      """
    try write(common + lines, to: "Models/voice/tune.yml")
  }

  /// Writes so many examples, and as many to be measured on.
  func examples(_ count: Int, _ method: String = "sft") throws {
    let lines = (0..<count).map { number in
      let asked = #"{"role":"user","content":"Question \#(number)"}"#
      let answer = #"{"role":"assistant","content":"Answer"}"#
      return method == "dpo"
        ? #"{"input":{"messages":[\#(asked)]},"non_preferred_output":[\#(answer)],"#
          + #""preferred_output":[\#(answer)]}"#
        : #"{"messages":[\#(asked),\#(answer)]}"#
    }
    for split in ["train", "validation"] {
      try write(lines.joined(separator: "\n") + "\n", to: "Sets/voice/\(split).jsonl")
    }
  }

  func write(_ text: String, to path: String) throws {
    let file = URL(filePath: "\(root)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  var folder: ModelFolder { ModelFolder("\(root)/Models/voice", below: root) }

  func plan() throws -> TuningPlan {
    let data = try Data(contentsOf: URL(filePath: "\(folder.path)/tune.yml"))
    let (plan, findings) = TuningPlan.read(data, file: "Models/voice/tune.yml")
    return try #require(plan, "\(findings)")
  }

  func inputs() throws -> TuningInputs { try TuningInputs(of: try plan(), below: root) }

  func runs() throws -> [TuningRun] { try plan().runs(on: try inputs()) }

  /// A client of the server's; waits between tries are short.
  ///
  /// - Parameter timeout: clients of equal ones share their connections.
  func tuning(
    _ address: String? = nil, timeout: Duration = .seconds(600)
  ) throws -> OpenAITuning {
    var clock = EngineClock.system
    clock.sleep = { try await Task.sleep(for: .seconds(min($0, 0.02))) }
    return OpenAITuning(
      try OpenAISettings(
        baseURL: address ?? server.baseURL, key: StandIn.key, timeout: timeout), clock: clock)
  }

  func runner(_ tuning: OpenAITuning? = nil) throws -> PlanRunner {
    PlanRunner(
      try plan(), on: try inputs(), in: folder, at: try tuning ?? self.tuning(), now: { Date() },
      interval: 0.01)
  }

  /// Runs the plan to its end.
  @discardableResult
  func run(
    at tuning: OpenAITuning? = nil, _ tell: @escaping @Sendable (PlanNews) -> Void = { _ in }
  ) async throws -> PlanEnd {
    try await runner(tuning).run(tell)
  }

  /// Runs the plan, and says what was found meanwhile.
  func findings() async throws -> [Finding] {
    let found = Mutex<[Finding]>([])
    try await run { news in
      switch news {
      case .finding(let finding), .run(_, .finding(let finding)):
        found.withLock { $0.append(finding) }
      case .started, .attached, .run: return
      }
    }
    return found.withLock { $0 }
  }

  /// What is known of the plan's first run.
  func report() throws -> RunReport { try folder.run(try runs()[0].id).report() }

  func table() throws -> RunTable {
    try RunTable(of: try plan(), on: try inputs(), in: folder, now: Date())
  }

  /// Waits until the first run's job is as far as this.
  func await(_ isSo: @Sendable (RunReport) throws -> Bool) async throws {
    for _ in 0..<2_000 {
      if try isSo(try report()) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it never came to it")
  }

  /// All files of the desk, with what they hold.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    let all = FileManager.default.enumerator(atPath: root)
    while let path = all?.nextObject() as? String {
      files[path] = FileManager.default.contents(atPath: "\(root)/\(path)")
    }
    return files
  }
}
