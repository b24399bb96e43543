import Core
import Foundation
import Testing
import Tuning

@Suite struct PlanReadingTests {
  private static let head = "name: voice\nbase: Bases/tiny\ndataset: Sets/voice\ntrainer: pytorch\n"

  private func read(_ text: String) -> (plan: TuningPlan?, findings: [Finding]) {
    TuningPlan.read(Data(text.utf8), file: "tune.yml")
  }

  @Test func `a plan with every key is read`() throws {
    let text = """
      name: house-voice
      base: Bases/tiny
      dataset: Sets/voice
      method: dpo
      adaptation: lora
      trainer: transformers
      seeds: [1, 7]
      folds: 3
      hyperparameters:
        learningRate: {from: 1e-5, to: 1e-3, steps: 3, scale: log}
        batchSize: [2, 4]
        beta: 0.2
        schedule: [linear, cosine]
      search: {kind: random, count: 5, seed: 9}
      earlyStopping: 3
      samples: ["How do I renew?", Why?]
      checkpointSteps: 20
      evaluationSteps: 10
      device: cpu
      ceiling: {minutes: 90, dollars: 2.5, pricePerHour: 0.9}
      cluster: {kind: slurm, partition: long, time: "2-12:30", gpus: 2, memory: 16G, cpus: 8,
        account: press}
      hangSeconds: 60
      graceSeconds: 5
      """
    let (plan, findings) = read(text)
    #expect(findings.isEmpty, "\(findings)")
    let found = try #require(plan)
    #expect(found.method == .dpo && found.adaptation == .lora && found.trainer == .transformers)
    #expect(found.seeds == [1, 7] && found.folds == 3 && found.earlyStopping == 3)
    #expect(found.samples == ["How do I renew?", "Why?"])
    #expect(found.search == .random(count: 5, seed: 9))
    #expect(found.ceiling.seconds == 5_400)
    #expect(found.cluster?.seconds == 217_800 && found.cluster?.gpus == "2")
    #expect(found.cluster?.memory == "16G" && found.cluster?.cpus == 8)
    #expect(found.hyperparameters[.batchSize] == .list([.integer(2), .integer(4)]))
    #expect(found.varied == [.batchSize, .learningRate, .schedule])
    // What is written is read as the same plan.
    #expect(read(String(decoding: try found.yaml(), as: UTF8.self)).plan == found)
  }

