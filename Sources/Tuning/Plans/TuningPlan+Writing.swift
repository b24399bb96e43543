import Core
import Formats
public import FoundationEssentials

extension TuningPlan {
  /// The plan as `tune.yml`.
  public func yaml() throws -> Data {
    var values: [String: JSONValue] = [
      "name": .string(name), "base": .string(base), "dataset": .string(dataset),
      "method": .string(method.rawValue), "adaptation": .string(adaptation.rawValue),
      "trainer": .string(trainer.rawValue), "seeds": .array(seeds.map(JSONValue.integer)),
      "checkpointSteps": .integer(checkpointSteps), "evaluationSteps": .integer(evaluationSteps),
      "device": .string(device.rawValue), "hangSeconds": .number(hangSeconds),
      "graceSeconds": .number(graceSeconds),
    ]
    if processes > 1 { values["processes"] = .integer(processes) }
    if let cluster { values["cluster"] = .object(cluster.written) }
    values["folds"] = folds.map(JSONValue.integer)
    values["earlyStopping"] = earlyStopping.map(JSONValue.integer)
    if !samples.isEmpty { values["samples"] = .array(samples.map(JSONValue.string)) }
    if case .random(let count, let seed) = search {
      values["search"] = .object([
        "kind": .string("random"), "count": .integer(count), "seed": .integer(seed),
      ])
    }
    let bounds = [
      "minutes": ceiling.minutes, "dollars": ceiling.dollars, "pricePerHour": ceiling.pricePerHour,
    ].compactMapValues { $0 }
    if !bounds.isEmpty { values["ceiling"] = .object(bounds.mapValues(JSONValue.number)) }
    var settings: [String: JSONValue] = [:]
    for (hyperparameter, value) in hyperparameters {
      settings[hyperparameter.rawValue] = value.written(for: hyperparameter)
    }
    if !settings.isEmpty { values["hyperparameters"] = .object(settings) }
    return try YAML.write(values.mapValues { YAMLValue($0.plain) })
  }
}

extension ClusterRequest {
  fileprivate var written: [String: JSONValue] {
    let texts = [
      "partition": partition, "time": time, "gpus": gpus, "memory": memory, "account": account,
    ]
    var members = texts.compactMapValues { $0 }.mapValues(JSONValue.string)
    members["kind"] = .string(kind.rawValue)
    members["cpus"] = cpus.map(JSONValue.integer)
    return members
  }
}

extension HyperparameterValues {
  fileprivate func written(for hyperparameter: Hyperparameter) -> JSONValue {
    switch self {
    case .one(let value): return value
    case .list(let values): return .array(values)
    case .range(let range):
      var members: [String: JSONValue] = [
        "from": range.value(at: 0, of: hyperparameter),
        "to": range.value(at: 1, of: hyperparameter),
        "scale": .string(range.scale.rawValue),
      ]
      members["steps"] = range.steps.map(JSONValue.integer)
      return .object(members)
    }
  }
}

extension JSONValue {
  /// With whole numbers written as such: people read the file.
  var plain: JSONValue {
    switch self {
    case .number(let number) where number == number.rounded() && abs(number) < 1e15:
      .integer(Int(number))
    case .array(let values): .array(values.map(\.plain))
    case .object(let members): .object(members.mapValues(\.plain))
    case .null, .bool, .integer, .number, .string: self
    }
  }
}
