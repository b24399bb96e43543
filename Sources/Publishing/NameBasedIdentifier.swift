import Core
import Formats

/// A UUID made of a name alone (RFC 9562, 5.8): the same name gives the same identifier for ever,
/// with nothing random and nobody's domain in it.
struct NameBasedIdentifier: Hashable {
  /// `urn:uuid:` and the UUID (RFC 9562, 4).
  let urn: String

  init(of name: String) {
    var digits = Array(Digest(of: "colophon:\(name)").hex.prefix(32))
    digits[12] = "8"
    let variants: [Character] = ["8", "9", "a", "b"]
    digits[16] = variants[(digits[16].hexDigitValue ?? 0) % 4]
    var uuid = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { uuid += "-" }
      uuid.append(digit)
    }
    urn = "urn:uuid:\(uuid)"
  }
}
