public import Core
import Formats
public import FoundationEssentials

extension TuningPlan {
  /// Reads a plan, and says all that is wrong with it.
  ///
  /// - Parameters:
  ///   - data: YAML, UTF-8.
  ///   - file: what findings call it.
  /// - Returns: the plan, or `nil` where a finding is an error; findings with line and column.
  public static func read(_ data: Data, file: String) -> (plan: TuningPlan?, findings: [Finding]) {
    do throws(YAMLError) {
      let written = try YAML.read(PlanFile.self, from: data, file: file)
      var reader = PlanReader(written.values, places: YAML.places(in: data, file: file))
      let plan = reader.plan()
      let isUsable = !reader.findings.contains(where: \.isBlocking)
      return (isUsable ? plan : nil, reader.findings)
    } catch {
      let finding = TuningRule.planUnreadable.finding(
        at: error.place, error.message, remedy: "Correct the line, then repeat the command.")
      return (nil, [finding])
    }
  }

  /// The keys of the file.
  static let keys = [
    "name", "base", "dataset", "method", "adaptation", "trainer", "seeds", "folds",
    "hyperparameters", "search", "earlyStopping", "samples", "checkpointSteps", "evaluationSteps",
    "device", "processes", "cluster", "ceiling", "hangSeconds", "graceSeconds",
  ]
}

/// The file as any values, so that each can be judged where it stands.
private struct PlanFile: Decodable, YAMLMapping {
  static let keys = TuningPlan.keys
  var values: [String: JSONValue]

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: YAMLValue].self).mapValues(\.json)
  }
}
