import Core
import Formats
import FoundationEssentials

/// What a page says of itself to machines: schema.org's `Article` as JSON-LD.
struct ArticleMarkup: Encodable {
  private struct Organization: Encodable {
    var type = "Organization"
    var name: String

    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case name
    }
  }

  private let context = "https://schema.org"
  private let type = "Article"
  private let headline: String
  private let description: String
  private let inLanguage: String
  private let license: String
  private let identifier: String
  private let dateModified: String
  private let publisher: Organization
  private let digitalSourceType: String?
  private let creditText: String

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case type = "@type"
    case headline, description, inLanguage, license, identifier, dateModified, publisher
    case digitalSourceType, creditText
  }

  init(_ manuscript: Manuscript, modified: Moment) {
    let licence = Licence(manuscript.licence)
    headline = manuscript.title
    description = manuscript.summary
    inLanguage = manuscript.language
    license = licence.address ?? licence.identifier
    identifier = manuscript.identifier
    dateModified = modified.toTheSecond
    publisher = Organization(name: manuscript.deskName)
    digitalSourceType = manuscript.disclosure.digitalSourceType
    creditText = manuscript.disclosure.statement
  }

  /// JSON that can stand inside a `script` element: `<`, `>` and `&` are written as JSON escapes, so
  /// that no title can end the element.
  func script() throws -> String {
    String(decoding: try CanonicalJSON.document(self), as: UTF8.self)
      .replacing("<", with: "\\u003C").replacing(">", with: "\\u003E")
      .replacing("&", with: "\\u0026")
  }
}
