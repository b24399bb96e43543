/// The language that a text is surely in.
public struct LanguageGuess: Hashable, Sendable {
  /// BCP 47's primary subtag: `en`.
  public var code: String
  /// Between 0.9 and 1: what is less sure is no guess at all.
  public var confidence: Double

  /// The language of a text, by its script, its commonest words and its letters; `nil` for what is
  /// too short, mixed, or of no language that is known.
  public init?(of text: String) {
    self.init(of: Array(text.utf8))
  }

  init?(of bytes: [UInt8]) {
    let sample = LanguageSample(of: bytes)
    if let code = sample.scriptLanguage {
      self.code = code
      confidence = 1
      return
    }
    guard let found = LanguageProfiles.all.best(for: sample) else { return nil }
    self = found
  }

  init(code: String, confidence: Double) {
    self.code = code
    self.confidence = confidence
  }

  /// The codes of all languages that are known, sorted.
  public static var codes: [String] {
    (LanguageProfiles.all.codes + LanguageSample.scriptLanguages).sorted()
  }
}
