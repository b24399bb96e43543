import Core
import Foundation
import TestSupport
import Tuning

/// A desk in a folder of a test's own: a base that is none of weight, a dataset, a plan, and the trainer
/// that learns nothing.
struct TuningDesk {
  let root: String
  let model = "voice"

  /// The trainer that learns nothing.
  static let trainer = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "FakeTrainer").path

  /// The system's Python, by its whole path: there is none to be found in a trainer's own.
  static let python: String = {
    let found = try? ChildProcess("python3", ["-c", "import sys; print(sys.executable)"]).end()
    return found?.output.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }()

  static let absent = "python3 is not installed here"

  init(in folder: URL, plan: String) throws {
    root = folder.path
    try write("{}", to: "Bases/tiny/config.json")
    try write("{}", to: "Bases/tiny/tokenizer.json")
    try write("weights", to: "Bases/tiny/model.safetensors")
    let line = #"{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}"#
    try write("\(line)\n\(line)\n", to: "Sets/voice/train.jsonl")
    try write("\(line)\n", to: "Sets/voice/validation.jsonl")
    for fold in 1...3 {
      try write(
        String(repeating: line + "\n", count: fold), to: "Sets/voice/fold-\(fold)/train.jsonl")
      try write("\(line)\n", to: "Sets/voice/fold-\(fold)/test.jsonl")
    }
    try self.plan(plan)
  }

  /// Writes the plan; these lines are added to those that every plan has.
  func plan(_ lines: String) throws {
    let common = """
      name: voice
      base: Bases/tiny
      dataset: Sets/voice
      trainer: pytorch
      checkpointSteps: 2
      evaluationSteps: 2

      """
    try write(common + lines, to: "Models/voice/tune.yml")
  }

  func write(_ text: String, to path: String) throws {
    let file = URL(filePath: "\(root)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  var folder: ModelFolder { ModelFolder("\(root)/Models/voice", below: root) }

  /// The plan as it is read.
  func plan() throws -> TuningPlan {
    let data = try Data(contentsOf: URL(filePath: "\(folder.path)/tune.yml"))
    let (plan, findings) = TuningPlan.read(data, file: "Models/voice/tune.yml")
    guard let plan else { throw Unreadable(findings: findings) }
    return plan
  }

  struct Unreadable: Error {
    var findings: [Finding]
  }

  func inputs() throws -> TuningInputs { try TuningInputs(of: try plan(), below: root) }

  func runs() throws -> [TuningRun] { try plan().runs(on: try inputs()) }

  func runner(
    interval: Double = 0.02, slurm: SlurmCommands = SlurmCommands(),
    trainer: String = Self.trainer
  ) throws -> PlanRunner {
    let plan = try plan()
    return PlanRunner(
      plan, on: try inputs(), in: folder, with: try Trainer(plan.trainer, in: trainer),
      environment: TrainerEnvironment(python: Self.python), slurm: slurm, now: { Date() },
      interval: interval)
  }

  /// Runs the plan to its end.
  @discardableResult
  func run(_ tell: @escaping @Sendable (PlanNews) -> Void = { _ in }) async throws -> PlanEnd {
    try await runner().run(tell)
  }

  /// Runs the plan to its end on a cluster.
  @discardableResult
  func run(
    on slurm: SlurmCommands, _ tell: @escaping @Sendable (PlanNews) -> Void = { _ in }
  ) async throws -> PlanEnd {
    try await runner(slurm: slurm).run(tell)
  }

  /// What must be the same wherever the runs ran, and however often they were cut off: the table but
  /// for its times, and every loss of every step.
  func whole() throws -> [String] {
    try table().rows.map { row in
      let log = try folder.run(row.id).log()
      let steps = log.steps.map { "\($0.step) \($0.loss)" }
      let evaluations = log.evaluations.map { "\($0.step) \($0.loss)" }
      return "\(row.id) \(row.state) \(row.steps) \(row.bestLoss ?? -1) \(row.bestStep ?? -1) "
        + "\(row.hyperparameters.sorted { $0.key < $1.key }) \(row.seed) \(row.tokens ?? -1) \(steps) \(evaluations)"
    }
  }

  func table() throws -> RunTable {
    try RunTable(of: try plan(), on: try inputs(), in: folder, now: Date())
  }

  /// What is known of the plan's only run.
  func report() throws -> RunReport {
    try folder.run(try runs()[0].id).report()
  }

  /// Waits until the plan's first run has done a step or more: its trainer then waits for a word.
  func awaitSteps() async throws {
    let first = folder.run(try runs()[0].id)
    while try first.log().steps.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
  }

  /// Lets a trainer go on that waits.
  func letGo() throws {
    try write("", to: "Models/voice/runs/\(try runs()[0].id)/go")
  }

  /// The processes that work in this desk, or are called with a path of it: nothing of a trainer may be
  /// left when it has ended.
  var processes: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap(Int32.init).filter { pid in
      let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
      let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
      let isHere = folder?.hasPrefix(root) ?? false
      return isHere || String(decoding: line, as: UTF8.self).contains(root)
    }
  }
}
