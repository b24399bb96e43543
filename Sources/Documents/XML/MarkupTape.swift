/// A parsed document as one flat run of what it holds, in document order: elements, texts, comments and
/// references. It is what libxml2's events leave behind, without a tree: some thirty bytes an element.
struct MarkupTape {
  /// What stands at one place of the tape.
  struct Token {
    /// An element's name, as an index of ``MarkupTape/names``; below 0 for what is no element.
    var name: Int32
    /// The index past this token and all inside it.
    var end: Int32
    /// The element around; -1 at the top.
    var parent: Int32
    /// Where it begins in its file, in bytes.
    var offset: UInt32
    /// An element's first attribute, or where a text begins in ``MarkupTape/bytes``.
    var start: UInt32
    /// How many attributes an element has, or bytes a text.
    var count: UInt32
    /// The file it stands in, as an index of ``MarkupTape/files``.
    var file: Int32
  }

  /// The name of an element or attribute.
  struct Name: Hashable {
    let local: String
    let namespace: String?
    /// The local name's bytes.
    let utf8: [UInt8]

    init(local: String, namespace: String?) {
      self.local = local
      self.namespace = namespace
      utf8 = Array(local.utf8)
    }
  }

  struct Attribute {
    var name: Int32
    var start: UInt32
    var count: UInt32
  }

  /// A file that tokens stand in: the document itself, or one that it includes.
  struct File {
    /// Its path inside the piece's sources.
    var path: String
    /// What messages call it.
    var display: String
    var lines: LineIndex
    /// Whether it turned out not to be well-formed: nothing of it is on the tape.
    var isBroken = false
  }

  /// ``Token/name`` of what is no element.
  enum Mark {
    static let text: Int32 = -1
    static let comment: Int32 = -2
    /// A reference to an entity whose text is not known: its name, and after a space the file that
    /// was to bring it.
    static let reference: Int32 = -3
  }

  /// Where inclusions are elements of (W3C, XInclude 1.1).
  static let inclusionNamespace = "http://www.w3.org/2001/XInclude"

  var tokens: [Token] = []
  var attributes: [Attribute] = []
  var names: [Name] = []
  /// The places of ``names``, once there is a second file.
  private var numbers: [Name: Int32] = [:]
  /// The texts and attribute values, one after the other, in UTF-8.
  var bytes: [UInt8] = []
  /// The document itself first, then what it includes.
  var files: [File] = []
  /// What libxml2 noticed that did not stop it.
  var notices: [XMLErrorCollector.Entry] = []
  var hasDocumentType = false
  /// Whether the document type names an external part, which is never fetched.
  var hasExternalSubset = false
  var hasExternalParameterEntity = false

  /// The number of a name: its place in ``names``.
  mutating func number(of name: Name) -> Int32 {
    let number = Int32(names.count)
    // One parser asks once for each name; only further files can bring one that is known.
    if files.count > 1 {
      if numbers.isEmpty {
        for (place, name) in names.enumerated() { numbers[name] = Int32(place) }
      }
      if let known = numbers[name] { return known }
      numbers[name] = number
    }
    names.append(name)
    return number
  }

  /// The paths of the files whose text is on the tape.
  var pathsRead: [String] { files.filter { !$0.isBroken }.map(\.path) }

  /// The root element; `nil` in an HTML document without any.
  var root: Int? { tokens.firstIndex { $0.name >= 0 } }

  func isElement(_ token: Int) -> Bool { tokens[token].name >= 0 }

  func name(of element: Int) -> Name { names[Int(tokens[element].name)] }

  /// The index of the token after this one and all inside it.
  func next(after token: Int) -> Int { Int(tokens[token].end) }

  /// The text of a text, comment or reference token.
  func text(of token: Int) -> String {
    let token = tokens[token]
    return String(decoding: bytes[Int(token.start)..<Int(token.start + token.count)], as: UTF8.self)
  }

  /// The text of an element and all below it, as it is written.
  func text(inside element: Int) -> String {
    String(decoding: bytes(inside: element), as: UTF8.self)
  }

  /// The bytes of an element's text and of all below it.
  func bytes(inside element: Int) -> [UInt8] {
    var text: [UInt8] = []
    for token in (element + 1)..<max(element + 1, next(after: element)) where tokens[token].name == Mark.text {
      text.append(
        Int(tokens[token].start)..<Int(tokens[token].start + tokens[token].count), of: bytes)
    }
    return text
  }

  /// The value of an element's attribute of a local name, whatever its namespace.
  func attribute(_ name: String, of element: Int) -> String? {
    for attribute in attributes(of: element) where names[Int(attribute.name)].local == name {
      return value(of: attribute)
    }
    return nil
  }

  func attributes(of element: Int) -> ArraySlice<Attribute> {
    let token = tokens[element]
    return attributes[Int(token.start)..<Int(token.start + token.count)]
  }

  func value(of attribute: Attribute) -> String {
    String(decoding: bytes(of: attribute), as: UTF8.self)
  }

  func bytes(of attribute: Attribute) -> ArraySlice<UInt8> {
    bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
  }

  /// The line and the column a token begins at, from 1.
  func position(of token: Int) -> (line: Int, column: Int) {
    let token = tokens[token]
    return files[Int(token.file)].lines.position(of: Int(token.offset))
  }
}
