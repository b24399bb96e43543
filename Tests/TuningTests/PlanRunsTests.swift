import Core
import Formats
import Foundation
import TestSupport
import Testing
import Tuning

/// The enumeration of runs: how many, which, and that an edited plan keeps those it has.
@Suite struct PlanRunsTests {
  private static func inputs(folds: Int? = nil) -> TuningInputs {
    let file = TuningInputs.ExampleFile(path: "Sets/train.jsonl", digest: Digest(of: "train"))
    let parts = (1...(folds ?? 1)).map {
      TuningInputs.Part(fold: folds == nil ? nil : $0, train: file)
    }
    return TuningInputs(base: Digest(of: "base"), parts: parts)
  }

  private static func plan(
    _ values: [Hyperparameter: HyperparameterValues] = [:], seeds: [Int] = [1], folds: Int? = nil,
    search: RunSearch = .grid
  ) -> TuningPlan {
    TuningPlan(
      name: "voice", base: "Bases/tiny", dataset: "Sets", trainer: .pytorch, seeds: seeds,
      folds: folds, hyperparameters: values, search: search)
  }

  private static func value(
    _ hyperparameter: Hyperparameter, _ generator: inout SeededGenerator
  ) -> HyperparameterValues {
    let count = Int.random(in: 1...4, using: &generator)
    switch hyperparameter {
    case .learningRate:
      return Bool.random(using: &generator)
        ? .range(HyperparameterRange(from: 1e-6, to: 0.01, steps: count + 1, scale: .log))
        : .list((1...count).map { .number(Double($0) * 1e-4) })
    case .weightDecay:
      return .range(HyperparameterRange(from: 0, to: 0.3, steps: count + 1))
    case .schedule: return .list([.string("linear"), .string("cosine")])
    default: return .list((1...count).map { .integer($0 * 8) })
    }
  }

