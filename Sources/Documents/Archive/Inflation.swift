import CZLib
import FoundationEssentials

/// Bytes that deflate packed (RFC 1951), unpacked no further than they may be.
enum Inflation {
  /// How the packed bytes are framed.
  enum Frame: Int32 {
    /// zlib's header and checksum (RFC 1950), as in a PNG image.
    case zlib = 15
    /// No frame at all, as in a draw.io page.
    case none = -15
  }

  enum Failure: Error {
    /// The bytes are not what deflate writes, or are cut off.
    case damaged
    /// They inflate past the limit.
    case tooLarge
  }

  /// Unpacks bytes.
  ///
  /// - Throws: ``Failure``; what was unpacked until then is dropped.
  static func inflate(_ packed: Data, _ frame: Frame, limit: Int) throws(Failure) -> Data {
    let input = [UInt8](packed)
    guard !input.isEmpty, input.count <= limit else {
      throw input.isEmpty ? Failure.damaged : .tooLarge
    }
    var stream = unsafe z_stream()
    guard unsafe colophon_inflate_begin(&stream, frame.rawValue) == Z_OK else {
      throw .damaged
    }
    defer { unsafe inflateEnd(&stream) }
    var output = Data()
    var status = Z_OK
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    unsafe input.withUnsafeBufferPointer { bytes in
      // zlib reads its input only; its interface has no const.
      unsafe stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      unsafe stream.avail_in = UInt32(bytes.count)
      while status == Z_OK, output.count <= limit {
        let written = unsafe buffer.withUnsafeMutableBufferPointer { space in
          unsafe stream.next_out = space.baseAddress
          unsafe stream.avail_out = UInt32(space.count)
          status = unsafe CZLib.inflate(&stream, Z_NO_FLUSH)
          return unsafe space.count - Int(stream.avail_out)
        }
        output.append(contentsOf: buffer.prefix(written))
      }
    }
    guard output.count <= limit else { throw .tooLarge }
    guard status == Z_STREAM_END else { throw .damaged }
    return output
  }
}
