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
}
