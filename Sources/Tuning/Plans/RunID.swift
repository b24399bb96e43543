import Core

/// A run's name: 12 digits of the digest of all that decides its result.
public struct RunID: Codable, Comparable, CustomStringConvertible, Hashable, Sendable {
  private let text: String

  init(of digest: Digest) { text = digest.short }

  /// An id from its text; `nil` where it is not 12 of `0-9a-f`.
  public init?(_ text: String) {
    let isHex = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard text.utf8.count == 12, isHex else { return nil }
    self.text = text
  }

  public var description: String { text }

  public static func < (left: RunID, right: RunID) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = RunID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no run's id"))
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
