public import Core
public import Datasets
import Formats
import FoundationEssentials

/// Takes personal data and secrets out of what a gateway hands on, before it is kept.
///
/// A request is read as JSON, so that an address behind an escape is found as well, and text in text such
/// as a tool call's arguments. What is no JSON is kept as plain text.
public struct RecordRedactor: Sendable {
  private let texts: SensitiveRedactor
  private let names: SensitiveRedactor

  /// How deep JSON in a text of JSON is read; what is deeper is looked at as text.
  private static let mostNested = 3
  /// How often escapes are resolved: each depth of JSON in JSON doubles them, so that no request has room
  /// for more.
  private static let mostEscaped = 24
  /// A whole number with fewer digits is no number of a card or a telephone.
  private static let fewestDigits = 1_000_000

  /// - Parameters:
  ///   - settings: what is looked for, and what may stand.
  ///   - salt: the desk's name: equal values of one desk get equal placeholders.
  public init(_ settings: SensitiveSettings = SensitiveSettings(), salt: String) {
    texts = SensitiveRedactor(settings, salt: salt)
    // An id may look like a key, and has to stay what feedback calls it.
    var named = settings
    named.kinds.subtract([.secret, .postalAddress, .person])
    names = SensitiveRedactor(named, salt: salt)
  }

  /// A record without personal data, and how many passages were taken out, by kind.
  public func redact(
    _ record: GatewayRecord
  ) -> (record: GatewayRecord, redactions: [SensitiveKind: Int]) {
    var counts: [SensitiveKind: Int] = [:]
    var clean = record
    clean.request = request(record.request, &counts)
    clean.answers = record.answers.map { text($0, 0, &counts) }
    clean.alias = record.alias.map { names.redact($0, counting: &counts) }
    clean.answerID = record.answerID.map { names.redact($0, counting: &counts) }
    clean.answeredModel = record.answeredModel.map { names.redact($0, counting: &counts) }
    clean.finish = record.finish.map { names.redact($0, counting: &counts) }
    clean.error = record.error.map { texts.redact($0, counting: &counts) }
    for place in clean.failedAttempts.indices {
      clean.failedAttempts[place].reason = texts.redact(
        clean.failedAttempts[place].reason, counting: &counts)
    }
    clean.redactions = counts.values.reduce(0, +)
    return (clean, counts)
  }

  /// Feedback without personal data, and how many passages were taken out, by kind.
  public func redact(
    _ feedback: Feedback
  ) -> (feedback: Feedback, redactions: [SensitiveKind: Int]) {
    var counts: [SensitiveKind: Int] = [:]
    var clean = feedback
    clean.id = names.redact(feedback.id, counting: &counts)
    clean.correction = feedback.correction.map { text($0, 0, &counts) }
    clean.comment = feedback.comment.map { texts.redact($0, counting: &counts) }
    clean.redactions = counts.values.reduce(0, +)
    return (clean, counts)
  }

  private func request(_ text: String, _ counts: inout [SensitiveKind: Int]) -> String {
    guard !text.isEmpty else { return text }
    if let value = try? JSONValue(json: text),
      let line = try? CanonicalJSON.line(self.value(value, 0, &counts))
    {
      return String(decoding: line, as: UTF8.self)
    }
    return plain(text, &counts)
  }

  private func value(
    _ value: JSONValue, _ depth: Int, _ counts: inout [SensitiveKind: Int]
  ) -> JSONValue {
    switch value {
    case .null, .bool: return value
    case .number(let number): return self.number("\(number)", &counts) ?? value
    case .integer(let whole):
      return whole.magnitude < Self.fewestDigits
        ? value : number("\(whole)", &counts) ?? value
    case .string(let text): return .string(self.text(text, depth, &counts))
    case .array(let items): return .array(items.map { self.value($0, depth, &counts) })
    case .object(let members):
      var clean: [String: JSONValue] = [:]
      for (name, item) in members {
        clean[texts.redact(name, counting: &counts)] = self.value(item, depth, &counts)
      }
      return .object(clean)
    }
  }

  private func number(_ digits: String, _ counts: inout [SensitiveKind: Int]) -> JSONValue? {
    let clean = texts.redact(digits, counting: &counts)
    return clean == digits ? nil : .string(clean)
  }

  private func text(
    _ text: String, _ depth: Int, _ counts: inout [SensitiveKind: Int]
  ) -> String {
    if depth < Self.mostNested, let inner = Self.json(text) {
      var found = counts
      let clean = value(inner, depth + 1, &found)
      // What says nothing personal stays as it was written, where the whole text, escapes and all, says
      // nothing else: of a name that stands twice only one value was looked at.
      if clean == inner, self.plain(text, &counts) == text { return text }
      guard let line = try? CanonicalJSON.line(clean) else { return self.plain(text, &counts) }
      if clean != inner { counts = found }
      return String(decoding: line, as: UTF8.self)
    }
    return plain(text, &counts)
  }

  /// The object or array that a text is; `nil` where it is none.
  private static func json(_ text: String) -> JSONValue? {
    let first = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    guard first == 0x7B || first == 0x5B else { return nil }
    return try? JSONValue(json: text)
  }

  /// A text that is read as no JSON. Where resolving escapes shows more than the text itself does, it stays
  /// resolved: it may be a part of JSON, or lie deep in some.
  private func plain(_ text: String, _ counts: inout [SensitiveKind: Int]) -> String {
    var best: [SensitiveKind: Int] = [:]
    var clean = texts.redact(text, counting: &best)
    var resolved = text
    for _ in 0..<Self.mostEscaped where resolved.utf8.contains(0x5C) {
      resolved = Self.withoutEscapes(resolved)
      var found: [SensitiveKind: Int] = [:]
      let other = texts.redact(resolved, counting: &found)
      if found.values.reduce(0, +) > best.values.reduce(0, +) { (best, clean) = (found, other) }
    }
    counts.merge(best, uniquingKeysWith: +)
    return clean
  }

  /// A text that was to be JSON, with its escapes resolved: behind one nothing is hidden.
  static func withoutEscapes(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        scalars.append(scalar)
        continue
      }
      switch next {
      case "n", "r", "t", "b", "f": scalars.append(" ")
      case "u":
        let digits = String(String.UnicodeScalarView(rest.prefix(4)))
        guard digits.unicodeScalars.count == 4, let code = UInt32(digits, radix: 16) else {
          scalars.append(next)
          continue
        }
        rest = rest.dropFirst(4)
        // A half of a pair stands for no character.
        scalars.append(Unicode.Scalar(code) ?? "\u{FFFD}")
      default: scalars.append(next)
      }
    }
    return String(scalars)
  }
}
