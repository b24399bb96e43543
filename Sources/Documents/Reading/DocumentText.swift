import Core
import FoundationEssentials
import Glibc

/// A document's bytes as UTF-8, whatever they came in.
struct DocumentText {
  /// The most bytes of a document.
  static let sizeLimit = 16 << 20
  /// The most bytes of an XML document that is read as it streams by, by its profile.
  static let streamedSizeLimit = 64 << 20
  /// The most attributes of one element: libxml2 compares each with each.
  static let attributeLimit = 1_000
  /// The most elements and attributes of a document that is read as a tree: each takes some 250 bytes
  /// there.
  static let partLimit = 800_000

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
  init(
    _ data: Data, display: String, policy: Policy, limit: Int = sizeLimit
  ) throws(DocumentError) {
    self.display = display
    let data = Data(data)
    guard data.count <= limit else {
      throw Self.tooLarge(data.count, limit: limit, display)
    }
    if let what = Self.foreignKind(of: data) {
      throw DocumentError(display, what.message, remedy: what.remedy).foreign
    }
    let marked = TextEncoding.byteOrderMark(of: data)
    let body = marked.map { Data(data.dropFirst($0.length)) } ?? data
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
    let invalid = Self.firstInvalidByte(in: body)
    let isUTF8 = invalid == nil
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
      if let offset = invalid {
        let place = Self.place(of: offset, in: body, display)
        throw DocumentError(
          place: place,
          message: "byte \(offset + 1) is not valid UTF-8\(label == nil ? "" : " as declared")",
          remedy: "Save it as UTF-8, or declare the encoding it is in.")
      }
      bytes = body
    } else {
      guard let decoded = encoding.decode(body) else {
        throw DocumentError(
          display, line: 1, "it is not valid \(encoding.name)", remedy: "Save it as UTF-8.")
      }
      bytes = Data(decoded.utf8)
    }
    if let offset = Self.firstNUL(in: bytes) {
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

  /// Why a document of a size is not read.
  static func tooLarge(_ size: Int, limit: Int, _ display: String) -> DocumentError {
    DocumentError(
      display, "\(size >> 20) MB are more than the \(limit >> 20) MB a document of its kind may have",
      remedy: "Cut it into several documents.")
  }

  /// The text itself.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Refuses an element with more attributes than ``attributeLimit`` before libxml2 sees it.
  func checkTags() throws(DocumentError) {
    let found = unsafe bytes.withUnsafeBytes { bytes in
      // Where a tag stands in a quoted text, or a quotation mark stands alone, as in a comment, the
      // other way to read it counts too.
      var isOdd = false
      return unsafe Self.overfullTag(in: bytes, &isOdd)
        ?? (isOdd ? unsafe Self.overfullTag(in: bytes, endsQuotes: true, &isOdd) : nil)
    }
    guard let offset = found else { return }
    throw DocumentError(
      display, line: bytes.prefix(offset).count { $0 == 0x0A } + 1,
      "an element has more than \(Self.attributeLimit) attributes",
      remedy: "Cut the element, or remove what no reader needs.")
  }

  /// Where a tag has more attributes than it may have.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - endsQuotes: whether a `<` begins a tag in a quoted text too, as it does in XML.
  ///   - isOdd: set where that would make a difference.
  private static func overfullTag(
    in bytes: UnsafeRawBufferPointer, endsQuotes: Bool = false, _ isOdd: inout Bool
  ) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var next = 0
    while next < bytes.count, let found = unsafe memchr(base + next, 0x3C, bytes.count - next) {
      next = unsafe base.distance(to: UnsafeRawPointer(found)) + 1
      guard next < bytes.count, unsafe bytes[next] != 0x21, unsafe bytes[next] != 0x3F else {
        continue
      }
      // HTML takes attributes without a value: what parts them counts, runs of it once.
      var count = 0
      var wasSpace = false
      tag: while next < bytes.count {
        let byte = unsafe bytes[next]
        next += 1
        if byte > 0x3E { continue }
        if byte == 0x3E { break }
        if byte == 0x22 || byte == 0x27 {
          guard let end = unsafe memchr(base + next, Int32(byte), bytes.count - next) else {
            isOdd = true
            break tag
          }
          let length = unsafe (base + next).distance(to: UnsafeRawPointer(end))
          if let inner = unsafe memchr(base + next, 0x3C, length) {
            isOdd = true
            if endsQuotes {
              next = unsafe base.distance(to: UnsafeRawPointer(inner))
              break tag
            }
          }
          next += length + 1
          wasSpace = false
          continue
        }
        let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
        if byte == 0x3D || (isSpace && !wasSpace) { count += 1 }
        wasSpace = isSpace
        if count > 2 * attributeLimit { return next }
      }
    }
    return nil
  }

  /// Refuses more elements, comments and attributes in all than a tree should hold, before libxml2
  /// builds it.
  func checkParts(_ limit: Int = partLimit) throws(DocumentError) {
    // An attribute counts by the space before it and by its `=`, all else twice.
    var count = 0
    var quote: UInt8?
    var isInTag = false
    var wasOpener = false
    var wasSpace = false
    for byte in Array(bytes) {
      if byte == UInt8(ascii: "<") {
        wasOpener = true
        isInTag = false
        count += 2
        if count > 2 * limit { break }
        continue
      }
      if wasOpener {
        wasOpener = false
        quote = nil
        isInTag = byte > UInt8(ascii: "?")
        if byte == UInt8(ascii: "/") { count -= 2 }
      }
      guard isInTag else { continue }
      if quote != nil {
        if byte == quote { quote = nil }
        continue
      }
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if byte == UInt8(ascii: "=") || (isSpace && !wasSpace) { count += 1 }
      wasSpace = isSpace
      switch byte {
      case UInt8(ascii: ">"): isInTag = false
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      default: break
      }
    }
    guard count <= 2 * limit else {
      throw DocumentError(
        display, line: 1, "it has more than \(limit) elements and attributes",
        remedy: "Cut it into several documents.")
    }
  }

  private static func assumed(
    _ encoding: TextEncoding, since reason: String, _ display: String
  ) -> Finding {
    Finding(
      .encodingAssumed, at: SourcePlace(display, line: 1),
      "The document \(reason); it was read as \(encoding.name).")
  }

  private static func firstNUL(in bytes: Data) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = unsafe memchr(base, 0, buffer.count) else {
        return nil
      }
      return unsafe base.distance(to: UnsafeRawPointer(found))
    }
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
  private static func firstInvalidByte(in bytes: Data) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
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
