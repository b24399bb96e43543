public import Core
import Documents
import Formats
import FoundationEssentials

/// Builds a manuscript's page and book. Equal manuscripts and templates give equal bytes, whatever
/// the time, the time zone and the machine.
public struct DeliverableBuilder: Sendable {
  let pages: TemplatePages

  /// - Parameter template: reads a file of `Templates/` by its path below it.
  public init(template: @escaping @Sendable (String) throws -> TemplateFile) {
    pages = TemplatePages(template: template)
  }

  /// Builds the page, the book and the record of the passages.
  ///
  /// - Throws: ``PublishingError`` where the manuscript lacks what readers or readers' software
  ///   need; what a template's reading or filling throws.
  public func build(_ manuscript: Manuscript) throws -> BuiltDeliverable {
    guard let modified = Moment(manuscript.modified) else {
      throw PublishingError(
        "the manuscript '\(manuscript.name)' is dated '\(manuscript.modified)'",
        remedy: "Give the time as in 2026-11-21T09:30:00Z.")
    }
    guard PortableName.isValid(manuscript.name) else {
      throw PublishingError(
        "'\(manuscript.name)' cannot name the files of a deliverable",
        remedy: "Use lower-case letters, digits and hyphens.")
    }
    let text = ManuscriptText(manuscript)
    return BuiltDeliverable(
      page: try page(of: manuscript, text: text, modified: modified),
      epub: try epub(of: manuscript, text: text, modified: modified),
      passages: text.passages, isEdited: text.isEdited, findings: text.findings)
  }

  private func page(
    of manuscript: Manuscript, text: ManuscriptText, modified: Moment
  ) throws -> Data {
    var fields = self.fields(of: manuscript, text: text, modified: modified)
    fields["style"] = .text(
      String(decoding: try pages.file("pages/deliverable.css"), as: UTF8.self))
    fields["structuredData"] = .text(try ArticleMarkup(manuscript, modified: modified).script())
    return try pages.page("pages/deliverable.mustache").fill(fields)
  }

  /// What a page and a book are filled with alike.
  func fields(
    of manuscript: Manuscript, text: ManuscriptText, modified: Moment
  ) -> [String: TemplateValue] {
    let licence = Licence(manuscript.licence)
    return [
      "language": .text(manuscript.language),
      "title": .text(manuscript.title),
      "summary": .text(manuscript.summary),
      "desk": .text(manuscript.deskName),
      "piece": .text(manuscript.pieceTitle),
      "isPartOfPiece": .flag(manuscript.pieceTitle != manuscript.title),
      "heading": .text(text.heading ?? ""),
      "hasHeading": .flag(text.heading != nil),
      "body": .text(text.body),
      "contents": .list(
        text.contents.map {
          .fields(["anchor": .text($0.anchor ?? ""), "text": .text($0.text)])
        }),
      "hasContents": .flag(text.contents.count > 2),
      "disclosure": .text(manuscript.disclosure.statement),
      "disclosureValue": .text(manuscript.disclosure.rawValue),
      "digitalSourceType": .text(manuscript.disclosure.digitalSourceType ?? ""),
      "hasDigitalSourceType": .flag(manuscript.disclosure.digitalSourceType != nil),
      "licence": .text(licence.identifier),
      "licenceAddress": .text(licence.address ?? ""),
      "hasLicenceAddress": .flag(licence.address != nil),
      "identifier": .text(manuscript.identifier),
      "modified": .text(modified.toTheSecond),
      "modifiedInWords": .text(modified.inWords),
    ]
  }
}
