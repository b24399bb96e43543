import Core
import Formats

/// A plan's hyperparameters: a value, a list or a range each.
extension PlanReader {
  mutating func hyperparameters(
    _ method: TuningMethod, _ adaptation: Adaptation
  ) -> [Hyperparameter: HyperparameterValues] {
    let known = Hyperparameter.allCases.map(\.rawValue)
    let isGrid =
      values["search"] == nil || values["search"]?.text == "grid"
      || values["search"]?["kind"]?.text == "grid"
    var found: [Hyperparameter: HyperparameterValues] = [:]
    let written = members(["hyperparameters"], known: known) ?? [:]
    for (key, value) in written.sorted(by: { $0.key < $1.key }) {
      guard let hyperparameter = Hyperparameter(rawValue: key) else { continue }
      if !hyperparameter.isUsed(by: method, adaptation, trainer) {
        let weights = trainer.isHosted ? trainer.rawValue : "\(adaptation.rawValue) weights"
        add(
          .hyperparameterUnused, at: ["hyperparameters", key],
          "'\(key)' makes no difference to \(method.rawValue) with \(weights)",
          remedy: "Take it out, or change the method, the adaptation or the trainer.")
      }
      found[hyperparameter] = values(of: hyperparameter, value, isGrid: isGrid)
    }
    return found
  }

  private mutating func values(
    of hyperparameter: Hyperparameter, _ value: JSONValue, isGrid: Bool
  ) -> HyperparameterValues? {
    let path = ["hyperparameters", hyperparameter.rawValue]
    switch value {
    case .object: return range(of: hyperparameter, isGrid: isGrid).map(HyperparameterValues.range)
    case .array(let list):
      let accepted = list.enumerated().compactMap { place, value in
        one(hyperparameter, value, at: path + ["\(place)"])
      }
      if list.isEmpty || list.count > TuningPlan.mostRuns {
        wrong(path, wanted: "a list of 1 to \(TuningPlan.mostRuns) values")
      }
      if Set(accepted).count < accepted.count {
        add(
          .valueRepeated, at: path, "a value of '\(hyperparameter.rawValue)' stands twice",
          remedy: "Take one out: each combination is tried once.")
      }
      return .list(accepted)
    case .null, .bool, .integer, .number, .string:
      return one(hyperparameter, value, at: path).map(HyperparameterValues.one)
    }
  }

  private mutating func one(
    _ hyperparameter: Hyperparameter, _ value: JSONValue, at path: [String]
  ) -> JSONValue? {
    guard let accepted = hyperparameter.accepted(value, by: trainer) else {
      wrong(path, wanted: hyperparameter.wanted(by: trainer))
      return nil
    }
    return accepted
  }

  private mutating func range(
    of hyperparameter: Hyperparameter, isGrid: Bool
  ) -> HyperparameterRange? {
    let path = ["hyperparameters", hyperparameter.rawValue]
    guard hyperparameter.isNumeric else {
      wrong(path, wanted: "a value or a list of: \(hyperparameter.wanted)")
      return nil
    }
    guard let members = members(path, known: ["from", "to", "steps", "scale"]) else { return nil }
    var ends: [Double] = []
    for key in ["from", "to"] {
      guard let value = members[key] else {
        add(
          .keyMissing, at: path, "the range has no '\(key)'",
          remedy: "Write {from: LEAST, to: GREATEST, steps: COUNT, scale: log}.")
        continue
      }
      if let end = one(hyperparameter, value, at: path + [key])?.double { ends.append(end) }
    }
    let steps = members["steps"].flatMap {
      whole($0, 2...TuningPlan.mostRuns, at: path + ["steps"])
    }
    let scale = members["scale"].map { $0.text.flatMap(HyperparameterRange.Scale.init) } ?? .linear
    guard let scale else {
      wrong(path + ["scale"], wanted: "linear or log")
      return nil
    }
    guard ends.count == 2 else { return nil }
    let range = HyperparameterRange(from: ends[0], to: ends[1], steps: steps, scale: scale)
    judge(range, of: hyperparameter, isGrid: isGrid, hasSteps: members["steps"] != nil)
    return range
  }

  private mutating func judge(
    _ range: HyperparameterRange, of hyperparameter: Hyperparameter, isGrid: Bool, hasSteps: Bool
  ) {
    let path = ["hyperparameters", hyperparameter.rawValue]
    if range.from >= range.to {
      add(
        .rangeWrong, at: path + ["to"], "the range ends where it begins, or before",
        remedy: "Write the lesser number after 'from', the greater one after 'to'.")
    } else if range.scale == .log, range.from <= 0 {
      add(
        .rangeWrong, at: path + ["from"], "a range with scale log begins above 0",
        remedy: "Write a number above 0, or scale: linear.")
    } else if isGrid, !hasSteps {
      add(
        .rangeWrong, at: path, "a grid needs to know how many values of the range to try",
        remedy: "Add steps: 3, or search: {kind: random, count: 20, seed: 1}.")
    } else if let steps = range.steps, let levels = range.levels(of: hyperparameter),
      levels.count < steps
    {
      add(
        .rangeWrong, at: path + ["steps"],
        "the range has \(levels.count) different values, and \(steps) steps",
        remedy: "Write steps: \(levels.count), or a wider range.")
    }
  }
}
