/// Cleans texts and judges examples, by one set of settings. A pure function: equal texts give equal
/// results, in any order, and cleaning twice changes nothing more.
public struct TextCleaner: Sendable {
  let settings: CleaningSettings
  /// The language of the dataset: BCP 47.
  let language: String
  let rules: Set<CleaningRule>
  private let sensitive: SensitiveSettings
  private let boilerplate: BoilerplateLines
  let unfinished: PhraseList
  let pointers: PhraseList
  private let salt: String

  /// - Parameters:
  ///   - settings: `Templates/cleaning.yml`, or the desk's own.
  ///   - language: what the dataset is written in: BCP 47.
  ///   - names: the persons whom the documents mark as such: who wrote remarks and changes.
  ///   - salt: what makes the dataset's placeholders its own, such as the piece's name.
  public init(
    settings: CleaningSettings, language: String, names: some Sequence<String> = [],
    salt: String = ""
  ) {
    self.settings = settings
    self.language = language
    self.salt = salt
    rules = Set(CleaningRule.allCases).subtracting(settings.off)
    sensitive = SensitiveSettings(
      kinds: Set(rules.compactMap(\.sensitiveKind)), domains: settings.domains,
      contacts: settings.contacts, names: names)
    boilerplate = BoilerplateLines(settings)
    unfinished = PhraseList(settings.unfinished)
    pointers = PhraseList(settings.pointers)
  }

  /// A text with its characters in one form, without what is no part of it, and with placeholders for
  /// personal data and secrets; without the footers that the documents share.
  public func clean(_ text: String) -> CleanedText {
    var edited = EditedText(Array(text.utf8))
    var redactions: [Redaction] = []
    // What one step takes out may bring together what another one looks for.
    for _ in 0..<Self.mostRounds {
      let scan = CharacterScan(edited.bytes)
      var isChanged = false
      if scan.hasSuspect {
        isChanged = edit(&edited, CharacterCleaning.edits(in: edited.bytes, rules: rules))
      }
      if scan.mayCompose, rules.contains(.normalForm) {
        isChanged = edit(&edited, NormalForm.edits(in: edited.bytes)) || isChanged
      }
      if rules.contains(.boilerplate) {
        isChanged = edit(&edited, boilerplate.edits(in: edited.bytes)) || isChanged
      }
      isChanged = redact(&edited, into: &redactions) || isChanged
      if !isChanged { break }
    }
    let changes = edited.changes
    guard !changes.isEmpty else { return CleanedText(text: text, redactions: [], changes: []) }
    redactions.sort { $0.range.lowerBound < $1.range.lowerBound }
    return CleanedText(
      text: String(decoding: edited.bytes, as: UTF8.self), redactions: redactions,
      changes: changes)
  }

  private static let mostRounds = 6

  private func edit(_ text: inout EditedText, _ edits: [EditedText.Edit]) -> Bool {
    text.apply(edits)
    return !edits.isEmpty
  }

  private func redact(_ text: inout EditedText, into redactions: inout [Redaction]) -> Bool {
    let found = SensitiveText(text.bytes, settings: sensitive)
    guard !found.spans.isEmpty else { return false }
    let made = found.spans.map { span in
      let value = found[span]
      return Redaction(
        kind: span.kind, range: span.range, original: value,
        replacement: Redaction.placeholder(for: value, span.kind, salt: salt))
    }
    let origins = text.apply(
      made.map { redaction in
        EditedText.Edit(
          range: redaction.range, replacement: Array(redaction.replacement.utf8),
          rule: CleaningRule(rawValue: redaction.kind.rawValue) ?? .secret)
      })
    for (var redaction, origin) in zip(made, origins) {
      redaction.range = origin
      redactions.append(redaction)
    }
    return true
  }
}
