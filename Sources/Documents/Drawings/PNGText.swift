import FoundationEssentials

/// The texts a PNG image carries beside its pixels (PNG 1.2, 4.2.3): draw.io keeps its drawing there.
enum PNGText {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The most bytes a text may inflate to.
  private static let limit = 16 << 20

  /// The first text of one of the keywords; `nil` where there is none, or it cannot be read.
  static func first(of keywords: Set<String>, in image: Data) -> Data? {
    guard image.starts(with: signature), image.count <= DocumentText.sizeLimit else { return nil }
    let bytes = [UInt8](image)
    var offset = signature.count
    while offset + 12 <= bytes.count {
      let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let type = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
      guard length <= bytes.count - offset - 12 else { return nil }
      let content = bytes[offset + 8..<offset + 8 + length]
      if let (keyword, rest) = keyword(type, content), keywords.contains(keyword) {
        // Only this one is inflated, whatever comes of it.
        return text(type, rest)
      }
      offset += 12 + length
    }
    return nil
  }

  private static func keyword(
    _ type: String, _ content: ArraySlice<UInt8>
  ) -> (String, ArraySlice<UInt8>)? {
    guard ["tEXt", "zTXt", "iTXt"].contains(type), let end = content.prefix(80).firstIndex(of: 0)
    else { return nil }
    return (String(decoding: content[..<end], as: UTF8.self), content[(end + 1)...])
  }

  /// The text of a chunk, from behind its keyword.
  private static func text(_ type: String, _ content: ArraySlice<UInt8>) -> Data? {
    switch type {
    case "tEXt": return Data(content)
    case "zTXt": return inflated(content.dropFirst())
    default:
      // Flag, method, language, translated keyword, text.
      guard content.count > 2, let isPacked = content.first else { return nil }
      var text = content.dropFirst(2)
      for _ in 0..<2 {
        guard let end = text.firstIndex(of: 0) else { return nil }
        text = text[(end + 1)...]
      }
      return isPacked == 0 ? Data(text) : inflated(text)
    }
  }

  private static func inflated(_ packed: ArraySlice<UInt8>) -> Data? {
    try? Inflation.inflate(Data(packed), .zlib, limit: limit)
  }
}
