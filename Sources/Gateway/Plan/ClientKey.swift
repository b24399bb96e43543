public import Core
import Formats
import FoundationEssentials

/// A new key for a client, shown once, and the digest of it that `gateway.yml` holds.
public struct ClientKey: Sendable {
  /// What the client sends as its bearer token: `colophon-` and 43 letters, 256 random bits.
  public let secret: String
  /// What the plan says under `key`.
  public var digest: Digest { Digest(of: secret) }

  /// Makes a key from the system's source of randomness.
  public static func make() -> ClientKey {
    var generator = SystemRandomNumberGenerator()
    var bytes = Data()
    for _ in 0..<4 {
      withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0) }
    }
    let letters = bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return ClientKey(secret: "colophon-\(letters.prefix { $0 != "=" })")
  }
}

extension ClientKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "(key)" }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
