import Documents
import Foundation

/// Small Word documents.
enum WordFile {
  private static let space =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

  /// A document of the body's paragraphs, with a comment by Helen that has the id 1.
  static func document(_ body: String) throws -> Data {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    let files = [
      "[Content_Types].xml":
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
      "_rels/.rels": """
      <Relationships xmlns="\(packages)"><Relationship Id="a" Type="\(office)/officeDocument"
      Target="word/document.xml"/></Relationships>
      """,
      "word/_rels/document.xml.rels": """
      <Relationships xmlns="\(packages)"><Relationship Id="b" Type="\(office)/comments"
      Target="comments.xml"/></Relationships>
      """,
      "word/comments.xml": """
      <w:comments \(space)><w:comment w:id="1" w:author="Helen" w:date="2026-10-01T09:00:00Z"><w:p>
      <w:r><w:t>Is that still so?</w:t></w:r></w:p></w:comment></w:comments>
      """,
      "word/document.xml": "<w:document \(space)><w:body>\(body)</w:body></w:document>",
    ]
    return try ZipArchive.write(
      files.sorted { $0.key < $1.key }.map { .init(path: $0.key, data: Data($0.value.utf8)) })
  }

  /// A paragraph with a deletion, an insertion and a comment, and one that was deleted as a whole.
  static let revised = """
    <w:p><w:r><w:t xml:space="preserve">A room is free for </w:t></w:r>\
    <w:del w:id="5" w:author="Helen" w:date="2026-10-01T09:00:00Z"><w:r><w:delText>one hour</w:delText>\
    </w:r></w:del>\
    <w:ins w:id="6" w:author="Helen" w:date="2026-10-01T09:00:00Z"><w:r><w:t>two hours</w:t></w:r></w:ins>\
    <w:commentRangeStart w:id="1"/><w:r><w:t>.</w:t></w:r><w:commentRangeEnd w:id="1"/>\
    <w:r><w:commentReference w:id="1"/></w:r></w:p>\
    <w:p><w:pPr><w:rPr><w:del w:id="7" w:author="Helen"/></w:rPr></w:pPr>\
    <w:del w:id="8" w:author="Helen"><w:r><w:delText>Bring a &lt;script&gt; card.</w:delText></w:r></w:del></w:p>\
    <w:p><w:r><w:t>Bring your card.</w:t></w:r></w:p>
    """
}
