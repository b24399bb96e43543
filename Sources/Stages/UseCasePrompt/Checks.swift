import Core
import Formats

extension UseCasePromptStage {
  /// What the brief lacks, and what stands in it that cannot be right.
  func check(
    _ fields: BriefFields, body: FrontMatter, known: [String], display: String
  ) -> [Finding] {
    func place(_ key: String) -> SourcePlace {
      SourcePlace(display, line: body.line(ofKey: key))
    }
    var findings: [Finding] = []
    let required: [(name: String, value: String?)] = [
      ("title", fields.title), ("goal", fields.goal), ("audience", fields.audience),
      ("voice", fields.voice), ("language", fields.language), ("risk", fields.risk),
      ("licence", fields.licence),
    ]
    for (name, value) in required where (value ?? "").allSatisfy(\.isWhitespace) {
      findings.append(.missingAnswer(name, at: place(name)))
    }
    if fields.publicInterest == nil {
      findings.append(.missingAnswer("publicInterest", at: place("publicInterest")))
    }
    if let risk = fields.risk, !risk.isEmpty, UseCasePrompt.Risk(rawValue: risk) == nil {
      findings.append(.unknownRisk(risk, at: place("risk")))
    }
    if let language = fields.language, !language.isEmpty, !isLanguageTag(language) {
      findings.append(.badLanguageTag(language, at: place("language")))
    }
    let deliverables = fields.deliverables ?? []
    if deliverables.isEmpty {
      findings.append(.noDeliverables(known, at: place("deliverables")))
    }
    for name in deliverables where !known.contains(name) {
      findings.append(.unknownDeliverable(name, known: known, at: place("deliverables")))
    }
    if Set(deliverables).count < deliverables.count {
      findings.append(.repeatedDeliverable(at: place("deliverables")))
    }
    if (fields.acceptance ?? []).isEmpty {
      findings.append(.noAcceptance(at: place("acceptance")))
    }
    if body.body.allSatisfy(\.isWhitespace) {
      findings.append(.emptyRequest(at: SourcePlace(display, line: body.bodyLine)))
    }
    return findings
  }

  /// The shape of a BCP 47 tag: subtags of 1 to 8 letters or digits, the first of 2 to 3 letters.
  private func isLanguageTag(_ tag: String) -> Bool {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count), first.allSatisfy(\.isLetter)
    else { return false }
    return parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
  }
}
