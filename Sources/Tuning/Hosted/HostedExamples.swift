public import Core
import Formats
import FoundationEssentials

/// A file of examples as a server takes it: looked at before anything is sent.
struct HostedExamples {
  /// The file, whole.
  let path: String
  /// What findings call it.
  let display: String
  let method: TuningMethod

  /// The fewest examples that OpenAI takes.
  static let fewest = 10
  /// The most findings that are said of one file.
  static let mostFindings = 20

  /// The file's bytes.
  func read() throws(TuningError) -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TuningError(
        .missing, at: SourcePlace(display), "the file of examples is not there any more",
        remedy: "Build the dataset, then repeat the command.")
    }
    return data
  }

  /// What is wrong with it.
  ///
  /// - Parameter isTraining: whether it is learnt: of other files no number of examples is wanted.
  func findings(isTraining: Bool) throws(TuningError) -> [Finding] {
    let data = try read()
    var findings: [Finding] = []
    var number = 0
    var count = 0
    for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      count += 1
      guard findings.count < Self.mostFindings, let reason = fault(in: line) else { continue }
      findings.append(
        HostedTuningRule.exampleWrong.finding(
          at: SourcePlace(display, line: number), reason,
          remedy: "Correct the example, or leave it out; colophon dataset check tells more."))
    }
    if isTraining, count < Self.fewest {
      findings.append(
        HostedTuningRule.tooFewExamples.finding(
          at: SourcePlace(display),
          "the file has \(count) \(count == 1 ? "example" : "examples"), and servers take "
            + "\(Self.fewest) at least",
          remedy: "Add examples, or name a trainer that runs here."))
    }
    return findings
  }

  /// What is wrong with a line; `nil` where nothing is.
  private func fault(in line: Data) -> String? {
    let value: JSONValue
    do throws(JSONReadingError) {
      value = try JSONValue(json: Data(line))
    } catch {
      return "the line is no JSON: \(error.reason)"
    }
    return switch method {
    case .sft: faultOfChat(value["messages"])
    case .dpo: faultOfPreference(value)
    }
  }

  private func faultOfChat(_ messages: JSONValue?) -> String? {
    guard let messages = messages?.elements, !messages.isEmpty else {
      return "the example has no 'messages'"
    }
    let roles = messages.map { $0["role"]?.text ?? "" }
    if let wrong = roles.first(where: { !Self.roles.contains($0) }) {
      return "a message's role is '\(wrong.prefix(40))'"
    }
    return roles.last == "assistant" ? nil : "the last message is not the assistant's"
  }

  private func faultOfPreference(_ value: JSONValue) -> String? {
    guard let messages = value["input"]?["messages"]?.elements, !messages.isEmpty else {
      return "the example has no 'input' with 'messages'"
    }
    for key in ["preferred_output", "non_preferred_output"] {
      guard let output = value[key]?.elements, output.last?["role"]?.text == "assistant" else {
        return "'\(key)' is no list with a message of the assistant's"
      }
    }
    return nil
  }

  private static let roles: Set<String> = [
    "system", "developer", "user", "assistant", "tool", "function",
  ]
}

extension TuningPlan {
  /// What a server would not take of the examples, where one tunes: to be said before anything is
  /// sent.
  ///
  /// - Parameter root: the folder that the plan's paths are below, where they are not whole ones.
  public func hostedFindings(
    on inputs: TuningInputs, below root: String
  ) throws(TuningError) -> [Finding] {
    guard trainer.isHosted else { return [] }
    let files = InputFiles(root: root)
    var findings: [Finding] = []
    for part in inputs.parts {
      for (file, isTraining) in [(part.train, true), (part.validation, false)] {
        guard let file else { continue }
        let examples = HostedExamples(
          path: files.whole(file.path), display: file.path, method: method)
        findings += try examples.findings(isTraining: isTraining)
      }
    }
    return findings
  }
}
