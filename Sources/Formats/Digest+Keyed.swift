public import Core

import struct Crypto.HMAC
import struct Crypto.SHA256
import struct Crypto.SymmetricKey

extension Digest {
  /// The HMAC-SHA256 of a text's UTF-8: without the key nobody can try what the text may have been.
  public init(of text: String, keyedBy key: [UInt8]) {
    var text = text
    let code = text.withUTF8 { bytes in
      HMAC<SHA256>.authenticationCode(
        for: UnsafeRawBufferPointer(bytes), using: SymmetricKey(data: key))
    }
    self = code.withUnsafeBytes { bytes in
      func word(_ place: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
      }
      return Digest(words: (word(0), word(1), word(2), word(3)))
    }
  }
}
