import CLibXML2
import FoundationEssentials
import Glibc

/// The handlers that libxml2 calls, each of which finds its builder behind the parser.
enum TapeEvents {
  // Never NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE or RECOVER: libxml2 itself reads no file,
  // opens no connection and expands within its limits.
  private static let xmlOptions =
    XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_IGNORE_ENC.rawValue
  private static let htmlOptions =
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue
    | HTML_PARSE_IGNORE_ENC.rawValue

  /// Runs an XML parser, and frees it.
  ///
  /// - Parameter document: the parser whose document and entities it reads on; `nil` for a document
  ///   of its own.
  /// - Returns: whether what it read is well-formed.
  static func run(
    _ parser: xmlParserCtxtPtr, for builder: UnsafeMutablePointer<TapeBuilder>,
    sharing document: xmlParserCtxtPtr? = nil
  ) -> Bool {
    unsafe parser.pointee._private = UnsafeMutableRawPointer(builder)
    unsafe install(in: parser)
    unsafe xmlCtxtUseOptions(parser, Int32(xmlOptions))
    if let document = unsafe document {
      unsafe parser.pointee.myDoc = document.pointee.myDoc
      unsafe parser.pointee.hasExternalSubset = document.pointee.hasExternalSubset
      unsafe parser.pointee.hasPErefs = document.pointee.hasPErefs
      unsafe parser.pointee.sax.pointee.startDocument = nil
    }
    unsafe xmlParseDocument(parser)
    let isWellFormed = unsafe parser.pointee.wellFormed != 0
    if unsafe document == nil {
      unsafe builder.pointee.takeDocumentType()
      if let read = unsafe parser.pointee.myDoc { unsafe xmlFreeDoc(read) }
    }
    unsafe parser.pointee.myDoc = nil
    unsafe xmlFreeParserCtxt(parser)
    return isWellFormed
  }

  /// Runs an HTML parser, and frees it.
  static func run(html parser: htmlParserCtxtPtr, for builder: UnsafeMutablePointer<TapeBuilder>) {
    unsafe parser.pointee._private = UnsafeMutableRawPointer(builder)
    unsafe install(in: parser)
    unsafe htmlCtxtUseOptions(parser, Int32(htmlOptions))
    // An HTML parser has no error handler of its own: it takes its thread's.
    let collector = unsafe builder.pointee.collector
    unsafe colophon_html_on_error(
      Unmanaged.passUnretained(collector).toOpaque(), XMLErrorCollector.directHandler)
    let source = unsafe builder.pointee.current.source
    let start = unsafe source.bindMemory(to: CChar.self).baseAddress
    // All in one piece: libxml2 is a tenth quicker so than over its memory input.
    unsafe _ = htmlParseChunk(parser, start, Int32(source.count), 1)
    colophon_html_on_error(nil, nil)
    if let read = unsafe parser.pointee.myDoc { unsafe xmlFreeDoc(read) }
    unsafe parser.pointee.myDoc = nil
    unsafe xmlFreeParserCtxt(parser)
  }

  /// Sets the handlers of a parser; those that concern document types and entities stay libxml2's own.
  private static func install(in parser: xmlParserCtxtPtr) {
    guard let sax = unsafe parser.pointee.sax else { return }
    unsafe sax.pointee.startElement = startHTML
    unsafe sax.pointee.endElement = { context, name in
      unsafe TapeBuilder.of(context)?.pointee.end(name)
    }
    unsafe sax.pointee.startElementNs = startXML
    unsafe sax.pointee.endElementNs = { context, name, _, _ in
      unsafe TapeBuilder.of(context)?.pointee.end(name)
    }
    unsafe sax.pointee.characters = characters
    unsafe sax.pointee.cdataBlock = characters
    if unsafe parser.pointee.html == 0 {
      unsafe sax.pointee.ignorableWhitespace = characters
      unsafe sax.pointee.serror = XMLErrorCollector.builderHandler
      unsafe sax.pointee.getEntity = { context, name in
        guard let name = unsafe name else { return nil }
        return unsafe xmlSAX2GetEntity(context, name)
          ?? TapeBuilder.of(context)?.pointee.characterEntity(name, context: context)
      }
    }
    unsafe sax.pointee.comment = { context, text in
      guard let text = unsafe text else { return }
      unsafe TapeBuilder.of(context)?.pointee.comment(text, context: context)
    }
    unsafe sax.pointee.processingInstruction = { context, _, _ in
      unsafe TapeBuilder.of(context)?.pointee.instruction(context: context)
    }
    unsafe sax.pointee.reference = { context, name in
      guard let builder = unsafe TapeBuilder.of(context), let name = unsafe name,
        let inclusion = unsafe builder.pointee.reference(name)
      else { return }
      if unsafe !inclusion.read(into: builder) {
        unsafe builder.pointee.appendReference(
          to: String(cString: name), in: inclusion.reference)
      }
    }
  }

  private static let characters: charactersSAXFunc = { context, text, count in
    guard let text = unsafe text else { return }
    unsafe TapeBuilder.of(context)?.pointee.characters(text, count: Int(count), context: context)
  }

  private static let startHTML: startElementSAXFunc = { context, name, attributes in
    guard let builder = unsafe TapeBuilder.of(context), let name = unsafe name else { return }
    unsafe builder.pointee.start(name, namespace: nil, context: context)
    guard var next = unsafe attributes else { return }
    while let name = unsafe next.pointee {
      let value = unsafe next[1]
      unsafe builder.pointee.attribute(
        name, namespace: nil, value: UnsafeRawPointer(value),
        count: value.map { unsafe strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) }
          ?? 0)
      unsafe next += 2
    }
  }

  private static let startXML: startElementNsSAX2Func = {
    context, name, _, namespace, _, _, count, _, attributes in
    guard let builder = unsafe TapeBuilder.of(context), let name = unsafe name else { return }
    unsafe builder.pointee.start(name, namespace: namespace, context: context)
    if let attributes = unsafe attributes {
      for index in 0..<Int(count) {
        // Local name, prefix, namespace, and the two ends of the value.
        let parts = unsafe attributes + 5 * index
        guard let name = unsafe parts[0], let start = unsafe parts[3], let end = unsafe parts[4]
        else { continue }
        unsafe builder.pointee.attribute(
          name, namespace: parts[2], value: UnsafeRawPointer(start), count: end - start)
      }
    }
    if let inclusion = unsafe builder.pointee.inclusionAfterStart(),
      unsafe inclusion.read(into: builder)
    {
      unsafe builder.pointee.passOver()
    }
  }
}
