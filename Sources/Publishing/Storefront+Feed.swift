import Core
import Formats
import FoundationEssentials

extension Storefront {
  /// The listings as an Atom feed (RFC 4287), the last changed first.
  func feed(of entries: [CatalogueEntry]) throws -> Data {
    let newest = entries.sorted { ($1.updated, $0.slug) < ($0.updated, $1.slug) }
    // A feed must be dated (4.2.15); one without entries has never changed.
    let updated = newest.compactMap { Moment($0.updated)?.toTheSecond }.first
    return try pages.page("pages/feed.atom.mustache").fill([
      "desk": .text(deskName),
      "identifier": .text(NameBasedIdentifier(of: "feed:\(deskName)").urn),
      "updated": .text(updated ?? "1970-01-01T00:00:00Z"),
      "site": .text(site ?? ""),
      "hasSite": .flag(site != nil),
      "entries": .list(
        newest.map { entry in
          .fields([
            "identifier": .text(
              NameBasedIdentifier(of: "listing:\(entry.pipeline)/\(entry.slug)").urn),
            "title": .text(entry.title),
            "summary": .text(entry.summary),
            "language": .text(entry.language),
            "licence": .text(entry.licence),
            "pipeline": .text(entry.pipeline),
            "status": .text(entry.status.label),
            "statusName": .text(entry.status.rawValue),
            "published": .text(Moment(entry.published)?.toTheSecond ?? entry.published),
            "updated": .text(Moment(entry.updated)?.toTheSecond ?? entry.updated),
            "page": .text("\(site ?? "")\(entry.slug)/index.html"),
            "books": .list(books(of: entry)),
          ])
        }),
    ])
  }

  private func books(of entry: CatalogueEntry) -> [TemplateValue] {
    guard entry.status != .withdrawn else { return [] }
    return entry.deliverables.map { deliverable in
      .fields([
        "address": .text("\(site ?? "")\(entry.slug)/\(entry.version)/\(deliverable.epub.path)"),
        "name": .text(deliverable.title),
        "size": .text("\(deliverable.epub.size)"),
      ])
    }
  }
}
