import Core
import FoundationEssentials

/// A page as Confluence stores it: elements without a root around them, prefixes that nothing
/// declares, and XHTML's entities without their document type. It is read inside a root that has all
/// three.
struct StoredPage {
  /// The most elements and attributes of a page: some hundred times the largest real one.
  private static let partLimit = 100_000
  /// The most entities a page may refer to: each takes room in the tree.
  private static let referenceLimit = 100_000

  /// The prefixes Confluence gives its own elements, and what other exports declare for them.
  static let prefixes: [(prefix: String, namespaces: [String])] = [
    ("ac", ["http://atlassian.com/content", "http://www.atlassian.com/schema/confluence/4/ac/"]),
    (
      "ri",
      [
        "http://atlassian.com/resource/identifier",
        "http://www.atlassian.com/schema/confluence/4/ri/",
      ]
    ),
    ("at", ["http://atlassian.com/template", "http://www.atlassian.com/schema/confluence/4/at/"]),
  ]

  /// What wraps the page's elements.
  let root: WikiElement
  /// What was noticed on the way.
  private(set) var findings: [Finding] = []

  /// Parses a page.
  ///
  /// - Throws: the first error where it is not well-formed, at its place in the page.
  init(_ text: DocumentText) throws(DocumentError) {
    try text.checkParts(Self.partLimit)
    let body = Self.withoutDeclaration(text.bytes)
    let opening = try Self.opening(for: body, display: text.display)
    var wrapped = text
    wrapped.bytes = Data(opening.utf8) + body + Data("</page>".utf8)
    do throws(DocumentError) {
      let tree = try XMLTree(xml: wrapped)
      guard let root = tree.root else { throw DocumentError.expandedTooFar(text.display) }
      var next = 0
      self.root = WikiElement(root, StartTagPlaces(in: body), next: &next)
      guard !tree.isExpandedTooFar else { throw DocumentError.expandedTooFar(text.display) }
      for notice in tree.notices where notice.isUndeclaredPrefix {
        findings.append(
          Finding(
            rule: "undeclared-prefix", severity: .warning,
            place: SourcePlace(text.display, line: notice.line), message: "\(notice.message).",
            remedy: "Confluence knows ac, ri and at: correct the prefix."))
      }
    } catch {
      throw Self.corrected(error, opening: opening)
    }
  }

  /// The page with an XML declaration made blank, which may only stand at the very start.
  private static func withoutDeclaration(_ page: Data) -> Data {
    guard page.starts(with: "<?xml".utf8), let end = page.firstRange(of: Array("?>".utf8)) else {
      return page
    }
    let declaration = page[..<end.upperBound].map { $0 == 0x0A ? $0 : 0x20 }
    return Data(declaration) + page[end.upperBound...]
  }

  /// What stands before the page, on its first line: a document type that is never fetched makes an
  /// entity that no one knows a gap instead of an error.
  private static func opening(
    for page: Data, display: String
  ) throws(DocumentError) -> String {
    let entities = try entityNames(in: page, display: display).sorted().compactMap { name in
      CharacterEntities.text(name).map { text in
        // Escaped once more, so that no character of it is markup (XML 1.0, 4.5).
        let codes = text.unicodeScalars.map { "&#38;#\($0.value);" }
        return "<!ENTITY \(name) \"\(codes.joined())\">"
      }
    }
    let declared = prefixes.compactMap { entry in
      entry.namespaces.first.map { " xmlns:\(entry.prefix)=\"\($0)\"" }
    }
    return "<!DOCTYPE page SYSTEM \"storage\" [\(entities.joined())]><page\(declared.joined())>"
  }

  private static func entityNames(
    in page: Data, display: String
  ) throws(DocumentError) -> Set<String> {
    let own: Set<String> = ["amp", "lt", "gt", "quot", "apos"]
    var names: Set<String> = []
    var count = 0
    let bytes = Array(page)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "&") {
      guard index + 1 < bytes.count, isLetter(bytes[index + 1]) else { continue }
      let name = bytes[(index + 1)...].prefix(40).prefix {
        isLetter($0) || (0x30...0x39).contains($0)
      }
      let written = String(decoding: name, as: UTF8.self)
      guard !own.contains(written) else { continue }
      count += 1
      names.insert(written)
      guard count <= referenceLimit else {
        throw DocumentError(
          display, line: 1, "it refers to entities more than \(referenceLimit) times",
          remedy: "Write the characters themselves, in UTF-8.")
      }
    }
    return names
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF)
  }

  /// An error of the wrapped page as one of the page itself.
  private static func corrected(_ error: DocumentError, opening: String) -> DocumentError {
    var error = error
    if error.place.line == 1, let column = error.place.column {
      error.place.column = max(1, column - opening.utf8.count)
    }
    if error.message.hasPrefix("not well-formed") {
      error.remedy = "Correct the markup there, or export the page's storage format again."
    }
    return error
  }
}
