import FoundationEssentials

/// The XML of a drawing's page or shape, as draw.io packs it: deflated, in base64, percent-encoded.
enum PackedPage {
  /// The most bytes of one page: some sixty times the largest real one.
  static let limit = 8 << 20

  /// Why a page cannot be unpacked, as a clause.
  struct Failure: Error {
    var reason: String
  }

  /// Unpacks a page, which may stand there plain as well.
  static func unpack(_ written: String) throws(Failure) -> Data {
    let text = written.whiteSpaceFolded
    if text.hasPrefix("<") { return Data(text.utf8) }
    if text.hasPrefix("%3C") || text.hasPrefix("%3c") { return percentDecoded(Data(text.utf8)) }
    guard !text.isEmpty else { throw Failure(reason: "it is empty") }
    guard let packed = Data(base64Encoded: text.filter { $0 != " " }) else {
      throw Failure(reason: "it is not base64")
    }
    do throws(Inflation.Failure) {
      let inflated = try Inflation.inflate(packed, .none, limit: limit)
      return try unescaped(inflated)
    } catch {
      switch error {
      case .damaged: throw Failure(reason: "it does not inflate")
      case .tooLarge: throw Failure(reason: "it inflates to more than \(limit >> 20) MB")
      }
    }
  }

  private static func unescaped(_ bytes: Data) throws(Inflation.Failure) -> Data {
    if bytes.first == UInt8(ascii: "<") { return bytes }
    let plain = percentDecoded(bytes)
    guard plain.first == UInt8(ascii: "<") else { throw .damaged }
    return plain
  }

  /// What JavaScript's `decodeURIComponent` makes of a text.
  private static func percentDecoded(_ text: Data) -> Data {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    let bytes = [UInt8](text)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexDigit(bytes[index + 1]), let low = hexDigit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return Data(decoded)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

extension PackedPage {
  /// The XML of a drawing that an image carries: plain, or percent-encoded.
  ///
  /// - Throws: where it cannot be unpacked or is no text.
  static func text(of written: String, display: String) throws(DocumentError) -> DocumentText {
    do throws(Failure) {
      let data = try unpack(written)
      return try text(data, display)
    } catch {
      throw DocumentError(
        display, line: 1, "the drawing it carries cannot be read: \(error.reason)",
        remedy: "Export the image again with draw.io.")
    }
  }

  private static func text(_ data: Data, _ display: String) throws(Failure) -> DocumentText {
    do throws(DocumentError) {
      return try DocumentText(data, display: display, policy: .strict)
    } catch {
      throw Failure(reason: error.message)
    }
  }
}
