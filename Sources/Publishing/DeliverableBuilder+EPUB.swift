import Documents
import Formats
import FoundationEssentials

extension DeliverableBuilder {
  /// An EPUB 3.3 publication: one chapter, its contents, and the metadata that shops and readers of
  /// assistive technology ask for (EPUB Accessibility 1.1, 2).
  func epub(of manuscript: Manuscript, text: ManuscriptText, modified: Moment) throws -> Data {
    let fields = self.fields(of: manuscript, text: text, modified: modified)
    var entries = [
      ZipArchive.Entry(
        path: "mimetype", data: Data("application/epub+zip".utf8), isStored: true)
    ]
    let parts = [
      ("META-INF/container.xml", "epub/container.xml.mustache"),
      ("EPUB/package.opf", "epub/package.opf.mustache"),
      ("EPUB/nav.xhtml", "epub/nav.xhtml.mustache"),
      ("EPUB/chapter.xhtml", "epub/chapter.xhtml.mustache"),
    ]
    for (path, template) in parts {
      entries.append(ZipArchive.Entry(path: path, data: try pages.page(template).fill(fields)))
    }
    entries.append(
      ZipArchive.Entry(path: "EPUB/style.css", data: try pages.file("epub/style.css")))
    return try ZipArchive.write(entries)
  }
}
