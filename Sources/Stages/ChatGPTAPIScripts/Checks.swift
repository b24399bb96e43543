import Core
import Datasets
import Formats
import FoundationEssentials

extension ChatGPTAPIScriptsStage {
  /// What keeps the script from being run: no pinned model, over its ceiling, a secret inside.
  func check(
    _ script: ScriptFile, plans: [DraftPlan], estimates: ScriptEstimates?, bytes: Data,
    in context: StageContext
  ) -> [Finding] {
    let display = context.display(ScriptFile.name, in: Self.id)
    let place = SourcePlace(display)
    var findings: [Finding] = []
    if script.model.isEmpty || script.model.hasSuffix("latest") {
      findings.append(.modelNotPinned(script.model, at: place))
    }
    if let version = alias(script.model, of: script.engine, in: context) {
      findings.append(.modelIsAlias(script.model, of: version, at: place))
    }
    if !(1...16).contains(script.candidates) {
      findings.append(.badCandidates(script.candidates, at: place))
    }
    if plans.count > script.ceiling.requests {
      findings.append(
        .overCeiling("requests", wanted: plans.count, ceiling: script.ceiling.requests, at: place))
    }
    let tokens = plans.count.saturating(multipliedBy: script.candidates)
      .saturating(multipliedBy: script.parameters.maxCompletionTokens ?? 0)
    if tokens > script.ceiling.completionTokens {
      findings.append(
        .overCeiling(
          "completion tokens", wanted: tokens, ceiling: script.ceiling.completionTokens, at: place))
    }
    if !(1...1024).contains(script.concurrency ?? 8) {
      findings.append(.badConcurrency(script.concurrency ?? 8, at: place))
    }
    let desk = context.settings.ceiling
    if script.ceiling.isBeyond(desk) { findings.append(.beyondDesk(desk, at: place)) }
    if let estimates { findings += askingFindings(script, estimates: estimates, at: place) }
    for plan in plans {
      for section in plan.sections where section.passages.isEmpty {
        findings.append(.nothingFound(section.heading, deliverable: plan.deliverable, at: place))
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for span in SensitiveText(text, settings: SensitiveSettings(kinds: [.secret])).spans {
      let line = text.utf8.prefix(span.range.lowerBound).count { $0 == UInt8(ascii: "\n") } + 1
      findings.append(.secret(at: SourcePlace(display, line: line)))
    }
    return findings
  }

  /// What a model's name stands for, where a server is asked for it and it is an alias of the desk.
  func alias(_ model: String, of engine: String, in context: StageContext) -> String? {
    engine == "openai" ? context.settings.aliases[model] : nil
  }

  /// The forms that the embedded engine cannot write: it quotes text, and fills no fields.
  func unmadeForms(
    _ forms: [(deliverable: String, form: DraftFormat)], by script: ScriptFile,
    in context: StageContext
  ) -> [Finding] {
    guard script.engine == "extractive" else { return [] }
    let place = SourcePlace(context.display(ScriptFile.name, in: Self.id))
    return forms.compactMap { deliverable, form in
      switch form {
      case .markdown, .html: nil
      case .json, .svg, .strings: .unmadeForm(form, of: deliverable, at: place)
      }
    }
  }

  /// What keeps a script that asks a server from being run under its ceiling.
  private func askingFindings(
    _ script: ScriptFile, estimates: ScriptEstimates, at place: SourcePlace
  ) -> [Finding] {
    var findings: [Finding] = []
    if script.parameters.maxCompletionTokens == nil {
      findings.append(.unbounded(at: place))
    }
    if script.api == .responses, script.candidates > 1 {
      findings.append(.oneCandidateOnly(script.candidates, at: place))
    }
    let price = estimates.prices.price(of: script.model)
    if let shutdown = price?.shutdown, shutdown <= estimates.prices.date {
      findings.append(.shutDown(script.model, on: shutdown, at: place))
    }
    if let window = price?.window {
      for estimate in estimates.all where estimate.promptTokens > window {
        findings.append(.beyondWindow(estimate, window: window, at: place))
      }
    }
    guard let dollars = script.ceiling.dollars else { return findings }
    if price == nil {
      findings.append(.unpriced(script.model, at: place))
    }
    let cost = estimates.all.compactMap(\.microdollars).reduce(0) { $0.saturating(adding: $1) }
    if Double(cost) > dollars * 1_000_000 {
      findings.append(.overDollars(cost, ceiling: dollars, at: place))
    }
    return findings
  }
}

extension ChatGPTAPIScripts.Ceiling {
  /// Whether it lets pass what another would not.
  fileprivate func isBeyond(_ other: Self) -> Bool {
    requests > other.requests || completionTokens > other.completionTokens
      || other.dollars.map { dollars ?? .infinity > $0 } ?? false
  }
}
