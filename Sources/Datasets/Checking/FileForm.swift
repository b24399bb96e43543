/// What a file is, by its first bytes: lines of UTF-8, or something that has to become that first.
enum FileForm: Hashable {
  case lines(hasByteOrderMark: Bool)
  case empty
  /// Packed by the program of that name.
  case packed(by: String, unpack: String)
  /// In another encoding, under iconv's name of it.
  case encoded(String)
  /// A JSON array at that offset.
  case array(at: Int)
  /// A Parquet file.
  case parquet

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = Array(bytes.prefix(4_096))
    if let form = Self.packed(start) ?? Self.encoded(start) {
      self = form
      return
    }
    let hasMark = start.starts(with: Self.byteOrderMark)
    let body = bytes.dropFirst(hasMark ? Self.byteOrderMark.count : 0)
    guard let first = body.firstIndex(where: { !Self.isSpace($0) }) else {
      self = .empty
      return
    }
    let second = body[(first + 1)...].first { !Self.isSpace($0) }
    let isArray =
      body[first] == UInt8(ascii: "[")
      && (second == UInt8(ascii: "{") || second == UInt8(ascii: "["))
    self = isArray ? .array(at: first) : .lines(hasByteOrderMark: hasMark)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func packed(_ start: [UInt8]) -> FileForm? {
    let kinds: [(signature: [UInt8], form: FileForm)] = [
      ([0x1F, 0x8B], .packed(by: "gzip", unpack: "gunzip FILE")),
      ([0x28, 0xB5, 0x2F, 0xFD], .packed(by: "zstd", unpack: "zstd -d FILE")),
      ([0xFD, 0x37, 0x7A, 0x58], .packed(by: "xz", unpack: "xz -d FILE")),
      (Array("BZh".utf8), .packed(by: "bzip2", unpack: "bunzip2 FILE")),
      ([0x50, 0x4B, 0x03, 0x04], .packed(by: "zip", unpack: "unzip FILE")),
      (Array("PAR1".utf8), .parquet),
    ]
    return kinds.first { start.starts(with: $0.signature) }?.form
  }

  /// UTF-16 and UTF-32 with their marks, and UTF-16 without one by the zeros that ASCII has there.
  private static func encoded(_ start: [UInt8]) -> FileForm? {
    if start.starts(with: [0xFF, 0xFE, 0, 0]) { return .encoded("UTF-32LE") }
    if start.starts(with: [0, 0, 0xFE, 0xFF]) { return .encoded("UTF-32BE") }
    if start.starts(with: [0xFF, 0xFE]) { return .encoded("UTF-16LE") }
    if start.starts(with: [0xFE, 0xFF]) { return .encoded("UTF-16BE") }
    guard start.count >= 4 else { return nil }
    if start[0] == 0, start[1] != 0, start[2] == 0, start[3] != 0 { return .encoded("UTF-16BE") }
    if start[0] != 0, start[1] == 0, start[2] != 0, start[3] == 0 { return .encoded("UTF-16LE") }
    return nil
  }
}
