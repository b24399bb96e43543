import FoundationEssentials

/// A key to a server. It is read in one place, where a request's header is written; printed,
/// interpolated or dumped it shows nothing.
struct APIKey: Sendable {
  private let secret: String

  init(_ secret: String) { self.secret = secret }

  /// The value of the `Authorization` header (RFC 6750).
  var authorization: String { "Bearer \(secret)" }

  /// A text from elsewhere without the key, in any form it may have been echoed in.
  func redacting(_ text: String) -> String {
    // A short word is no secret, and would be taken out of the middle of others.
    guard secret.utf8.count >= 8 else { return text }
    let forms = [secret, percentEncoded, Data(secret.utf8).base64EncodedString()]
    return forms.reduce(text) { $0.replacing($1, with: "(key)") }
  }

  private var percentEncoded: String {
    secret.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      if character.isASCII
        && (character.isLetter || character.isNumber || "-._~".contains(character))
      {
        return String(character)
      }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}

extension APIKey: CustomStringConvertible, CustomReflectable {
  var description: String { "(key)" }

  var customMirror: Mirror { Mirror(self, children: []) }
}
