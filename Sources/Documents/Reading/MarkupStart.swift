import FoundationEssentials

/// What the beginning of a marked-up document says of it: document type and root element, read
/// without a parser, so that a document that is not well-formed has a format all the same.
struct MarkupStart {
  private(set) var isXMLDeclared = false
  /// Whether the first thing that is not white space is a `<`.
  private(set) var startsWithMarkup = false
  /// What stands between `<!DOCTYPE` and the internal subset.
  private(set) var documentType: String?
  /// The root element's local name.
  private(set) var rootName: String?
  private(set) var rootPrefix: String?
  private(set) var rootNamespace: String?
  private var attributes: [String: String] = [:]

  /// The DITA `@class`.
  var rootClass: String? { attributes["class"] }

  /// An attribute of the root element, as it is written.
  func rootAttribute(_ name: String) -> String? { attributes[name] }

  /// Whether the root element has an attribute.
  func hasRootAttribute(_ name: String) -> Bool { attributes[name] != nil }

  init(_ bytes: Data) {
    var text = Array(bytes.prefix(65_536))[...]
    func skipSpace() { text = text.drop { $0 <= 0x20 } }
    func skip(to end: String) {
      guard let range = text.firstRange(of: Array(end.utf8)) else {
        text = []
        return
      }
      text = text[range.upperBound...]
    }
    skipSpace()
    startsWithMarkup = text.first == UInt8(ascii: "<")
    isXMLDeclared = text.starts(with: "<?xml".utf8)
    while !text.isEmpty {
      skipSpace()
      if text.starts(with: "<!--".utf8) {
        skip(to: "-->")
      } else if text.starts(with: "<?".utf8) {
        skip(to: "?>")
      } else if text.starts(with: "<!DOCTYPE".utf8) || text.starts(with: "<!doctype".utf8) {
        text = text.dropFirst(9)
        skipSpace()
        let type = text.prefix { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: ">") }
        documentType = String(decoding: type, as: UTF8.self)
        text = text.dropFirst(type.count)
        if text.first == UInt8(ascii: "[") { skip(to: "]") }
        skip(to: ">")
      } else {
        break
      }
    }
    guard text.first == UInt8(ascii: "<"), let second = text.dropFirst().first,
      UInt8(ascii: "A") <= second
    else { return }
    let tag = String(
      decoding: text.dropFirst().prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
    let qualified = tag.prefix { !$0.isWhitespace && $0 != "/" }
    readAttributes(of: tag.dropFirst(qualified.count))
    let parts = qualified.split(separator: ":")
    rootName = parts.last.map(String.init)
    rootPrefix = parts.count == 2 ? String(parts[0]) : nil
    let declaration = parts.count == 2 ? "xmlns:\(parts[0])" : "xmlns"
    rootNamespace = attributes[declaration]
  }

  private mutating func readAttributes(of tag: Substring) {
    var rest = tag
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
      rest = rest[rest.index(after: equals)...].drop { $0.isWhitespace }
      guard let quote = rest.first, quote == "\"" || quote == "'" else {
        attributes[name] = String(rest.prefix { !$0.isWhitespace })
        continue
      }
      let value = rest.dropFirst().prefix { $0 != quote }
      attributes[name] = String(value)
      rest = rest.dropFirst(value.count + 2)
    }
  }
}
