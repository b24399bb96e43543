import Core
import Formats

extension Finding {
  static func malformedScript(_ error: YAMLError) -> Finding {
    Finding(
      rule: "script-malformed", severity: .error, place: error.place, message: error.message,
      remedy: "Correct that line, or delete the file to have it made anew.")
  }

  static func modelNotPinned(_ model: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-model-not-pinned", severity: .error, place: place,
      message: model.isEmpty ? "the script names no model" : "'\(model)' is not a pinned model",
      remedy: "Name one version of a model, so that the run can be told apart from the next.")
  }

  static func badCandidates(_ count: Int, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-candidates", severity: .error, place: place,
      message: "\(count) candidates per request cannot be asked for",
      remedy: "Ask for 1 to 16; 3 give an editor a choice.")
  }

  static func overCeiling(
    _ what: String, wanted: Int, ceiling: Int, at place: SourcePlace
  ) -> Finding {
    Finding(
      rule: "script-over-ceiling", severity: .error, place: place,
      message: "the script may use \(wanted) \(what), over its ceiling of \(ceiling)",
      remedy: "Lower the candidates or the parameters, or raise the ceiling in the script.")
  }

  static func nothingFound(
    _ heading: String, deliverable: String, at place: SourcePlace
  ) -> Finding {
    Finding(
      rule: "script-section-without-passages", severity: .warning, place: place,
      message: "the design documents say nothing for '\(heading)' of \(deliverable)",
      remedy: "Bring a document that does, or take the section out of the deliverable's outline.")
  }

  static func secret(at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-secret", severity: .error, place: place,
      message: "the line looks like a key or secret",
      remedy: "Take it out: keys come from the environment (OPENAI_API_KEY), never from a file.")
  }
}
