public import Core
import FoundationEssentials

/// What is graded: a line of the evaluation set, and what the model made of it.
public struct GradedSample: Hashable, Sendable {
  /// The line of the set: the namespace `item`.
  public var item: JSONValue
  /// The model's output: the namespace `sample`.
  public var sample: JSONValue

  public init(item: JSONValue, sample: JSONValue) {
    self.item = item
    self.sample = sample
  }

  /// An output by its text alone; `output_json` is there where the text is JSON.
  public init(item: JSONValue, outputText: String) {
    var sample = ["output_text": JSONValue.string(outputText)]
    sample["output_json"] = try? JSONDecoder().decode(JSONValue.self, from: Data(outputText.utf8))
    self.init(item: item, sample: .object(sample))
  }
}
