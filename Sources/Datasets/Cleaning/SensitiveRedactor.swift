/// Puts placeholders in the place of personal data and secrets, and nothing else: for texts that are
/// kept as they came, such as a gateway's calls.
public struct SensitiveRedactor: Sendable {
  private let settings: SensitiveSettings
  private let salt: String

  /// What one round takes out may bring together what the next one finds.
  private static let mostRounds = 4

  /// - Parameters:
  ///   - settings: what is looked for, and what may stand.
  ///   - salt: what makes the placeholders its owner's own, such as the desk's name: equal values get
  ///     equal placeholders under one salt.
  public init(_ settings: SensitiveSettings = SensitiveSettings(), salt: String) {
    self.settings = settings
    self.salt = salt
  }

  /// A text with placeholders.
  ///
  /// - Parameter counts: counts what was taken out, by kind.
  public func redact(_ text: String, counting counts: inout [SensitiveKind: Int]) -> String {
    var bytes = Array(text.utf8)
    var isChanged = false
    for _ in 0..<Self.mostRounds {
      let found = SensitiveText(bytes, settings: settings)
      guard !found.spans.isEmpty else { break }
      isChanged = true
      bytes = replacing(found, in: bytes, &counts)
    }
    return isChanged ? String(decoding: bytes, as: UTF8.self) : text
  }

  private func replacing(
    _ found: SensitiveText, in bytes: [UInt8], _ counts: inout [SensitiveKind: Int]
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var start = 0
    for span in found.spans {
      result += bytes[start..<span.range.lowerBound]
      result += Redaction.placeholder(for: found[span], span.kind, salt: salt).utf8
      start = span.range.upperBound
      counts[span.kind, default: 0] += 1
    }
    return result + bytes[start...]
  }
}
