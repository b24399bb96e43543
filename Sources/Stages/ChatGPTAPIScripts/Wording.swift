import Core
import Datasets
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

  static func modelIsAlias(_ model: String, of version: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-model-alias", severity: .note, place: place,
      message: "'\(model)' is an alias of the desk, and stands for \(version) now",
      remedy: "Nothing: what answers each request is put on record with its answer.")
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

  static func unmadeForm(
    _ form: DraftFormat, of deliverable: String, at place: SourcePlace
  ) -> Finding {
    Finding(
      rule: "script-form", severity: .warning, place: place,
      message: "the extractive engine quotes passages as markdown or html and fills no "
        + "\(form.rawValue): its draft of '\(deliverable)' will be empty, and cannot be chosen",
      remedy: "Say engine: openai or engine: person, have somebody bring a draft (colophon draft "
        + "import), or say format: markdown in the deliverable's outline.")
  }

  static func secret(at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-secret", severity: .error, place: place,
      message: "the line looks like a key or secret",
      remedy: "Take it out: keys come from the environment (OPENAI_API_KEY), never from a file.")
  }

  static func badAnswerForm(_ message: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-answer-form", severity: .error, place: place, message: message,
      remedy: "Give answer a name and a schema: a JSON Schema, or a file's path under Templates/.")
  }

  static func badConcurrency(_ number: Int, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-concurrency", severity: .error, place: place,
      message: "\(number) requests cannot be under way at a time",
      remedy: "Say 1 to 1024; 8 is what most servers bear.")
  }

  static func unbounded(at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-unbounded", severity: .error, place: place,
      message: "nothing limits the length of an answer, so the ceiling could be passed",
      remedy: "Set parameters.maxCompletionTokens.")
  }

  static func oneCandidateOnly(_ count: Int, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-candidates", severity: .error, place: place,
      message: "the Responses API answers with one candidate, and the script wants \(count)",
      remedy: "Say candidates: 1, or api: chat.")
  }

  static func shutDown(_ model: String, on date: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-model-shut-down", severity: .error, place: place,
      message: "'\(model)' answers no more since \(date), by the price table",
      remedy: "Name another model; Templates/prices.yml lists some.")
  }

  static func beyondWindow(
    _ estimate: RequestEstimate, window: Int, at place: SourcePlace
  ) -> Finding {
    Finding(
      rule: "script-beyond-window", severity: .error, place: place,
      message: "request '\(estimate.request)' takes about \(estimate.promptTokens) tokens, and "
        + "'\(estimate.model)' reads \(window)",
      remedy: "Name a model with a longer window, or shorten the deliverable's outline.")
  }

  static func unpriced(_ model: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "script-price-unknown", severity: .error, place: place,
      message: "the price of '\(model)' is not known, so the ceiling in dollars cannot be held",
      remedy: "Add the model to Templates/prices.yml, or take ceiling.dollars out.")
  }

  static func overDollars(_ microdollars: Int, ceiling: Double, at place: SourcePlace) -> Finding {
    let cents = (microdollars + 9999) / 10_000
    let rest = cents % 100
    return Finding(
      rule: "script-over-ceiling", severity: .error, place: place,
      message: "the script may cost $\(cents / 100).\(rest < 10 ? "0" : "")\(rest), "
        + "over its ceiling of $\(ceiling)",
      remedy:
        "Lower the candidates or maxCompletionTokens, name a cheaper model, or raise the ceiling.")
  }

  static func heldOut(_ documents: [String], at place: SourcePlace) -> Finding {
    let few = documents.prefix(3).joined(separator: ", ")
    return Finding(
      rule: "script-held-out", severity: .note, place: place,
      message: "no prompt shows what the test split holds: "
        + "\(few)\(documents.count > 3 ? " and \(documents.count - 3) more" : "")",
      remedy: "Nothing need be done; a document that drafts must quote belongs into another split.")
  }

  static func beyondDesk(
    _ ceiling: ChatGPTAPIScripts.Ceiling, at place: SourcePlace
  ) -> Finding {
    let dollars = ceiling.dollars.map { " and $\($0)" } ?? ""
    return Finding(
      rule: "script-beyond-desk", severity: .error, place: place,
      message: "the script's ceiling is over the desk's: \(ceiling.requests) requests, "
        + "\(ceiling.completionTokens) completion tokens\(dollars)",
      remedy: "Lower it, or have the desk's raised in colophon.yml.")
  }
}
