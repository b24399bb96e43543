public import Core
import struct Crypto.SHA256
public import FoundationEssentials

extension Digest {
  /// The SHA-256 of bytes.
  public init(of data: Data) {
    var hasher = DigestHasher()
    hasher.update(data)
    self = hasher.finish()
  }

  /// The SHA-256 of a text's UTF-8.
  public init(of text: String) { self.init(of: Data(text.utf8)) }
}

/// SHA-256 over bytes that come in parts.
public struct DigestHasher: Sendable {
  private var hash = SHA256()

  public init() {}

  /// Adds bytes.
  public mutating func update(_ data: some DataProtocol) { hash.update(data: data) }

  /// The digest of all bytes added.
  public func finish() -> Digest {
    let digits = Array("0123456789abcdef".utf8)
    var hex: [UInt8] = []
    hex.reserveCapacity(64)
    for byte in hash.finalize() {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 15)])
    }
    guard let digest = Digest(hex: String(decoding: hex, as: UTF8.self)) else {
      preconditionFailure("SHA-256 has 32 bytes")
    }
    return digest
  }
}
