/// What in a text must not be published or trained on, known by its shape.
struct SensitiveText {
  /// Whether a key, a token or a private key stands in the text.
  let hasSecret: Bool
  /// The first e-mail address that is not one of the reserved examples (RFC 2606), if any.
  let mailAddress: String?
  /// The first telephone number, if any.
  let telephone: String?

  init(_ text: String) {
    hasSecret = SensitiveText.findSecret(in: text)
    mailAddress = SensitiveText.findMailAddress(in: text)
    telephone = SensitiveText.findTelephone(in: text)
  }

  /// How a kind of key begins, and how many letters, digits, `-` or `_` follow at the least.
  private static let keys: [(prefix: String, least: Int)] = [
    ("sk-", 20), ("sk_live_", 16), ("rk_live_", 16), ("AKIA", 16), ("ASIA", 16), ("ghp_", 36),
    ("gho_", 36), ("ghu_", 36), ("ghs_", 36), ("ghr_", 36), ("github_pat_", 22), ("glpat-", 20),
    ("xoxb-", 20), ("xoxp-", 20), ("AIza", 35), ("hf_", 30),
  ]

  private static func findSecret(in text: String) -> Bool {
    if text.contains("PRIVATE KEY-----") { return true }
    // Regular expressions only look where a plain search has found the beginning of a key: most
    // texts have none.
    for key in keys where text.contains(key.prefix) {
      var rest = text[...]
      while let found = rest.firstRange(of: key.prefix) {
        let before =
          found.lowerBound > text.startIndex
          ? text[text.index(before: found.lowerBound)] : " "
        rest = rest[found.upperBound...]
        let length = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        if length.count >= key.least, !before.isLetter, !before.isNumber { return true }
      }
    }
    return false
  }

  private static func findMailAddress(in text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return nil }
    let address = /[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}/
    return text.matches(of: address).map { String($0.output) }.first { !isReserved($0) }
  }

  private static func isReserved(_ address: String) -> Bool {
    let domain = address.lowercased().drop { $0 != "@" }.dropFirst()
    let labels = domain.split(separator: ".")
    guard let top = labels.last else { return false }
    if ["example", "test", "invalid", "localhost"].contains(top) { return true }
    return labels.count > 1 && labels[labels.count - 2] == "example"
      && ["com", "net", "org"].contains(top)
  }

  /// `+` and 8 to 15 digits (ITU-T E.164), or 9 to 15 digits from 0 in groups.
  private static func findTelephone(in text: String) -> String? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "0") }) else {
      return nil
    }
    let shape = /\+[0-9][0-9 ().\-]{6,20}[0-9]|\(?0[0-9]{2,5}\)? [0-9]{3,4}(?: ?[0-9]{3,4})?/
    return text.matches(of: shape).map { ($0.range.lowerBound, String($0.output)) }
      .first { start, number in
        let isInside = start > text.startIndex && text[text.index(before: start)].isNumber
        let digits = number.count { $0.isNumber }
        return !isInside && !isFictitious(number)
          && (number.hasPrefix("+") ? 8...15 : 9...15).contains(digits)
      }?.1
  }

  /// Whether a number is of the ranges that Ofcom keeps for drama; design documents are full of them.
  private static func isFictitious(_ number: String) -> Bool {
    let digits = number.filter(\.isNumber)
    return ["01632960", "441632960", "02079460", "442079460"].contains { digits.hasPrefix($0) }
  }
}
