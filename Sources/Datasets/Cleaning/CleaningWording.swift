public import Core

extension CleaningRule {
  /// What was measured, and the bound, in words.
  func message(measured: Double, bound: Double) -> String {
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
    func words(_ count: Double) -> String { count == 1 ? "1 word" : "\(Int(count)) words" }
    let (found, most) = (percent(measured), percent(bound))
    return switch self {
    case .tooShort: "the answer has \(words(measured)); at least \(Int(bound)) are wanted"
    case .tooLong: "the answer has \(words(measured)); at most \(Int(bound)) are wanted"
    case .symbols: "\(found) of the answer are signs; at most \(most) may be"
    case .repeatedLines: "\(found) of the lines stand in the answer before; at most \(most) may"
    case .repeatedWords: "\(found) of the answer's words repeat earlier ones; at most \(most) may"
    case .mostlyLinks: "\(found) of the answer are links' addresses; at most \(most) may be"
    case .mostlyCode:
      "\(found) of the lines are code, and the prompt asks for prose; at most \(most) may be"
    case .noSentence: "none of the answer's \(words(measured)) ends a sentence"
    case .allCapitals: "\(found) of the letters are capitals; at most \(most) may be"
    case .damagedText:
      measured == 1
        ? "1 character is lost or of a private font"
        : "\(Int(measured)) characters are lost, of a private font or read in a wrong encoding"
    default: rawValue
    }
  }

  /// What was found, in words.
  func message(found: String, language: String) -> String {
    switch self {
    case .answerIsPrompt: "the answer only repeats the prompt"
    case .pointsElsewhere: "the answer sends its reader elsewhere: '\(found)'"
    case .templateResidue: "a template's variable was never filled in: \(found)"
    case .unfinished: "the text says that it is not written yet: '\(found)'"
    case .otherLanguage: "the answer is in '\(found)', and the dataset in '\(language)'"
    default: rawValue
    }
  }
}

extension Finding {
  /// An example that cleaning leaves out or marks.
  public static func quality(
    _ reason: QualityReason, of example: Example, at place: SourcePlace?
  ) -> Finding {
    Finding(
      rule: "dataset-quality-\(reason.rule.rawValue)", severity: reason.isMark ? .note : .warning,
      place: place,
      message: "example \(example.id) \(reason.isMark ? "is marked" : "is left out"): "
        + reason.message,
      remedy: "Correct the text it was made of, or change the rule in \(CleaningSettings.path).")
  }

  /// What cleaning redacted in a document, by kind.
  public static func redacted(
    _ kind: SensitiveKind, count: Int, first preview: RedactionPreview, at place: SourcePlace?
  ) -> Finding {
    let others = count > 1 ? " and \(count - 1) more" : ""
    return Finding(
      rule: "dataset-redacted-\(kind.rawValue)", severity: kind == .secret ? .warning : .note,
      place: place,
      message: "\(kind.named) is replaced by \(preview.replacement)\(others)",
      remedy: kind == .secret
        ? "Make the key invalid, and take it out of the document."
        : "Nothing to do, unless it is a public contact: name it in \(CleaningSettings.path).")
  }
}
