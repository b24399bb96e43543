import CLibXML2
import Core
import FoundationEssentials

extension MarkupTape {
  /// Reads XML, and what it includes of its folder.
  ///
  /// - Parameters:
  ///   - keeps: which attributes are of interest, by local name.
  /// - Throws: the first error of a document that is not well-formed, with line and column.
  init(
    xml text: DocumentText, path: String = "", in folder: SourceFolder = .empty,
    keeps: @escaping (String) -> Bool = { _ in true }
  ) throws(DocumentError) {
    try text.checkTags()
    self = try Self.read(text, path, folder, isHTML: false, keeps)
  }

  /// Reads HTML, as much of it as libxml2 makes sense of.
  ///
  /// - Throws: where a part would be lost in silence: elements nested too deep.
  init(
    html text: DocumentText, path: String = "", keeps: @escaping (String) -> Bool = { _ in true }
  ) throws(DocumentError) {
    try text.checkTags()
    self = try Self.read(text, path, .empty, isHTML: true, keeps)
  }

  private static func read(
    _ text: DocumentText, _ path: String, _ folder: SourceFolder, isHTML: Bool,
    _ keeps: @escaping (String) -> Bool
  ) throws(DocumentError) -> MarkupTape {
    LibXML2.prepare()
    let outcome: Outcome? = unsafe text.bytes.withUnsafeBytes { source in
      unsafe parse(source, text, path, folder, isHTML: isHTML, keeps)
    }
    guard let outcome else {
      throw DocumentError(text.display, "no memory for a parser", remedy: "Close other programs.")
    }
    if let deep = outcome.tooDeep { throw DocumentError.tooDeep(deep.file, line: deep.line) }
    if outcome.isExpandedTooFar { throw DocumentError.expandedTooFar(text.display) }
    guard outcome.isWellFormed else {
      // What is wrong with a file that it includes is no reason to refuse the document.
      throw DocumentError.notWellFormed(
        text.display, outcome.tape.notices.filter { $0.file == 0 })
    }
    return outcome.tape
  }

  /// What a parser left behind.
  private struct Outcome {
    var tape: MarkupTape
    var isWellFormed: Bool
    /// The first element that is too deep.
    var tooDeep: (file: String, line: Int)?
    var isExpandedTooFar: Bool
  }

  private static func parse(
    _ source: UnsafeRawBufferPointer, _ text: DocumentText, _ path: String,
    _ folder: SourceFolder, isHTML: Bool, _ keeps: @escaping (String) -> Bool
  ) -> Outcome? {
    let start = unsafe source.bindMemory(to: CChar.self).baseAddress
    let made =
      unsafe isHTML
      ? htmlCreatePushParserCtxt(nil, nil, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
      : xmlCreateMemoryParserCtxt(start, Int32(source.count))
    guard let parser = unsafe made else { return nil }
    let builder = UnsafeMutablePointer<TapeBuilder>.allocate(capacity: 1)
    unsafe builder.initialize(
      to: TapeBuilder(
        TapeBuilder.CurrentFile(parser: parser, source: source, index: 0), isHTML: isHTML,
        path: path, folder: folder, keeps: keeps))
    defer {
      unsafe builder.deinitialize(count: 1)
      unsafe builder.deallocate()
    }
    unsafe builder.pointee.tape.files = [
      File(path: path, display: text.display, lines: LineIndex(text.bytes))
    ]
    var isWellFormed = true
    if isHTML {
      unsafe TapeEvents.run(html: parser, for: builder)
    } else {
      isWellFormed = unsafe TapeEvents.run(parser, for: builder)
    }
    unsafe builder.pointee.tape.notices = builder.pointee.collector.entries
    let tape = unsafe builder.pointee.tape
    let outcome = unsafe Outcome(
      tape: tape, isWellFormed: isWellFormed,
      tooDeep: builder.pointee.isTooDeep ? tape.lastPlace : nil,
      isExpandedTooFar: builder.pointee.isExpandedTooFar)
    return outcome
  }

  /// The file and the line of the last token.
  private var lastPlace: (file: String, line: Int)? {
    guard let last = tokens.last else { return nil }
    return (files[Int(last.file)].display, position(of: tokens.count - 1).line)
  }
}

extension TapeBuilder {
  /// An entity for a character that the document's type is known to name, though it is never fetched,
  /// where an attribute's value asks for one; elsewhere ``reference(_:)`` puts the character in.
  ///
  /// libxml2 drops an undeclared reference from a value, and tells of it as if it stood before the
  /// element.
  func characterEntity(
    _ name: UnsafePointer<xmlChar>, context: UnsafeMutableRawPointer?
  ) -> xmlEntityPtr? {
    guard let context = unsafe context else { return nil }
    let parser = unsafe context.assumingMemoryBound(to: xmlParserCtxt.self)
    guard unsafe parser.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE,
      unsafe parser.pointee.inSubset == 0, unsafe current.parser.pointee.standalone != 1,
      unsafe current.parser.pointee.hasExternalSubset != 0 || current.parser.pointee.hasPErefs != 0,
      let document = unsafe parser.pointee.myDoc, unsafe document.pointee.intSubset != nil,
      let text = unsafe CharacterEntities.text(String(cString: name))
    else { return nil }
    // What an entity stands for is read as markup.
    let escaped = text == "&" ? "&#38;" : text == "<" ? "&#60;" : text
    return unsafe xmlAddDocEntity(
      document, name, Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue), nil, nil, escaped)
  }

  /// Notes what the document type names outside of the document, which is never fetched.
  mutating func takeDocumentType() {
    guard current.index == 0, let document = unsafe current.parser.pointee.myDoc,
      let subset = unsafe document.pointee.intSubset
    else { return }
    tape.hasDocumentType = true
    tape.hasExternalSubset =
      unsafe subset.pointee.SystemID != nil || subset.pointee.ExternalID != nil
    var child = unsafe subset.pointee.children
    while let current = unsafe child {
      if unsafe current.pointee.type == XML_ENTITY_DECL {
        let entity = unsafe UnsafeMutableRawPointer(current).assumingMemoryBound(to: xmlEntity.self)
        if unsafe entity.pointee.etype == XML_EXTERNAL_PARAMETER_ENTITY {
          tape.hasExternalParameterEntity = true
        }
      }
      unsafe child = current.pointee.next
    }
  }
}
