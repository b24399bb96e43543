import Core
import Documents
import Formats

/// Reads what an engine or a person wrote as a draft of its deliverable's form.
struct DraftReader {
  let plan: DraftPlan
  let format: DraftFormat
  /// The JSON Schema that a draft in JSON is held against.
  let schema: JSONSchema?
  /// What messages call the draft.
  let display: String

  func read(_ content: String) -> DraftText {
    guard content.utf8.count <= DraftText.sizeLimit else {
      return nothing([.tooLargeDraft(content.utf8.count, at: SourcePlace(display))])
    }
    var findings: [Finding] = []
    if let lost = TextPlace(ofFirst: "\u{FFFD}", in: content) {
      findings.append(.charactersLost(at: lost.in(display)))
    }
    let plain = content.withoutControls
    if let place = plain.place { findings.append(.controlsRemoved(at: place.in(display))) }
    let draft = Unwrapping(plain.text, format)
    if draft.isFenced { findings.append(.fencedDraft(at: SourcePlace(display, line: 1))) }
    if draft.talk > 0 {
      findings.append(.talkAroundDraft(draft.talk, at: SourcePlace(display, line: 1)))
    }
    switch format {
    case .markdown: return markdown(draft.body, findings)
    case .html, .svg: return markup(draft, findings)
    case .json, .strings: return data(draft, findings)
    }
  }

  private func nothing(_ findings: [Finding]) -> DraftText {
    DraftText(format, text: "", words: "", plan: plan, findings: findings)
  }

  private func markdown(_ text: String, _ findings: [Finding]) -> DraftText {
    var findings = findings
    let left = Markdown.html(of: text, anchors: false).omissions
    if let first = left.first {
      findings.append(.leftOutOfPages(left.count, at: SourcePlace(display, line: first)))
    }
    return DraftText(.markdown, text: text, words: text, plan: plan, findings: findings)
  }

  private func markup(_ draft: Unwrapping, _ findings: [Finding]) -> DraftText {
    var findings = findings
    var body = draft.body
    if format == .html, let page = body.markdownAsHTML {
      findings.append(.convertedDraft(at: SourcePlace(display, line: draft.firstLine)))
      body = page
    }
    let clean: CleanMarkup
    do throws(DocumentError) {
      clean =
        try format == .html
        ? CleanMarkup.html(body, display: display) : CleanMarkup.svg(body, display: display)
    } catch {
      return nothing(findings + [.unreadableDraft(error, format)])
    }
    findings += clean.removals.map { removal in
      .contentRemoved(
        removal, at: SourcePlace(display, line: removal.line + draft.firstLine - 1))
    }
    findings += clean.faults.prefix(Self.faultLimit).map { fault in
      .malformedDraft(
        fault.message,
        at: SourcePlace(display, line: fault.line + draft.firstLine - 1, column: fault.column))
    }
    let markup = clean.markup.replacing(
      /<(sup|sub|small|span|cite|em)>\s*<\/(sup|sub|small|span|cite|em)>/, with: "")
    return DraftText(format, text: markup, words: clean.words, plan: plan, findings: findings)
  }

  private func data(_ draft: Unwrapping, _ findings: [Finding]) -> DraftText {
    var findings = findings
    let isTable = format == .strings && !draft.body.startsAsJSON
    let read: (value: OrderedJSON?, faults: [TextFault])
    if isTable {
      let table = StringTable(draft.body)
      read = (table.entries.isEmpty ? nil : table.value, table.faults)
    } else {
      read = JSONReader.read(draft.body)
    }
    findings += read.faults.prefix(Self.faultLimit).map { fault in
      .malformedDraft(
        fault.message,
        at: SourcePlace(display, line: fault.line + draft.firstLine - 1, column: fault.column))
    }
    guard let value = read.value else {
      return nothing(findings + [.noData(format, at: SourcePlace(display))])
    }
    let shown = format == .strings ? value.flattened : value
    if let schema {
      findings += schema.violations(in: shown.withoutCitations.json).map { violation in
        .againstSchema(violation.message, path: violation.path, at: SourcePlace(display))
      }
    }
    let words = format == .strings ? shown.table : shown.outline
    return DraftText(format, text: shown.text, words: words, plan: plan, findings: findings)
  }

  private static let faultLimit = 20
}

extension String {
  /// The page of a text that is Markdown though HTML was asked for; `nil` of any other.
  fileprivate var markdownAsHTML: String? {
    guard !contains(/<[A-Za-z\/][^<>]*>/), Markdown.blocks(of: self).contains(where: \.isHeading)
    else {
      return nil
    }
    return Markdown.html(of: self, anchors: false).html
  }
}
