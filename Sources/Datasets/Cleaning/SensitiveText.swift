/// What in a text must not be published or trained on: personal data, keys and tokens.
public struct SensitiveText: Sendable {
  private let bytes: [UInt8]
  /// In the text's order; none overlaps another.
  public let spans: [SensitiveSpan]

  public init(_ text: String, settings: SensitiveSettings = SensitiveSettings()) {
    self.init(Array(text.utf8), settings: settings)
  }

  init(_ bytes: [UInt8], settings: SensitiveSettings) {
    self.bytes = bytes
    var scanner = SensitiveScanner(bytes, settings: settings)
    scanner.scan()
    spans = scanner.spans
  }

  /// The text of a span.
  public subscript(span: SensitiveSpan) -> String {
    String(decoding: bytes[span.range], as: UTF8.self)
  }

  /// Whether a key, a token or a private key stands in the text.
  public var hasSecret: Bool { spans.contains { $0.kind == .secret } }

  /// The first e-mail address, if any.
  public var mailAddress: String? { first(.mailAddress) }

  /// The first telephone number, if any.
  public var telephone: String? { first(.telephone) }

  private func first(_ kind: SensitiveKind) -> String? {
    spans.first { $0.kind == kind }.map { self[$0] }
  }
}
