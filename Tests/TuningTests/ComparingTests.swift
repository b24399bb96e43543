import Core
import Formats
import Foundation
import TestSupport
import Testing
import Tuning

/// Tables, what a sweep showed, the next plan, estimates: of results that are made up.
@Suite struct ComparingTests {
  private static func result(
    _ number: Int, _ values: [String: JSONValue], loss: Double?, seed: Int = 1,
    state: String = "completed", speed: Double? = nil, lowest: Double? = nil
  ) throws -> RunResult {
    var members: [String: JSONValue] = [
      "id": .string("\(String(repeating: "0", count: 12 - "\(number)".count))\(number)"),
      "trainer": .string("pytorch"), "method": .string("sft"), "adaptation": .string("full"),
      "seed": .integer(seed), "hyperparameters": .object(values), "state": .string(state),
      "detail": .string(""), "steps": .integer(10), "seconds": .number(60), "attempts": .integer(1),
      "cuts": .integer(0), "baseDigest": .string(Digest(of: "base").hex),
      "trainDigest": .string(Digest(of: "train").hex), "tokens": .integer(1_000),
    ]
    members["finalLoss"] = loss.map(JSONValue.number)
    members["bestLoss"] = (lowest ?? loss).map(JSONValue.number)
    members["tokensPerSecond"] = speed.map(JSONValue.number)
    return try JSONDecoder().decode(
      RunResult.self, from: CanonicalJSON.line(JSONValue.object(members)))
  }

  /// A loss that one hyperparameter moves and the other does not; the seeds differ by little.
  private static func sweep() throws -> RunTable {
    var rows: [RunResult] = []
    for (level, rate) in [1e-5, 1e-4, 1e-3].enumerated() {
      for batch in [2, 4] {
        for seed in [1, 2] {
          let loss = [3.0, 2.0, 4.0][level] + Double(seed) * 0.1 + (batch == 2 ? 0.01 : 0)
          rows.append(
            try result(
              rows.count + 1,
              ["learningRate": .number(rate), "batchSize": .integer(batch), "epochs": .integer(1)],
              loss: loss, seed: seed))
        }
      }
    }
    return RunTable(rows)
  }

  @Test func `groups are of equal settings, best first, with the figures a person would reckon`()
    throws
  {
    let table = try Self.sweep()
    #expect(table.varied == ["batchSize", "learningRate"])
    #expect(table.groups.count == 6)
    let first = table.groups[0]
    #expect(first.hyperparameters == ["learningRate": .number(1e-4), "batchSize": .integer(4)])
    let loss = try #require(first.loss)
    #expect(abs(loss.mean - 2.15) < 1e-12)
    // Of 2.1 and 2.2, by n - 1.
    #expect(abs((loss.deviation ?? 0) - 0.1 / 2.0.squareRoot()) < 1e-12)
    #expect(table.best?.finalLoss == 2.1)
    #expect(try JSONDecoder().decode(RunTable.self, from: table.json()) == table)
  }

  @Test
  func `runs are ranked by the loss of the model that is kept, not by a lower one on the way`()
    throws
  {
    let rows = try [
      Self.result(1, ["epochs": .integer(1)], loss: 3, lowest: 1),
      Self.result(2, ["epochs": .integer(2)], loss: 2, lowest: 1.5),
      Self.result(3, ["epochs": .integer(3)], loss: nil, lowest: 0.5),
    ]
    let table = RunTable(rows)
    #expect(table.best?.id == rows[1].id)
    #expect(table.groups.map(\.loss?.mean) == [2, 3, nil])
    #expect(SweepReport(table).effects[0].levels.map(\.loss.mean) == [3, 2])
  }

  @Test func `a sweep says what moved the loss, and what did not`() throws {
    let report = SweepReport(try Self.sweep())
    #expect(report.measured == 12 && report.leftOut == 0)
    #expect(report.effects.map(\.hyperparameter) == ["learningRate", "batchSize"])
    #expect(abs(report.effects[0].difference - 2) < 1e-9)
    #expect(report.effects[0].isMoreThanSpread == true)
    #expect(abs(report.effects[1].difference - 0.01) < 1e-9)
    #expect(report.effects[1].isMoreThanSpread == false)
    #expect(report.effects[0].sentence.hasPrefix("learningRate: 0.0001 had the lowest mean loss"))
  }

  @Test func `one run of each value is no proof, and runs without a model are not counted`() throws
  {
    let rows = try [
      Self.result(1, ["epochs": .integer(1)], loss: 3),
      Self.result(2, ["epochs": .integer(2)], loss: 2),
      Self.result(3, ["epochs": .integer(3)], loss: 0.1, state: "crashed"),
      Self.result(4, ["epochs": .integer(4)], loss: nil, state: "waiting"),
    ]
    let report = SweepReport(RunTable(rows))
    #expect(report.measured == 2 && report.leftOut == 2)
    #expect(report.effects[0].isMoreThanSpread == nil)
    #expect(report.effects[0].levels.map(\.label) == ["1", "2"])
    #expect(report.effects[0].sentence.contains("chance"))
    #expect(RunTable(rows).best?.finalLoss == 2)
  }

