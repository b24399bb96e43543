import FoundationEssentials

/// A key to a server. It is read in one place, where a request's header is written; printed,
/// interpolated or dumped it shows nothing.
package struct APIKey: Sendable {
  private let secret: String
  private let traces: SecretTraces?
  /// Whether it is a key by its looks. Any word does for a server that wants none, and a word such as
  /// a model's name must not be taken out of answers.
  private let looksRandom: Bool

  package init(_ secret: String) {
    self.secret = secret
    // A short word is no secret, and would be taken out of the middle of others.
    traces = secret.utf8.count >= SecretTraces.shortest ? SecretTraces(of: secret) : nil
    looksRandom = secret.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
      .contains { Self.looksRandom($0) }
  }

  /// Whether a word of letters and digits is one that nobody would write.
  private static func looksRandom(_ word: Substring) -> Bool {
    guard word.count >= 12 else { return false }
    let hasDigit = word.contains(where: \.isNumber)
    let hasLetter = word.contains(where: \.isLetter)
    return hasDigit && hasLetter || word.count >= 24
      || word.contains(where: \.isLowercase) && word.dropFirst().contains(where: \.isUppercase)
  }

  /// The value of the `Authorization` header (RFC 6750).
  package var authorization: String { "Bearer \(secret)" }

  /// A text from elsewhere without the key or any eight characters of it, in any form they may have
  /// been echoed in.
  package func redacting(_ text: String) -> String { traces?.redacting(text) ?? text }

  /// An answer without the key, where that is one by its looks; words of the key that are ordinary
  /// ones stay.
  package func redactingAnswer(_ text: String) -> String {
    guard looksRandom else { return text }
    return traces?.redacting(text, sparingWords: true) ?? text
  }

  /// An error's text without words that show the key's ends and hide its middle: `sk-ab****yz12`.
  package func withoutMasks(_ text: String) -> String {
    let isShort = secret.utf8.count < SecretTraces.shortest
    let ends = isShort ? [] : [secret.prefix(4), secret.suffix(4)]
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      Self.masks.contains { word.contains($0) } && ends.contains { word.contains($0) }
        || word.contains("**") ? "(key)" : String(word)
    }.joined(separator: " ")
  }

  /// What stands for a key's middle.
  private static let masks = ["*", "...", "…", "•", "xxx", "XXX", "###", "___", "---"]
}

extension APIKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "(key)" }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