  @Test func `a grid has the product of its levels, seeds and folds, no two alike`() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<300 {
      let names: [Hyperparameter] = [.learningRate, .weightDecay, .schedule, .batchSize, .epochs]
      var values: [Hyperparameter: HyperparameterValues] = [:]
      for name in names.shuffled(using: &generator).prefix(3) {
        values[name] = Self.value(name, &generator)
      }
      let seeds = Array(1...Int.random(in: 1...3, using: &generator))
      let folds = Bool.random(using: &generator) ? 3 : nil
      let plan = Self.plan(values, seeds: seeds, folds: folds)
      let levels = values.map { $0.value.levels(of: $0.key)?.count ?? 0 }
      let product = levels.reduce(seeds.count * (folds ?? 1), *)
      let runs = plan.runs(on: Self.inputs(folds: folds))
      #expect(plan.count == product)
      #expect(runs.count == product)
      #expect(Set(runs.map(\.id)).count == product)
      // The same again, in the same order.
      #expect(plan.runs(on: Self.inputs(folds: folds)).map(\.id) == runs.map(\.id))
    }
  }

  @Test
  func `a plan that grows keeps the runs it had, and one that says the standard has the same`() {
    let small = Self.plan([.learningRate: .list([.number(1e-4), .number(1e-3)])])
    var large = Self.plan(
      [
        .learningRate: .list([.number(1e-3), .number(1e-2), .number(1e-4)]),
        .batchSize: .list([.integer(8), .integer(4)]), .epochs: .one(.integer(1)),
      ], seeds: [3, 1])
    large.samples = ["Why?"]
    large.checkpointSteps = 7
    let kept = Set(small.runs(on: Self.inputs()).map(\.id))
    #expect(kept.isSubset(of: large.runs(on: Self.inputs()).map(\.id)))
  }

  @Test func `whatever decides the result decides the id`() {
    let plan = Self.plan()
    var ids = Set(plan.runs(on: Self.inputs()).map(\.id))
    func expectNew(_ plan: TuningPlan, _ inputs: TuningInputs = Self.inputs()) {
      for run in plan.runs(on: inputs) { #expect(ids.insert(run.id).inserted) }
    }
    var edited = plan
    edited.trainer = .tensorflow
    expectNew(edited)
    edited = plan
    edited.method = .dpo
    expectNew(edited)
    edited = plan
    edited.adaptation = .lora
    expectNew(edited)
    edited = plan
    edited.earlyStopping = 2
    expectNew(edited)
    edited = plan
    edited.evaluationSteps = 10
    expectNew(edited)
    edited = plan
    edited.seeds = [2]
    expectNew(edited)
    let used = Hyperparameter.allCases.filter { $0.isUsed(by: .sft, .full, .pytorch) }
    for hyperparameter in used {
      let other: JSONValue =
        switch hyperparameter {
        case .packing: .bool(true)
        case .schedule: .string("cosine")
        case .learningRate, .warmupShare, .weightDecay: .number(0.5)
        default: .integer(64)
        }
      expectNew(Self.plan([hyperparameter: .one(other)]))
    }
    var inputs = Self.inputs()
    inputs.base = Digest(of: "another")
    expectNew(plan, inputs)
    inputs = Self.inputs()
    inputs.parts[0].train.digest = Digest(of: "another")
    expectNew(plan, inputs)
    inputs.parts[0].validation = inputs.parts[0].train
    expectNew(plan, inputs)
    inputs.parts[0].fold = 1
    expectNew(plan, inputs)
  }

  @Test func `ranges hit both ends, and rise`() throws {
    var generator = SeededGenerator(seed: 8)
    for round in 0..<2_000 {
      let low = Double.random(in: 1e-7...0.5, using: &generator)
      let high = Double.random(in: low.nextUp...1, using: &generator)
      let steps = Int.random(in: 2...30, using: &generator)
      let scale: HyperparameterRange.Scale = round.isMultiple(of: 2) ? .log : .linear
      let range = HyperparameterRange(from: low, to: high, steps: steps, scale: scale)
      let levels = try #require(HyperparameterValues.range(range).levels(of: .learningRate))
      #expect(levels.first == .number(low))
      #expect(levels.last == .number(high))
      let numbers = levels.compactMap { if case .number(let number) = $0 { number } else { nil } }
      #expect(numbers == numbers.sorted())
      #expect(Set(numbers).count == numbers.count)
      #expect(high / low < 1.01 || numbers.count == steps, "\(range)")
    }
    let rates = HyperparameterRange(from: 1e-5, to: 1e-3, steps: 3, scale: .log)
    #expect(
      HyperparameterValues.range(rates).levels(of: .learningRate)
        == [.number(1e-5), .number(1e-4), .number(1e-3)])
    let whole = HyperparameterRange(from: 1, to: 64, steps: 7, scale: .log)
    #expect(
      HyperparameterValues.range(whole).levels(of: .batchSize)
        == [1, 2, 4, 8, 16, 32, 64].map { .integer($0) })
  }

  @Test func `a random search has as many as asked, in its ranges, even on a log scale, and grows`()
  {
    let values: [Hyperparameter: HyperparameterValues] = [
      .learningRate: .range(HyperparameterRange(from: 1e-6, to: 1e-2, scale: .log)),
      .epochs: .list([.integer(1), .integer(2), .integer(3)]),
      .batchSize: .range(HyperparameterRange(from: 1, to: 64)),
    ]
    func runs(_ count: Int, seed: Int) -> [TuningRun] {
      Self.plan(values, search: .random(count: count, seed: seed)).runs(on: Self.inputs())
    }
    let all = runs(1_000, seed: 1)
    #expect(all.count == 1_000)
    #expect(Set(all.map(\.id)).count == 1_000)
    #expect(runs(100, seed: 1).map(\.id) == all.prefix(100).map(\.id))
    #expect(Set(runs(100, seed: 2).map(\.id)).isDisjoint(with: all.map(\.id)))
    var decades = [Int](repeating: 0, count: 4)
    for run in all {
      guard case .number(let rate)? = run.hyperparameters[.learningRate],
        case .integer(let batch)? = run.hyperparameters[.batchSize]
      else {
        Issue.record("a run has no rate")
        continue
      }
      #expect((1e-6...1e-2).contains(rate))
      #expect((1...64).contains(batch))
      decades[min(3, Int((log10(rate) + 6).rounded(.down)))] += 1
    }
    // 250 each, give or take; 1e-4 of chance lies outside.
    #expect(decades.allSatisfy { (190...310).contains($0) }, "\(decades)")
    #expect(Set(all.map { $0.hyperparameters[.epochs] }).count == 3)
  }

  @Test func `a random search of few combinations has each once`() {
    let values: [Hyperparameter: HyperparameterValues] = [
      .epochs: .list([.integer(1), .integer(2), .integer(3)])
    ]
    let plan = Self.plan(values, search: .random(count: 50, seed: 1))
    #expect(plan.runs(on: Self.inputs()).count == 3)
    #expect(plan.count == 3)
  }

  @Test func `a product that no number holds is no run, and no trap`() {
    let many = HyperparameterRange(from: 1, to: 60_000, steps: 1_000)
    let values: [Hyperparameter: HyperparameterValues] = [
      .batchSize: .range(many), .gradientAccumulation: .range(many), .maxTokens: .range(many),
      .epochs: .range(HyperparameterRange(from: 1, to: 1_000, steps: 1_000)),
      .learningRate: .range(HyperparameterRange(from: 0.1, to: 0.9, steps: 1_000)),
      .weightDecay: .range(HyperparameterRange(from: 0, to: 1, steps: 1_000)),
      .warmupShare: .range(HyperparameterRange(from: 0, to: 1, steps: 1_000)),
    ]
    #expect(Self.plan(values).count == .max)
    #expect(Self.plan(values).runs(on: Self.inputs()).isEmpty)
  }
}