  @Test func `what changed together is not told apart, nor what learnt from different examples`()
    throws
  {
    let settings = [(1, 512, 4), (2, 512, 4), (3, 1024, 8), (4, 1024, 8)]
    let rows = try settings.map { number, length, size in
      try Self.result(
        number, ["maxTokens": .integer(length), "batchSize": .integer(size)],
        loss: Double(length) + Double(number) / 100)
    }
    let together = SweepReport(RunTable(rows))
    #expect(together.effects.map(\.changedWith) == [["maxTokens"], ["batchSize"]])
    #expect(together.effects[0].sentence.contains("Nothing tells it from maxTokens"))
    #expect(together.isOfOneSet && !together.summary.contains("different examples"))
    var apart = rows
    apart[3].hyperparameters["batchSize"] = .integer(4)
    apart[1].trainDigest = Digest(of: "other")
    let report = SweepReport(RunTable(apart))
    // Whatever batchSize 8 has, maxTokens 1024 has too; the other way round it has both.
    #expect(
      Dictionary(uniqueKeysWithValues: report.effects.map { ($0.hyperparameter, $0.changedWith) })
        == ["batchSize": [], "maxTokens": []])
    #expect(report.summary.contains("different examples"))
  }

  @Test func `values without number fall into three parts of a range`() throws {
    let rows = try (1...9).map { number in
      try Self.result(
        number, ["learningRate": .number(Double(number) * 1e-4)], loss: Double(number))
    }
    let effect = SweepReport(RunTable(rows)).effects[0]
    #expect(
      effect.levels.map(\.label) == ["0.0001 to 0.0003", "0.0004 to 0.0006", "0.0007 to 0.0009"])
    #expect(effect.levels.map(\.loss.mean) == [2, 5, 8])
    #expect(abs(effect.difference - 6) < 1e-12 && abs((effect.spread ?? 0) - 1) < 1e-12)
  }

  @Test func `the next plan is narrower round the best, and can be run`() throws {
    var plan = TuningPlan(name: "v", base: "b", dataset: "d", trainer: .pytorch, seeds: [1, 2])
    plan.hyperparameters = [
      .learningRate: .range(HyperparameterRange(from: 1e-5, to: 1e-3, steps: 3, scale: .log)),
      .batchSize: .list([.integer(2), .integer(4)]),
    ]
    let (next, reasons) = try #require(plan.proposal(from: try Self.sweep()))
    #expect(reasons.count == 2)
    guard case .range(let rates)? = next.hyperparameters[.learningRate],
      case .range(let batches)? = next.hyperparameters[.batchSize]
    else {
      Issue.record("\(next.hyperparameters)")
      return
    }
    #expect(rates == HyperparameterRange(from: 3.16e-5, to: 3.16e-4, steps: 3, scale: .log))
    // The best was the greatest: the range reaches beyond it.
    #expect(batches.from == 3 && batches.to == 5)
    let (read, findings) = TuningPlan.read(try next.yaml(), file: "tune.yml")
    #expect(findings.isEmpty && read == next, "\(findings)")
    #expect(plan.proposal(from: RunTable([])) == nil)
  }

  @Test func `an estimate is of earlier runs of the same kind, or says that it is not known`()
    throws
  {
    let train = TuningInputs.ExampleFile(path: "d/train.jsonl", digest: Digest(of: "train"))
    let inputs = TuningInputs(base: Digest(of: "base"), parts: [TuningInputs.Part(train: train)])
    var plan = TuningPlan(name: "v", base: "b", dataset: "d", trainer: .pytorch)
    plan.hyperparameters = [.epochs: .one(.integer(3))]
    plan.ceiling = RunCeiling(pricePerHour: 3.6)
    let run = plan.runs(on: inputs)[0]
    let none = RunEstimator().estimate(run, under: plan.ceiling)
    #expect(none.seconds == nil && none.tokens == nil && none.basis.hasPrefix("Not known"))
    let counted = RunEstimator(tokens: [train.digest: 500]).estimate(run, under: plan.ceiling)
    #expect(counted.tokens == 1_500 && counted.seconds == nil)
    let earlier = try [100.0, 10, 1_000].enumerated().map {
      try Self.result($0.offset, [:], loss: 1, speed: $0.element)
    }
    let known = RunEstimator(earlier).estimate(run, under: plan.ceiling)
    // 1,000 tokens, three times, at 100 a second.
    #expect(known.tokens == 3_000 && known.seconds == 30)
    #expect(abs((known.cost ?? 0) - 0.03) < 1e-12)
    #expect(RunEstimator(earlier).estimate(run, under: plan.ceiling, done: 0.5).seconds == 15)
    let both = RunEstimator(earlier).estimate([(run, 0), (run, 0.5)], under: plan.ceiling)
    #expect(both.seconds == 45 && both.tokens == 6_000)
    plan.trainer = .tensorflow
    #expect(
      RunEstimator(earlier).estimate(plan.runs(on: inputs)[0], under: plan.ceiling).seconds == nil)
  }
}
