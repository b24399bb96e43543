import CLibXML2
import Core
import FoundationEssentials

extension TapeBuilder {
  /// A further file that the tape goes on with.
  struct Inclusion {
    var path: String
    /// The path as the document writes it.
    var reference: String
    var text: DocumentText
    /// Whether it is an external entity, which shares the entities of what names it, and not a
    /// document of its own.
    var isEntity: Bool
    /// Whether it is put in as the text it is.
    var isPlainText = false
  }

  /// The most files of one document.
  private static let fileLimit = 1_000
  /// The most files that stand in each other: each is read by a parser of its own, inside of the one
  /// before.
  private static let nestingLimit = 32

  /// What an inclusion element names; `nil` where there is none to read, and its fallback stands.
  func inclusion(of element: Int) -> Inclusion? {
    // A part of a file is not asked for: better none of it than all.
    guard tape.name(of: element).local == "include", tape.attribute("xpointer", of: element) == nil,
      let href = tape.attribute("href", of: element), var found = file(href, isEntity: false)
    else { return nil }
    found.isPlainText = tape.attribute("parse", of: element) == "text"
    return found
  }

  /// A file that the one being read names; `nil` where it is not in the folder, or being read, or one
  /// too many.
  func file(_ reference: String, isEntity: Bool) -> Inclusion? {
    guard let from = stack.last, tape.files.count < Self.fileLimit,
      stack.count < Self.nestingLimit, let first = tape.files.first,
      let path = SourceFolder.resolve(reference, from: from), !stack.contains(path),
      let text = folder.text(path, display: first.display(of: path)),
      included + text.bytes.count <= Self.inclusionLimit, (try? text.checkTags()) != nil
    else { return nil }
    return Inclusion(path: path, reference: reference, text: text, isEntity: isEntity)
  }

  /// Begins a file.
  ///
  /// - Returns: the one that it stands in, to leave for.
  mutating func enter(_ inclusion: Inclusion) -> CurrentFile {
    tape.files.append(
      MarkupTape.File(
        path: inclusion.path, display: inclusion.text.display,
        lines: LineIndex(inclusion.text.bytes)))
    stack.append(inclusion.path)
    included += inclusion.text.bytes.count
    return current
  }

  /// Goes on in the file that another one was read for.
  mutating func leave(
    _ file: Int32, to outer: CurrentFile, isRead: Bool, before: Checkpoint
  ) {
    stack.removeLast()
    if !isRead, !isStopped {
      restore(before)
      // With it goes what it includes: each of these is told of as a document of its own.
      for file in Int(file)..<tape.files.count { tape.files[file].isBroken = true }
    }
    current = outer
  }
}

extension TapeBuilder.Inclusion {
  /// Reads the file where the tape is. libxml2 calls back into the builder meanwhile: nothing may hold
  /// it.
  ///
  /// - Returns: `false` where it is not well-formed; nothing of it is on the tape then.
  func read(into builder: UnsafeMutablePointer<TapeBuilder>) -> Bool {
    let before = unsafe builder.pointee.checkpoint
    let outer = unsafe builder.pointee.enter(self)
    let file = unsafe builder.pointee.lastFile
    if isPlainText {
      unsafe builder.pointee.append(MarkupTape.Mark.text, of: text.string)
      unsafe builder.pointee.leave(file, to: outer, isRead: true, before: before)
      return true
    }
    // An entity's text may have several roots or none (XML 1.0, 4.3.2): it is read inside an element
    // that stands for nothing.
    let declaration = isEntity ? text.textDeclarationLength : 0
    let opening = Data((isEntity ? "<\(TapeBuilder.wrapper)>" : "").utf8)
    let closing = Data((isEntity ? "</\(TapeBuilder.wrapper)>" : "").utf8)
    let bytes = opening + text.bytes.dropFirst(declaration) + closing
    let isRead: Bool = unsafe bytes.withUnsafeBytes { whole in
      let start = unsafe whole.bindMemory(to: CChar.self).baseAddress
      guard let parser = unsafe xmlCreateMemoryParserCtxt(start, Int32(whole.count)) else {
        return false
      }
      return unsafe text.bytes.withUnsafeBytes { source in
        unsafe builder.pointee.begin(
          TapeBuilder.CurrentFile(
            parser: parser, source: source, index: file,
            shift: opening.count - declaration, isEntity: isEntity))
        return unsafe TapeEvents.run(
          parser, for: builder, sharing: isEntity ? outer.parser : nil)
      }
    }
    unsafe builder.pointee.leave(file, to: outer, isRead: isRead, before: before)
    return isRead
  }
}

extension MarkupTape.File {
  /// What messages call another file of the same folder.
  func display(of other: String) -> String { display.naming(other, for: path) }
}

extension DocumentText {
  /// How long the text declaration is that an external entity may begin with (XML 1.0, 4.3.1).
  fileprivate var textDeclarationLength: Int {
    guard bytes.starts(with: "<?xml ".utf8), let end = bytes.firstRange(of: Data("?>".utf8)) else {
      return 0
    }
    return bytes.distance(from: bytes.startIndex, to: end.upperBound)
  }
}
