import FoundationEssentials

/// One XML file of an office document, read with the rules such files have: UTF-8 or UTF-16, and no
/// document type.
struct OfficePart {
  let name: String
  let root: TapeElement

  /// Reads a part of an archive; `nil` where it is not there.
  ///
  /// - Throws: where it is damaged, not well-formed or declares a document type.
  init?(_ name: String, in archive: ZipContents, display: String) throws(DocumentError) {
    guard let bytes = try archive.bytes(name) else { return nil }
    let text = try DocumentText(bytes, display: "\(display)!\(name)", policy: .strict)
    root = try TapeElement(text, isTypeRefused: true)
    self.name = name
  }
}
