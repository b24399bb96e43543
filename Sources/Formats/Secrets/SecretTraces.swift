import FoundationEssentials

/// Every form in which a secret, or a piece of one, may stand in a text: as it is, in base64 at each
/// of the three places that a byte can have in a group, percent-encoded in part or throughout, in
/// JSON with its slashes or all of it escaped, and in hexadecimal digits.
package struct SecretTraces: Sendable {
  /// The fewest bytes that are taken for a secret, and for a trace of one.
  package static let shortest = 8
  /// The shortest trace that is one though it is made of ordinary words.
  private static let shortestOfWords = 12

  /// A run of a form's bytes, eight at a time.
  private struct Window {
    /// How many bytes of the form must stand in a row to hold eight of the secret.
    var needed: Int
    /// Whether it has what ordinary words have not: figures among letters, capitals among small ones.
    var isMixed: Bool
  }

  private let windows: [UInt64: Window]
  /// Which sums of eight bytes occur at all: most places of a text are done with here.
  private let sieve: [Bool]

  package init(of secret: String) {
    var windows: [UInt64: Window] = [:]
    var sieve = Array(repeating: false, count: 1 << 16)
    for form in Self.forms(of: secret) {
      var last: UInt64 = 0
      for (index, byte) in form.bytes.enumerated() {
        last = last << 8 | UInt64(byte)
        guard index >= Self.shortest - 1 else { continue }
        let needed = min(form.needed, windows[last]?.needed ?? .max)
        windows[last] = Window(needed: needed, isMixed: Self.isMixed(last))
        sieve[Self.sum(last)] = true
      }
    }
    self.windows = windows
    self.sieve = sieve
  }

  /// A text with `(key)` for each trace.
  ///
  /// - Parameter isSparing: whether a short trace stays that is made of ordinary words.
  package func redacting(_ text: String, sparingWords isSparing: Bool = false) -> String {
    var text = text
    let traces = text.withUTF8 { self.traces(in: $0, isSparing) }
    guard !traces.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var safe: [UInt8] = []
    var start = 0
    for trace in traces {
      safe += bytes[start..<trace.lowerBound]
      safe += "(key)".utf8
      start = trace.upperBound
    }
    safe += bytes[start...]
    return String(decoding: safe, as: UTF8.self)
  }

  /// Bytes of the secret's forms in a row.
  private struct Run {
    var range: Range<Int>
    var needed: Int
    var isMixed: Bool
  }

  /// Where the traces stand, those that touch as one.
  private func traces(
    in bytes: UnsafeBufferPointer<UInt8>, _ isSparing: Bool
  ) -> [Range<Int>] {
    var runs: [Run] = []
    var last: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      last = last << 8 | UInt64(byte)
      guard index >= Self.shortest - 1, sieve[Self.sum(last)], let window = windows[last] else {
        continue
      }
      let place = index - Self.shortest + 1
      if let before = runs.last, place <= before.range.upperBound {
        runs[runs.count - 1] = Run(
          range: before.range.lowerBound..<index + 1, needed: min(before.needed, window.needed),
          isMixed: before.isMixed || window.isMixed)
      } else {
        runs.append(
          Run(range: place..<index + 1, needed: window.needed, isMixed: window.isMixed))
      }
    }
    return runs.filter { run in
      run.range.count >= run.needed
        && (!isSparing || run.isMixed || run.range.count >= Self.shortestOfWords)
    }.map(\.range)
  }

  private static func sum(_ last: UInt64) -> Int {
    Int(truncatingIfNeeded: (last &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }

  private static func isMixed(_ window: UInt64) -> Bool {
    var (hasDigit, hasSmall, hasCapital) = (false, false, false)
    for shift in stride(from: 0, to: 64, by: 8) {
      switch UInt8(truncatingIfNeeded: window >> UInt64(shift)) {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: "a")...UInt8(ascii: "z"): hasSmall = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): hasCapital = true
      default: break
      }
    }
    return hasDigit && (hasSmall || hasCapital) || hasSmall && hasCapital
  }

  /// One way to write the secret.
  private struct Form {
    var bytes: [UInt8]
    var needed = SecretTraces.shortest
  }

  private static func forms(of secret: String) -> [Form] {
    let raw = Array(secret.utf8)
    let encoded = secret.percentEncoded
    return [
      Form(bytes: raw), Form(bytes: Array(secret.replacing("/", with: "\\/").utf8)),
      Form(bytes: Array(encoded.utf8)), Form(bytes: lowerCasedEscapes(encoded)),
      Form(bytes: Array(Data(raw).base64EncodedString().utf8)),
    ] + shiftedForms(of: raw) + spelledForms(of: raw)
  }

  /// In base64, behind other bytes.
  private static func shiftedForms(of raw: [UInt8]) -> [Form] {
    (0..<3).flatMap { offset in
      let shifted = Data(Array(repeating: 0, count: offset) + raw).base64EncodedString()
      // The first characters hold what stands before, the last may hold what follows.
      var plain = Array(shifted.utf8).dropFirst([0, 2, 3][offset]).filter { $0 != 0x3D }
      if (raw.count + offset) % 3 != 0 { plain.removeLast() }
      let urlSafe = plain.map {
        $0 == UInt8(ascii: "+") ? 0x2D : $0 == UInt8(ascii: "/") ? 0x5F : $0
      }
      return [Form(bytes: plain), Form(bytes: urlSafe)]
    }
  }

  /// With every byte spelled out: `%53`, `\u0053`, `53`.
  private static func spelledForms(of raw: [UInt8]) -> [Form] {
    [false, true].flatMap { isUppercase in
      ["%", "\\u00", ""].map { lead in
        let spelled = raw.map { byte in
          lead + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: isUppercase)
        }
        return Form(
          bytes: Array(spelled.joined().utf8), needed: shortest * (lead.utf8.count + 2))
      }
    }
  }

  private static func lowerCasedEscapes(_ encoded: String) -> [UInt8] {
    var left = 0
    return encoded.utf8.map { byte in
      if byte == UInt8(ascii: "%") {
        left = 2
        return byte
      }
      guard left > 0 else { return byte }
      left -= 1
      return (0x41...0x46).contains(byte) ? byte + 0x20 : byte
    }
  }
}
