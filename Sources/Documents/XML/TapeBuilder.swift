import CLibXML2
import FoundationEssentials
import Glibc

/// Takes libxml2's events and lays them down on a tape. A builder lives as long as one call of
/// ``MarkupTape``'s initialisers; libxml2 holds its address in each parser's `_private`.
@safe struct TapeBuilder {
  /// The element that an external entity is read inside of; it is not laid down.
  static let wrapper = "colophon-entity"

  /// The deepest that elements may be nested.
  static let depthLimit = 255
  /// The most that the entities of a document expand to, in bytes.
  static let expansionLimit = 1_000_000
  /// The most that a document's further files are long together, in bytes.
  static let inclusionLimit = 2 * DocumentText.sizeLimit

  var tape = MarkupTape()
  let collector = XMLErrorCollector()
  let isHTML: Bool
  /// Where the document's further files come from.
  let folder: SourceFolder
  private(set) var isTooDeep = false
  private(set) var isExpandedTooFar = false
  /// The file being read.
  var current: CurrentFile
  /// The paths of the files being read, outermost first.
  var stack: [String]
  /// Which attributes are kept, by local name.
  private let keeps: (String) -> Bool
  private var kept: [Bool] = []
  private var open: [Int32] = []
  private var expanded = 0
  /// How long the files together are that were begun beside the document.
  var included = 0
  /// How deep an inclusion stands whose fallback is passed over; `nil` outside of one.
  private var passedOver: Int?

  /// A file as it is read.
  @safe struct CurrentFile {
    let parser: xmlParserCtxtPtr
    let source: UnsafeRawBufferPointer
    /// How many bytes more the parser was given before what it reads of the file.
    let shift: Int
    /// Whether it is an external entity, read inside of ``wrapper``.
    let isEntity: Bool
    /// Its place in ``MarkupTape/files``.
    let index: Int32
    var names = NameTable()
    /// How far the file is accounted for.
    var mark = 0

    init(
      parser: xmlParserCtxtPtr, source: UnsafeRawBufferPointer, index: Int32, shift: Int = 0,
      isEntity: Bool = false
    ) {
      unsafe self.parser = parser
      unsafe self.source = source
      self.index = index
      self.shift = shift
      self.isEntity = isEntity
    }
  }

  init(
    _ file: CurrentFile, isHTML: Bool, path: String, folder: SourceFolder,
    keeps: @escaping (String) -> Bool
  ) {
    current = file
    self.isHTML = isHTML
    self.folder = folder
    self.keeps = keeps
    stack = [path]
    // Room for all of it: what is not used of a large block is never there, and growing copies.
    tape.bytes.reserveCapacity(unsafe file.source.count)
    tape.tokens.reserveCapacity(unsafe file.source.count / 30)
    tape.attributes.reserveCapacity(unsafe file.source.count / 60)
  }

  /// The builder behind a parser; `nil` where there is none.
  static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TapeBuilder>? {
    guard let context = unsafe context else { return nil }
    let parser = unsafe context.assumingMemoryBound(to: xmlParserCtxt.self)
    return unsafe parser.pointee._private?.assumingMemoryBound(to: TapeBuilder.self)
  }

  /// Begins to read a file.
  mutating func begin(_ file: CurrentFile) { current = file }

  /// The file that was begun last.
  var lastFile: Int32 { Int32(tape.files.count - 1) }

  /// A place of the tape to come back to.
  struct Checkpoint {
    fileprivate var tokens: Int
    fileprivate var attributes: Int
    fileprivate var bytes: Int
    fileprivate var open: Int
    fileprivate var passedOver: Int?
  }

  var checkpoint: Checkpoint {
    Checkpoint(
      tokens: tape.tokens.count, attributes: tape.attributes.count, bytes: tape.bytes.count,
      open: open.count, passedOver: passedOver)
  }

  /// Takes away what came after a place.
  mutating func restore(_ place: Checkpoint) {
    tape.tokens.removeSubrange(place.tokens...)
    tape.attributes.removeSubrange(place.attributes...)
    tape.bytes.removeSubrange(place.bytes...)
    open.removeSubrange(place.open...)
    // What broke off inside an inclusion never came to that inclusion's end.
    passedOver = place.passedOver
  }

  private var parent: Int32 { open.last ?? -1 }

  /// Whether nothing more is taken.
  var isStopped: Bool { isTooDeep || isExpandedTooFar }

  /// How far the parser of the file has read.
  private var position: Int {
    let parser = unsafe current.parser.pointee
    let input = unsafe parser.inputNr > 0 ? parser.inputTab[0] : parser.input
    guard let input = unsafe input else { return current.mark }
    let read = unsafe Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    return unsafe min(max(read - current.shift, current.mark), current.source.count)
  }

