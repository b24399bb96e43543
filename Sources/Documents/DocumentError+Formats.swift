import FoundationEssentials

extension DocumentError {
  /// Why a document of a format that many teams have, and that is not read here, is refused; `nil` for
  /// any other.
  static func foreignFormat(_ data: Data, display: String) -> DocumentError? {
    let formats: [(start: [UInt8], message: String, remedy: String)] = [
      (
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        "it is an Office file of before 2007, or one that a password locks",
        "Open it in its program, and save it as .docx or .odt without a password."
      ),
      (
        Array("{\\rtf".utf8), "it is Rich Text, which is not read here",
        "Open it in Word or LibreOffice, and save it as .docx or .odt."
      ),
      (
        Array("%PDF-".utf8), "it is a PDF, which keeps pages and not their structure",
        "Bring the document that it was made from."
      ),
    ]
    guard let found = formats.first(where: { data.starts(with: $0.start) }) else { return nil }
    return DocumentError(display, found.message, remedy: found.remedy)
  }
}
