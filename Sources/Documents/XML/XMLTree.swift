import CLibXML2
import Core
import FoundationEssentials

/// A parsed document, freed with its owner. Values are taken out of it inside one function; the tree
/// itself never leaves this module.
@safe struct XMLTree: ~Copyable {
  private let document: xmlDocPtr
  private let expansion = EntityExpansion()
  /// What libxml2 noticed that did not stop it.
  let notices: [XMLErrorCollector.Entry]

  // Never NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE or RECOVER: a document as it comes
  // reads no file, opens no connection and expands within libxml2's limits.
  private static let xmlOptions =
    XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    | XML_PARSE_COMPACT.rawValue
  private static let htmlOptions =
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue
    | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_COMPACT.rawValue

  private static let prepared: Void = colophon_xml_prepare()

  /// Parses XML.
  ///
  /// - Throws: the first error of a document that is not well-formed, with line and column.
  init(xml text: DocumentText) throws(DocumentError) {
    try text.checkTags()
    try text.checkParts()
    _ = Self.prepared
    let collector = XMLErrorCollector()
    guard let context = unsafe xmlNewParserCtxt() else {
      throw DocumentError(text.display, "no memory for a parser", remedy: "Close other programs.")
    }
    defer { unsafe xmlFreeParserCtxt(context) }
    unsafe colophon_xml_on_error(
      context, Unmanaged.passUnretained(collector).toOpaque(), XMLErrorCollector.parserHandler)
    let parsed = unsafe withExtendedLifetime(collector) {
      unsafe text.bytes.withUnsafeBytes { buffer in
        unsafe xmlCtxtReadMemory(
          context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, "UTF-8",
          Int32(Self.xmlOptions))
      }
    }
    guard let parsed = unsafe parsed, unsafe context.pointee.wellFormed != 0 else {
      if let parsed = unsafe parsed { unsafe xmlFreeDoc(parsed) }
      throw Self.failure(collector.entries, of: text)
    }
    unsafe document = parsed
    notices = collector.entries
  }

  /// Parses HTML, as much of it as libxml2 makes sense of.
  ///
  /// - Throws: where a part would be lost in silence: elements nested too deep.
  init(html text: DocumentText) throws(DocumentError) {
    try text.checkTags()
    try text.checkParts()
    _ = Self.prepared
    let collector = XMLErrorCollector()
    guard let context = unsafe htmlNewParserCtxt() else {
      throw DocumentError(text.display, "no memory for a parser", remedy: "Close other programs.")
    }
    defer { unsafe htmlFreeParserCtxt(context) }
    unsafe colophon_html_on_error(
      Unmanaged.passUnretained(collector).toOpaque(), XMLErrorCollector.directHandler)
    defer { colophon_html_on_error(nil, nil) }
    let parsed = unsafe withExtendedLifetime(collector) {
      unsafe text.bytes.withUnsafeBytes { buffer in
        unsafe htmlCtxtReadMemory(
          context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, "UTF-8",
          Int32(Self.htmlOptions))
      }
    }
    guard let parsed = unsafe parsed else { throw Self.failure(collector.entries, of: text) }
    if let deep = collector.entries.first(where: { $0.message.contains("Excessive depth") }) {
      unsafe xmlFreeDoc(parsed)
      throw Self.tooDeep(text.display, line: deep.line)
    }
    unsafe document = parsed
    notices = collector.entries
  }

  deinit { unsafe xmlFreeDoc(document) }

  /// The root element; `nil` in an HTML document without any.
  var root: XMLNode? {
    @_lifetime(borrow self) get {
      guard let root = unsafe xmlDocGetRootElement(document) else { return nil }
      return unsafe _overrideLifetime(
        XMLNode(unchecked: root, expansion: expansion), borrowing: self)
    }
  }

  /// Whether the entities read so far expanded past the limit.
  var isExpandedTooFar: Bool { expansion.isExceeded }

  var hasDocumentType: Bool { unsafe document.pointee.intSubset != nil }

  /// Whether the document type names an external subset, which is never fetched.
  var hasExternalSubset: Bool {
    guard let subset = unsafe document.pointee.intSubset else { return false }
    return unsafe subset.pointee.SystemID != nil || subset.pointee.ExternalID != nil
  }

  /// Whether the internal subset names an external parameter entity, which is never fetched.
  var hasExternalParameterEntity: Bool {
    guard let subset = unsafe document.pointee.intSubset else { return false }
    var child = unsafe subset.pointee.children
    while let current = unsafe child {
      if unsafe current.pointee.type == XML_ENTITY_DECL {
        let entity = unsafe UnsafeMutableRawPointer(current).assumingMemoryBound(to: xmlEntity.self)
        if unsafe entity.pointee.etype == XML_EXTERNAL_PARAMETER_ENTITY { return true }
      }
      unsafe child = current.pointee.next
    }
    return false
  }

  /// Runs `body` with the document, for the libxml2 calls that take a whole one.
  func withDocument<Result>(_ body: (xmlDocPtr) -> Result) -> Result { unsafe body(document) }

  private static func tooDeep(_ file: String, line: Int) -> DocumentError {
    DocumentError(
      file, line: line, "elements are nested more than 255 deep",
      remedy: "Flatten the markup, or cut the document into several.")
  }

  private static func failure(
    _ entries: [XMLErrorCollector.Entry], of text: DocumentText
  ) -> DocumentError {
    guard let first = entries.first(where: \.isError) ?? entries.first else {
      return DocumentError(
        text.display, line: 1, "nothing could be read",
        remedy: "Check that the file holds the whole document.")
    }
    let column = first.column > 0 ? first.column : nil
    if first.message.contains("xcessive depth") { return tooDeep(text.display, line: first.line) }
    if first.code == Int(XML_ERR_ENTITY_LOOP.rawValue) {
      return DocumentError(
        text.display, line: first.line,
        "its entities expand without bound", remedy: "Remove the entity declarations.")
    }
    return DocumentError(
      text.display, line: first.line, column: column, "not well-formed XML: \(first.message)",
      remedy: "Correct the markup there; `xmllint --noout` shows every place.")
  }
}