  /// Whether an event comes from the text of an entity and not from the file itself.
  private func isInEntity(_ context: UnsafeMutableRawPointer?) -> Bool {
    unsafe context != UnsafeMutableRawPointer(current.parser) || current.parser.pointee.inputNr > 1
  }

  // MARK: Events

  mutating func start(
    _ name: UnsafePointer<xmlChar>, namespace: UnsafePointer<xmlChar>?,
    context: UnsafeMutableRawPointer?
  ) {
    let name = unsafe current.names.index(of: name, namespace: namespace, in: &tape)
    if open.count >= Self.depthLimit { isTooDeep = true }
    guard !isStopped else {
      unsafe xmlStopParser(current.parser)
      return
    }
    let offset = unsafe isHTML ? offsetOfHTMLTag(named: name) : offsetOfTag(context: context)
    let token = Int32(tape.tokens.count)
    if isWrapper(name) { return }
    if passedOver == nil {
      tape.tokens.append(
        MarkupTape.Token(
          name: name, end: token + 1, parent: parent, offset: UInt32(offset),
          start: UInt32(tape.attributes.count), count: 0, file: current.index))
    }
    open.append(token)
  }

  private func isWrapper(_ name: Int32) -> Bool {
    current.isEntity && tape.names[Int(name)].local == Self.wrapper
  }

  /// Where the tag stands whose end the parser has come to; where it is an entity's, its reference.
  private mutating func offsetOfTag(context: UnsafeMutableRawPointer?) -> Int {
    guard unsafe !isInEntity(context) else { return current.mark }
    let end = position
    // The last `<` begins the tag, for none may stand in it. The first one after the mark need not:
    // comments and entities of the document type may hold tags.
    var offset = end - 1
    while offset >= current.mark, unsafe current.source[offset] != 0x3C { offset -= 1 }
    guard offset >= current.mark else { return current.mark }
    current.mark = end
    return offset
  }

  /// Where the tag stands whose end the parser has come to; where it is implied, what implies it.
  private mutating func offsetOfHTMLTag(named name: Int32) -> Int {
    let end = position
    guard let base = unsafe current.source.baseAddress else { return current.mark }
    var next = current.mark
    while next < end, let found = unsafe memchr(base + next, 0x3C, end - next) {
      let offset = unsafe base.distance(to: UnsafeRawPointer(found))
      if isTag(at: offset, named: tape.names[Int(name)].utf8, before: end) {
        current.mark = end
        return offset
      }
      next = offset + 1
    }
    return current.mark
  }

  private func isTag(at offset: Int, named local: [UInt8], before end: Int) -> Bool {
    let source = unsafe current.source
    var next = offset + 1
    guard next + local.count <= end else { return false }
    for byte in local {
      let written = unsafe source[next]
      let isCapital = written >= 0x41 && written <= 0x5A
      guard (isCapital ? written | 0x20 : written) == byte else { return false }
      next += 1
    }
    guard next < end else { return true }
    let after = unsafe source[next]
    return after <= 0x20 || after == 0x2F || after == 0x3E
  }