  @Test(arguments: [
    ("colour: red", 5, "tuning-plan-unreadable"),
    ("method: rlhf", 5, "tuning-value-wrong"),
    ("seeds: [1, 1]", 5, "tuning-value-repeated"),
    ("seeds: [-1]", 5, "tuning-value-wrong"),
    ("seeds: []", 5, "tuning-value-wrong"),
    ("folds: 1", 5, "tuning-value-wrong"),
    ("hyperparameters:\n  learningrate: 1", 6, "tuning-key-unknown"),
    ("hyperparameters:\n  learningRate: fast", 6, "tuning-value-wrong"),
    ("hyperparameters:\n  learningRate: 0", 6, "tuning-value-wrong"),
    ("hyperparameters:\n  learningRate: .nan", 6, "tuning-value-wrong"),
    ("hyperparameters:\n  batchSize: 2.5", 6, "tuning-value-wrong"),
    ("hyperparameters:\n  epochs:\n    - 1\n    - 0", 8, "tuning-value-wrong"),
    ("hyperparameters:\n  epochs: [1, 1]", 6, "tuning-value-repeated"),
    ("hyperparameters:\n  beta: 0.1", 6, "tuning-hyperparameter-unused"),
    ("hyperparameters:\n  loraRank: 8", 6, "tuning-hyperparameter-unused"),
    ("hyperparameters:\n  packing: {from: 0, to: 1}", 6, "tuning-value-wrong"),
    ("hyperparameters:\n  schedule: steep", 6, "tuning-value-wrong"),
    ("hyperparameters:\n  learningRate: {from: 1e-3, to: 1e-5, steps: 3}", 6, "tuning-range-wrong"),
    ("hyperparameters:\n  learningRate: {from: 1e-5, to: 1e-3}", 6, "tuning-range-wrong"),
    (
      "hyperparameters:\n  weightDecay: {from: 0, to: 1, steps: 2, scale: log}", 6,
      "tuning-range-wrong"
    ),
    ("hyperparameters:\n  epochs: {from: 1, to: 3, steps: 9}", 6, "tuning-range-wrong"),
    ("hyperparameters:\n  epochs: {from: 1, to: 3, steps: 2, stops: 2}", 6, "tuning-key-unknown"),
    (
      "hyperparameters:\n  epochs: {from: 1, to: 3, steps: 2, scale: steep}", 6,
      "tuning-value-wrong"
    ),
    ("hyperparameters:\n  epochs: {from: 1, steps: 2}", 6, "tuning-key-missing"),
    ("hyperparameters: 3", 5, "tuning-value-wrong"),
    ("search: {kind: random}", 5, "tuning-key-missing"),
    ("search: {kind: grid, count: 3}", 5, "tuning-key-unknown"),
    ("search: {kind: best}", 5, "tuning-value-wrong"),
    ("ceiling: {dollars: 3}", 5, "tuning-ceiling-without-price"),
    ("ceiling: {minutes: -1}", 5, "tuning-value-wrong"),
    ("ceiling: {hours: 1}", 5, "tuning-key-unknown"),
    ("samples: [1]", 5, "tuning-value-wrong"),
    ("hangSeconds: 0", 5, "tuning-value-wrong"),
    ("processes: 0", 5, "tuning-value-wrong"),
    ("cluster: {partition: long}", 5, "tuning-key-missing"),
    ("cluster: {kind: cloud}", 5, "tuning-value-wrong"),
    ("cluster: {kind: slurm, queue: long}", 5, "tuning-key-unknown"),
    ("cluster: {kind: slurm, partition: '-x; rm'}", 5, "tuning-value-wrong"),
    // In YAML that is the number 90, and in Slurm a minute and a half.
    ("cluster: {kind: slurm, time: 1:30}", 5, "tuning-value-wrong"),
    ("cluster: {kind: slurm, time: 'soon'}", 5, "tuning-value-wrong"),
    ("cluster: {kind: slurm, gpus: 0}", 5, "tuning-value-wrong"),
    ("cluster: {kind: slurm, memory: 16}", 5, "tuning-value-wrong"),
    ("cluster: {kind: slurm}\ndevice: cuda", 6, "tuning-cluster-mismatch"),
    ("cluster: {kind: slurm, gpus: 2}\nprocesses: 3", 5, "tuning-cluster-mismatch"),
    ("processes: 4\ncluster: {kind: slurm, gpus: a100:2}", 6, "tuning-cluster-mismatch"),
    (
      "hyperparameters:\n  maxTokens: {from: 8, to: 4000, steps: 400}\n  batchSize: [1, 2, 4]", 6,
      "tuning-too-many-runs"
    ),
  ])
  func `what is wrong is named where it stands`(lines: String, line: Int, rule: String) {
    let (plan, findings) = read(Self.head + lines)
    #expect(plan == nil)
    #expect(findings.map(\.rule) == [rule], "\(findings)")
    #expect(findings.first?.place?.line == line, "\(findings)")
    #expect(findings.first?.place?.column != nil)
    #expect(findings.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test(arguments: ["name: Voice!", "name: ../up", "name: 12", "base: ../../etc", "trainer: rope"])
  func `a name that is no folder's, or a path that leads out, is refused`(line: String) {
    let key = line.prefix { $0 != ":" }
    let lines = Self.head.split(separator: "\n").map { $0.hasPrefix(key + ":") ? line[...] : $0 }
    let (plan, findings) = read(lines.joined(separator: "\n"))
    #expect(plan == nil)
    #expect(findings.map(\.rule) == ["tuning-value-wrong"], "\(findings)")
  }

  @Test(arguments: [
    ("90", 5_400), ("1:30", 90), ("1:30:00", 5_400), ("2-00", 172_800), ("2-12:30", 217_800),
    ("1-00:00:01", 86_401),
  ])
  func `a time is what sbatch takes it for`(text: String, seconds: Int) {
    let (plan, findings) = read(Self.head + "cluster: {kind: slurm, time: \"\(text)\"}")
    #expect(plan?.cluster?.seconds == seconds, "\(findings)")
  }

  @Test func `processes are refused where the trainer cannot share its steps`() {
    let (plan, findings) = read(
      Self.head.replacing("pytorch", with: "tensorflow") + "processes: 2")
    #expect(plan == nil)
    #expect(findings.map(\.rule) == ["tuning-processes-refused"])
    #expect(read(Self.head + "processes: 2").plan?.processes == 2)
  }

  @Test func `all that is missing and all that is wrong is said at once`() {
    let (_, findings) = read("method: x\ndevice: y\nhyperparameters:\n  epochs: 0\n  beta: 9\n")
    #expect(findings.filter { $0.rule == "tuning-key-missing" }.count == 4)
    #expect(findings.filter { $0.rule == "tuning-value-wrong" }.count == 4)
  }

  @Test func `malformed YAML is a finding with its line`() {
    #expect(read("name: [voice\n").findings.first?.place?.line != nil)
    #expect(read("").findings.count == 1)
    #expect(read("- voice").findings.count == 1)
  }
}
