/// An element of a parsed document, with its mixed content in order: for formats that are read by code
/// and not by a profile. It is a place on a tape that all elements of the document share, and costs as
/// much as a number.
struct TapeElement {
  /// What an element holds.
  enum Content {
    case element(TapeElement)
    case text(String)
  }

  /// The tape, kept once for all elements.
  private final class Source: Sendable {
    let tape: MarkupTape

    init(_ tape: MarkupTape) { self.tape = tape }
  }

  private let source: Source
  /// The element's token on the tape.
  private let token: Int

  private init(_ source: Source, _ token: Int) {
    self.source = source
    self.token = token
  }

  /// Reads a document's root element.
  ///
  /// - Parameters:
  ///   - text: the document.
  ///   - isTypeRefused: whether a document type declaration is an error.
  /// - Throws: with line and column, where it is not well-formed or not allowed.
  init(_ text: DocumentText, isTypeRefused: Bool = false) throws(DocumentError) {
    let tape = try MarkupTape(xml: text)
    guard !isTypeRefused || !tape.hasDocumentType else {
      throw DocumentError(
        text.display, line: 1, "it declares a document type, which this format does not allow",
        remedy: "Save the document again with the program it was made with.")
    }
    guard let root = tape.root else {
      throw DocumentError(text.display, line: 1, "it has no root element", remedy: "Put one there.")
    }
    self.init(Source(tape), root)
  }

  /// The local name.
  var name: String { source.tape.name(of: token).local }
  var namespace: String? { source.tape.name(of: token).namespace }
  /// The line the element starts on, from 1.
  var line: Int { source.tape.line(of: token) }

  /// The value of the attribute of a local name, whatever its namespace.
  subscript(attribute: String) -> String? { source.tape.attribute(attribute, of: token) }

  /// The texts and elements in it, in order.
  var content: [Content] {
    let tape = source.tape
    var content: [Content] = []
    forEachChild { child in
      switch tape.tokens[child].name {
      case MarkupTape.Mark.text: content.append(.text(tape.text(of: child)))
      case 0...: content.append(.element(TapeElement(source, child)))
      // Comments say nothing in these formats, nor do references to entities that are not known.
      default: break
      }
    }
    return content
  }

  /// The child elements, in order.
  var elements: [TapeElement] {
    var elements: [TapeElement] = []
    forEachChild { if source.tape.isElement($0) { elements.append(TapeElement(source, $0)) } }
    return elements
  }

  private func forEachChild(_ visit: (Int) -> Void) {
    let end = source.tape.next(after: token)
    var child = token + 1
    while child < end {
      visit(child)
      child = source.tape.next(after: child)
    }
  }

  /// The first child of a local name.
  func first(_ name: String) -> TapeElement? {
    let end = source.tape.next(after: token)
    var child = token + 1
    while child < end {
      if source.tape.isElement(child), source.tape.name(of: child).local == name {
        return TapeElement(source, child)
      }
      child = source.tape.next(after: child)
    }
    return nil
  }

  /// The children of a local name, in order.
  func all(_ name: String) -> [TapeElement] { elements.filter { $0.name == name } }

  /// The first element of a local name below this one, in document order.
  func descendant(_ name: String) -> TapeElement? {
    for place in (token + 1)..<max(token + 1, source.tape.next(after: token)) {
      if source.tape.isElement(place), source.tape.name(of: place).local == name {
        return TapeElement(source, place)
      }
    }
    return nil
  }

  /// The text of the element and all below it, as it is written.
  var text: String { source.tape.text(inside: token) }
}

extension MarkupTape {
  /// The line a token begins on, from 1.
  fileprivate func line(of token: Int) -> Int {
    var cursor = LineIndex.Cursor()
    let token = tokens[token]
    return files[Int(token.file)].lines.line(of: Int(token.offset), from: &cursor)
  }
}