  mutating func attribute(
    _ name: UnsafePointer<xmlChar>, namespace: UnsafePointer<xmlChar>?, value: UnsafeRawPointer?,
    count: Int
  ) {
    guard !isStopped, passedOver == nil, let token = open.last else { return }
    let name = unsafe current.names.index(of: name, namespace: namespace, in: &tape)
    while kept.count < tape.names.count { kept.append(keeps(tape.names[kept.count].local)) }
    guard kept[Int(name)] else { return }
    let start = tape.bytes.count
    if let value = unsafe value {
      unsafe tape.bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: count))
      if !isHTML, unsafe memchr(value, 0x26, count) != nil { expandAttribute(from: start) }
    }
    tape.attributes.append(
      MarkupTape.Attribute(
        name: name, start: UInt32(start), count: UInt32(tape.bytes.count - start)))
    tape.tokens[Int(token)].count += 1
  }

  /// Replaces the references that libxml2 leaves in an attribute's value: `&#38;`, and entities.
  private mutating func expandAttribute(from start: Int) {
    let written = String(decoding: tape.bytes[start...], as: UTF8.self)
    guard
      let text = unsafe xmlStringDecodeEntities(
        current.parser, written, XML_SUBSTITUTE_REF, 0, 0, 0)
    else { return }
    defer { unsafe colophon_xml_free(text) }
    let count = unsafe strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
    take(expansion: count - (tape.bytes.count - start))
    tape.bytes.removeSubrange(start...)
    unsafe tape.bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: count))
  }

  /// The file to go on with, now that the start of an element is on the tape with all its attributes.
  /// (It mutates nothing: what is called through a pointer would be copied first, were it not said to.)
  mutating func inclusionAfterStart() -> Inclusion? {
    guard !isHTML, passedOver == nil, !isStopped, let token = open.last,
      tape.names[Int(tape.tokens[Int(token)].name)].namespace == MarkupTape.inclusionNamespace
    else { return nil }
    return inclusion(of: Int(token))
  }

  /// Passes over what the element holds whose start was last.
  mutating func passOver() { passedOver = open.count }

  mutating func end(_ name: UnsafePointer<xmlChar>?) {
    if current.isEntity, let name = unsafe name, unsafe String(cString: name) == Self.wrapper {
      return
    }
    guard !isStopped, let token = open.popLast() else { return }
    if let depth = passedOver {
      if open.count >= depth { return }
      passedOver = nil
    }
    tape.tokens[Int(token)].end = Int32(tape.tokens.count)
  }

  mutating func characters(
    _ text: UnsafePointer<xmlChar>, count: Int, context: UnsafeMutableRawPointer?
  ) {
    guard !isStopped, count > 0 else { return }
    if unsafe isInEntity(context) {
      take(expansion: count)
    } else {
      current.mark = position
    }
    unsafe append(MarkupTape.Mark.text, unsafe UnsafeRawBufferPointer(start: text, count: count))
  }

  mutating func comment(_ text: UnsafePointer<xmlChar>, context: UnsafeMutableRawPointer?) {
    // A comment of the document type declaration is no part of the text.
    guard !isStopped, unsafe current.parser.pointee.inSubset == 0 else { return }
    let offset = current.mark
    if unsafe !isInEntity(context) { current.mark = position }
    let count = unsafe strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
    unsafe append(
      MarkupTape.Mark.comment, unsafe UnsafeRawBufferPointer(start: text, count: count), at: offset)
  }

  mutating func instruction(context: UnsafeMutableRawPointer?) {
    if unsafe !isInEntity(context) { current.mark = position }
  }

  /// Takes a reference to an entity.
  ///
  /// - Returns: the file to go on with, where the entity is external and the folder has it.
  mutating func reference(_ name: UnsafePointer<xmlChar>) -> Inclusion? {
    guard !isStopped else { return nil }
    let known = unsafe String(cString: name)
    if let entity = unsafe xmlGetDocEntity(current.parser.pointee.myDoc, name) {
      // The text of an internal entity has come as events of its own.
      guard unsafe entity.pointee.etype == XML_EXTERNAL_GENERAL_PARSED_ENTITY else { return nil }
      let system = unsafe entity.pointee.SystemID.map { unsafe String(cString: $0) }
      if let found = system.flatMap({ file($0, isEntity: true) }) { return found }
      appendReference(to: known, in: system)
      return nil
    } else if let text = CharacterEntities.text(known) {
      append(MarkupTape.Mark.text, of: text)
      return nil
    }
    appendReference(to: known)
    return nil
  }

  /// Lays down a reference whose text is not known, with the file that was to bring it.
  mutating func appendReference(to entity: String, in file: String? = nil) {
    // The parser has come to its end; no other reference stands between.
    var offset = position - 1
    while offset > current.mark, unsafe current.source[offset] != 0x26 { offset -= 1 }
    append(
      MarkupTape.Mark.reference, of: file.map { "\(entity) \($0)" } ?? entity, at: max(offset, 0))
  }

  private mutating func take(expansion count: Int) {
    expanded += max(0, count)
    guard expanded > Self.expansionLimit else { return }
    isExpandedTooFar = true
    unsafe xmlStopParser(current.parser)
  }

  mutating func append(_ mark: Int32, of text: String, at offset: Int? = nil) {
    var text = text
    text.withUTF8 { unsafe append(mark, UnsafeRawBufferPointer($0), at: offset) }
  }

  private mutating func append(
    _ mark: Int32, _ text: UnsafeRawBufferPointer, at offset: Int? = nil
  ) {
    guard passedOver == nil else { return }
    let start = tape.bytes.count
    unsafe tape.bytes.append(contentsOf: text)
    // libxml2 gives a long text in pieces.
    let last = tape.tokens.count - 1
    if mark == MarkupTape.Mark.text, last >= 0, tape.tokens[last].name == mark,
      tape.tokens[last].parent == parent
    {
      tape.tokens[last].count += UInt32(text.count)
      return
    }
    let token = Int32(tape.tokens.count)
    tape.tokens.append(
      MarkupTape.Token(
        name: mark, end: token + 1, parent: parent, offset: UInt32(offset ?? current.mark),
        start: UInt32(start), count: UInt32(text.count), file: current.index))
  }
}
