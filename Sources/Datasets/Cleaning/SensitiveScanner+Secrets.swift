extension SensitiveScanner {
  // MARK: By shape

  /// The key in a token of 16 or more letters and digits: of a service's shape, or named as one by
  /// the words before.
  func secret(in token: Range<Int>) -> Range<Int>? {
    let key = bytes[token]
    for shape in KeyShape.known {
      if shape.length(of: key) != nil { return token }
    }
    if key.starts(with: "eyJ".utf8), let end = endOfWebToken(token) {
      return token.lowerBound..<end
    }
    guard token.count >= 20, isNamedSecret(before: token.lowerBound) else { return nil }
    let value = value(from: token.lowerBound)
    return isDrawn(value) ? value : nil
  }

  /// The end of a JSON Web Token (RFC 7519): three parts in Base64 with points between.
  private func endOfWebToken(_ first: Range<Int>) -> Int? {
    var end = first.upperBound
    var points = 0
    while end < bytes.count, bytes[end].isTokenPart || bytes[end] == 0x2E && points < 2 {
      if bytes[end] == 0x2E { points += 1 }
      end += 1
    }
    return points == 2 && end - first.lowerBound >= 40 ? end : nil
  }

  /// A private key in PEM (RFC 7468), to its last line or to the text's end.
  func privateKey(at start: Int) -> Range<Int>? {
    guard starts(at: start, with: "-----BEGIN ".utf8) else { return nil }
    var line = start
    while line < bytes.count, !bytes[line].isLineBreak, line - start < 80 { line += 1 }
    guard text(start..<line).contains("PRIVATE KEY-----") else { return nil }
    let end = Array("-----END ".utf8)
    var index = start + 11
    while index < bytes.count {
      if bytes[index] == 0x2D, starts(at: index, with: end) {
        var last = index + end.count
        while last < bytes.count, bytes[last] != 0x2D, !bytes[last].isLineBreak { last += 1 }
        while last < bytes.count, bytes[last] == 0x2D { last += 1 }
        return start..<last
      }
      index += 1
    }
    return start..<bytes.count
  }

  /// Name and password in a link, at its colon: `postgres://mia:pass@host`.
  func linkSecret(at colon: Int) -> Range<Int>? {
    guard starts(at: colon, with: "://".utf8), byte(colon - 1).isAlphanumeric else { return nil }
    var end = colon + 3
    var divider: Int?
    while end < bytes.count, bytes[end] > 0x20, !"/?#\"'<>`@".utf8.contains(bytes[end]) {
      if bytes[end] == 0x3A { divider = divider ?? end }
      end += 1
    }
    guard byte(end) == UInt8("@"), let divider, end > divider + 3 else { return nil }
    var host = end + 1
    while host < bytes.count, bytes[host].isTokenPart || bytes[host] == 0x2E { host += 1 }
    let labels = text((end + 1)..<host).lowercased().split(separator: ".")
    let password = text((divider + 1)..<end)
    guard !Self.isReserved(labels), !Self.isStandIn(password) else { return nil }
    return (colon + 3)..<end
  }

  // MARK: By name and randomness

  /// What is set as a key, token, secret or password, at `:` or `=`.
  func assignedSecret(at sign: Int) -> Range<Int>? {
    var end = sign
    while end > 0, sign - end < 2, bytes[end - 1].isQuote || bytes[end - 1] == 0x20 { end -= 1 }
    guard end > 0, bytes[end - 1].isAlphanumeric else { return nil }
    var start = end
    while start > 0, end - start < 48, bytes[start - 1].isTokenPart { start -= 1 }
    let name = text(start..<end).lowercased()
    guard !Self.digests.contains(where: name.contains) else { return nil }
    let isPassword = Self.passwords.contains { name.hasSuffix($0) }
    guard isPassword || Self.secrets.contains(where: name.contains) || name.hasSuffix("key") else {
      return nil
    }
    var from = sign + 1
    while from < bytes.count, from - sign < 4, bytes[from] == 0x20 || bytes[from].isQuote {
      from += 1
    }
    for scheme in ["Bearer ", "Basic ", "token "] where starts(at: from, with: scheme.utf8) {
      from += scheme.utf8.count
    }
    let value = isPassword ? password(from: from) : value(from: from)
    return (isPassword ? isPasswordLike(value) : isDrawn(value)) ? value : nil
  }

  private static let passwords = ["password", "passwd", "pwd", "passphrase", "passwort"]
  private static let secrets = [
    "secret", "token", "api_key", "api-key", "apikey", "accesskey", "access_key", "private_key",
    "credential", "authorization", "accountkey", "auth_key", "signature",
  ]
  /// What names a fingerprint, which is meant to be seen.
  private static let digests = [
    "sha", "md5", "digest", "checksum", "hash", "integrity", "etag", "commit", "uuid", "fingerprint",
    "design-token", "design_token",
  ]

  /// Whether one of the last words before a token says what it is.
  private func isNamedSecret(before start: Int) -> Bool {
    var lower = max(0, start - 40)
    for index in (lower..<start).reversed() where bytes[index].isLineBreak {
      lower = index + 1
      break
    }
    let words = text(lower..<start).lowercased()
    guard !Self.digests.contains(where: words.contains), !words.contains("://") else {
      return false
    }
    return ["secret", "token", "api key", "api_key", "apikey", "access key", "private key", "bearer"]
      .contains(where: words.contains)
  }

  /// The run of characters that keys in Base64 and the like are made of.
  private func value(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end].isTokenPart || "+/=.~".utf8.contains(bytes[end]) { end += 1 }
    while end > start, bytes[end - 1] == 0x2E { end -= 1 }
    return start..<end
  }

  private func password(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] < 0x7F,
      !bytes[end].isQuote, !",;<>()[]{}|\\".utf8.contains(bytes[end])
    { end += 1 }
    while end > start, ".:".utf8.contains(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isPasswordLike(_ range: Range<Int>) -> Bool {
    let value = bytes[range]
    let kinds = [
      value.contains(where: \.isDigit), value.contains(where: \.isUpper),
      value.contains(where: \.isLower), value.contains { !$0.isAlphanumeric },
    ]
    return (8...64).contains(value.count) && kinds[0] && kinds.count { $0 } >= 3
      && value.contains(where: \.isASCIILetter) && !value.contains(0x2F)
      && !(isWordy(value) && value.contains(0x2D)) && !Self.isStandIn(text(range))
  }

  /// Whether a value looks drawn by lot: letters and digits, in no words, of high entropy.
  private func isDrawn(_ range: Range<Int>) -> Bool {
    let value = bytes[range]
    guard (16...256).contains(value.count), value.contains(where: \.isDigit),
      value.contains(where: \.isASCIILetter), !isWordy(value), !isUUID(value),
      !Self.isStandIn(text(range))
    else { return false }
    return entropy(of: value) >= (value.count < 32 ? 3 : 3.4)
  }

  /// Bits a byte (Shannon).
  private func entropy(of value: ArraySlice<UInt8>) -> Double {
    var counts: [UInt8: Int] = [:]
    for byte in value { counts[byte, default: 0] += 1 }
    let total = Double(value.count)
    // Sorted, so that the sum is the same each time to the last bit.
    return counts.values.sorted().reduce(0) { sum, count in
      let share = Double(count) / total
      return sum - share * Self.binaryLogarithm(share)
    }
  }

  /// The logarithm to base 2 of a number between 0 and 1: FoundationEssentials has none.
  private static func binaryLogarithm(_ value: Double) -> Double {
    var rest = value.significand
    var result = Double(value.exponent)
    var bit = 0.5
    for _ in 0..<30 {
      rest *= rest
      if rest >= 2 {
        rest /= 2
        result += bit
      }
      bit /= 2
    }
    return result
  }

  /// Whether more than half of a value's letters stand in runs of five or more small ones.
  private func isWordy(_ value: ArraySlice<UInt8>) -> Bool {
    let letters = value.count(where: \.isASCIILetter)
    let words = value.split { !$0.isLower }.filter { $0.count >= 5 }
    return 2 * words.reduce(0) { $0 + $1.count } > letters
  }

  private func isUUID(_ value: ArraySlice<UInt8>) -> Bool {
    value.split(separator: 0x2D, omittingEmptySubsequences: false).map(\.count) == [8, 4, 4, 4, 12]
      && value.allSatisfy { $0.isHexDigit || $0 == 0x2D }
  }

  /// Whether a value only stands for one: `your-password`, `xxxxxxxx`, `${TOKEN}`.
  private static func isStandIn(_ value: String) -> Bool {
    let value = value.lowercased()
    return value.utf8.contains { "<>{}$*%".utf8.contains($0) } || Set(value).count < 5
      || [
        "your", "example", "xxxx", "password", "passwd", "secret", "changeme", "change-me", "dummy",
        "placeholder", "sample", "abcdef", "012345", "123456", "redacted", "test",
      ].contains(where: value.contains)
  }
}
