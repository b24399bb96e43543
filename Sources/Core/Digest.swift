/// The SHA-256 of stored bytes, as 64 lower-case hexadecimal digits (FIPS 180-4).
public struct Digest: Codable, Comparable, CustomStringConvertible, Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  public let hex: String

  /// A digest from its hexadecimal digits; `nil` where the text is not 64 of `0-9a-f`.
  public init?(hex: String) {
    let digits = hex.utf8
    guard
      digits.count == 64,
      digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.hex = hex
  }

  /// A digest from digits that are known to be 64 of `0-9a-f`.
  package init(lowercaseHex hex: String) { self.hex = hex }

  /// The first 12 digits, for people.
  public var short: String { String(hex.prefix(12)) }

  public var description: String { hex }

  public static func < (left: Digest, right: Digest) -> Bool { left.hex < right.hex }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let digest = Digest(hex: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a SHA-256"))
    }
    self = digest
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
