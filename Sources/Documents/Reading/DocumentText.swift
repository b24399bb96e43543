import Core
import FoundationEssentials

/// A document's bytes as UTF-8, whatever they came in.
struct DocumentText {
  /// The most bytes of a document.
  static let sizeLimit = 16 << 20
  /// The most attributes of one element: libxml2 compares each with each.
  static let attributeLimit = 1_000

  /// What messages call the document.
  var display: String
  /// UTF-8 without a byte order mark.
  var bytes: Data
  /// What had to be assumed or changed on the way.
  var findings: [Finding] = []

  /// How strictly bytes that are not what they claim to be are taken.
  enum Policy {
    /// XML and Markdown: a wrong byte is an error.
    case strict
    /// HTML: a wrong byte means another encoding, with a finding.
    case lenient
  }

  /// Decodes a document.
  ///
  /// - Throws: for what is empty, too large, binary, compressed, in an encoding that is not allowed,
  ///   or not in the encoding it declares.
  init(_ data: Data, display: String, policy: Policy) throws(DocumentError) {
    self.display = display
    let data = Data(data)
    guard data.count <= Self.sizeLimit else {
      throw DocumentError(
        display, "\(data.count / 1_048_576) MB are more than the 16 MB a document may have",
        remedy: "Cut it into several documents.")
    }
    if let what = Self.foreignKind(of: data) {
      throw DocumentError(display, what.message, remedy: what.remedy)
    }
    let marked = TextEncoding.byteOrderMark(of: data)
    let body = marked.map { data.dropFirst($0.length) } ?? data[...]
    if marked == nil, TextEncoding.looksLikeUnmarkedUTF16(data) {
      throw DocumentError(
        display, line: 1, "it looks like UTF-16, but has no byte order mark",
        remedy: "Save it as UTF-8.")
    }
    let label = marked == nil ? TextEncoding.declaredLabel(in: data) : nil
    var encoding = marked?.encoding ?? .utf8
    if let label {
      guard let declared = TextEncoding(label: label) else {
        throw DocumentError(
          display, line: 1, "the encoding '\(label)' is not one that is read",
          remedy: "Save it as UTF-8; ISO-8859-1, ISO-8859-15 and windows-1252 are read as well.")
      }
      encoding = declared
    }
    let isUTF8 = Self.firstInvalidByte(in: body) == nil
    if policy == .lenient, marked == nil {
      if isUTF8, encoding != .utf8, body.contains(where: { $0 >= 0x80 }) {
        findings.append(
          Self.assumed(.utf8, since: "declares \(label ?? "another encoding")", display))
        encoding = .utf8
      } else if !isUTF8, encoding == .utf8 {
        findings.append(Self.assumed(.windows1252, since: "is not valid UTF-8", display))
        encoding = .windows1252
      }
    }
    if encoding == .utf8 {
      if !isUTF8, let offset = Self.firstInvalidByte(in: body) {
        let place = Self.place(of: offset, in: body, display)
        throw DocumentError(
          place: place,
          message: "byte \(offset + 1) is not valid UTF-8\(label == nil ? "" : " as declared")",
          remedy: "Save it as UTF-8, or declare the encoding it is in.")
      }
      bytes = Data(body)
    } else {
      guard let decoded = encoding.decode(body) else {
        throw DocumentError(
          display, line: 1, "it is not valid \(encoding.name)", remedy: "Save it as UTF-8.")
      }
      bytes = Data(decoded.utf8)
    }
    if let offset = bytes.firstIndex(of: 0) {
      throw DocumentError(
        place: Self.place(of: offset, in: bytes[...], display),
        message: "byte \(offset + 1) is NUL, which no text document may have",
        remedy: "Remove it, or export the document anew.")
    }
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw DocumentError(
        display, line: 1, "it is empty", remedy: "Put the document there, or remove the file.")
    }
  }

  /// The text itself.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Refuses an element with more attributes than ``attributeLimit`` before libxml2 sees it.
  func checkTags() throws(DocumentError) {
    var line = 1
    var count = 0
    var quote: UInt8?
    var isInTag = false
    var wasTagOpener = false
    var isSpace = false
    for byte in bytes {
      if byte == 0x0A { line += 1 }
      guard isInTag else {
        if wasTagOpener, byte != UInt8(ascii: "!"), byte != UInt8(ascii: "?") {
          isInTag = byte != UInt8(ascii: ">")
          count = 0
          quote = nil
        }
        wasTagOpener = byte == UInt8(ascii: "<")
        continue
      }
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      let wasSpace = isSpace
      isSpace = byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
      switch byte {
      case UInt8(ascii: ">"): isInTag = false
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "="), UInt8(ascii: " "), 0x0A, 0x0D, 0x09:
        // HTML takes attributes without a value: what parts them counts, runs of it once.
        if byte == UInt8(ascii: "=") || !wasSpace { count += 1 }
        if count > 2 * Self.attributeLimit {
          throw DocumentError(
            display, line: line, "an element has more than \(Self.attributeLimit) attributes",
            remedy: "Cut the element, or remove what no reader needs.")
        }
      default: break
      }
    }
  }

  private static func assumed(
    _ encoding: TextEncoding, since reason: String, _ display: String
  ) -> Finding {
    Finding(
      rule: "encoding-assumed", severity: .warning, place: SourcePlace(display, line: 1),
      message: "The document \(reason); it was read as \(encoding.name).",
      remedy: "Save it as UTF-8, and declare it: <meta charset=\"utf-8\">.")
  }

  /// What bytes are that hold no text at all.
  private static func foreignKind(of data: Data) -> (message: String, remedy: String)? {
    let signatures: [([UInt8], String, String)] = [
      (
        [0x89, 0x50, 0x4E, 0x47], "it is a PNG image, not a document", "Remove it from the sources."
      ),
      ([0xFF, 0xD8, 0xFF], "it is a JPEG image, not a document", "Remove it from the sources."),
      ([0x1F, 0x8B], "it is compressed with gzip", "Unpack it, and put the document there."),
      (
        [0x50, 0x4B, 0x03, 0x04], "it is a zip archive; Word and OpenDocument are not read",
        "Export it as HTML or DocBook."
      ),
      ([0x25, 0x50, 0x44, 0x46], "it is a PDF, which is not read", "Put its source there."),
    ]
    let found = signatures.first { data.starts(with: $0.0) }
    return found.map { ($0.1, $0.2) }
  }

  /// The offset of the first byte that is not UTF-8.
  static func firstInvalidByte(in bytes: Data.SubSequence) -> Int? {
    let buffer = Array(bytes)
    if buffer.allSatisfy({ $0 < 0x80 }) || String(validating: buffer, as: UTF8.self) != nil {
      return nil
    }
    var decoder = UTF8()
    var iterator = buffer.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error: return offset
      }
    }
  }

  private static func place(
    of offset: Int, in bytes: Data.SubSequence, _ display: String
  ) -> SourcePlace {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = before.lastIndex(of: 0x0A).map {
      before.distance(from: $0, to: before.endIndex)
    }
    return SourcePlace(display, line: line, column: lineStart ?? offset + 1)
  }
}
