import CLibXML2

extension DocumentError {
  static func tooDeep(_ file: String, line: Int) -> DocumentError {
    DocumentError(
      file, line: line, "elements are nested more than \(TapeBuilder.depthLimit) deep",
      remedy: "Flatten the markup, or cut the document into several.")
  }

  /// The first error of a document that is not well-formed.
  static func notWellFormed(
    _ file: String, _ entries: [XMLErrorCollector.Entry]
  ) -> DocumentError {
    guard let first = entries.first(where: \.isError) ?? entries.first else {
      return DocumentError(
        file, line: 1, "nothing could be read",
        remedy: "Check that the file holds the whole document.")
    }
    let column = first.column > 0 ? first.column : nil
    if first.message.contains("xcessive depth") { return tooDeep(file, line: first.line) }
    if first.code == Int(XML_ERR_ENTITY_LOOP.rawValue) {
      return DocumentError(
        file, line: first.line, "its entities expand without bound",
        remedy: "Remove the entity declarations.")
    }
    return DocumentError(
      file, line: first.line, column: column, "not well-formed XML: \(first.message)",
      remedy: "Correct the markup there; `xmllint --noout` shows every place.")
  }
}
