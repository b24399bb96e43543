public import Core
import Formats
public import FoundationEssentials

/// The marketplace's pages, catalogue and feed, made of the catalogue's entries alone: the same
/// entries give the same bytes, and no date is taken from a clock.
public struct Storefront: Sendable {
  let pages: TemplatePages
  let deskName: String
  /// The address the marketplace is served at, with a final slash; `nil` for relative links only.
  let site: String?

  /// - Parameters:
  ///   - template: reads a file of `Templates/` by its path below it.
  ///   - deskName: what the pages and the feed call the publisher.
  ///   - site: the absolute address the marketplace is served at, if it is.
  public init(
    template: @escaping @Sendable (String) throws -> TemplateFile, deskName: String, site: String?
  ) {
    pages = TemplatePages(template: template)
    self.deskName = deskName
    self.site = site.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
  }

  /// Every file of the storefront, by its path in `Marketplace/`: `index.html`, `style.css`,
  /// `catalog.json`, `feed.atom`, and `<slug>/index.html` for each entry.
  ///
  /// - Throws: ``PublishingError`` where a slug is no folder's name or stands twice; what a
  ///   template's reading or filling throws.
  public func files(for catalogue: [CatalogueEntry]) throws -> [String: Data] {
    let entries = catalogue.sorted {
      ($0.pipeline, $0.title, $0.slug) < ($1.pipeline, $1.title, $1.slug)
    }
    var files: [String: Data] = [
      "style.css": try pages.file("pages/style.css"),
      "index.html": try index(of: entries),
      "feed.atom": try feed(of: entries),
      "catalog.json": try CanonicalJSON.document(
        Catalogue(publisher: deskName, site: site, listings: entries)),
    ]
    let page = try pages.page("pages/listing.mustache")
    for entry in entries {
      let path = "\(entry.slug)/index.html"
      guard PortableName.isValid(entry.slug), files[path] == nil else {
        throw PublishingError(
          "'\(entry.slug)' is not a name that a listing's folder can have, or stands twice",
          remedy: "Rename the piece's folder before it is published.")
      }
      files[path] = try page.fill(listing(entry))
    }
    return files
  }

  /// The catalogue as machines read it.
  private struct Catalogue: Encodable {
    var version = 1
    var publisher: String
    var site: String?
    var listings: [CatalogueEntry]
  }

  private func index(of entries: [CatalogueEntry]) throws -> Data {
    let pipelines = Dictionary(grouping: entries, by: \.pipeline).sorted { $0.key < $1.key }
    return try pages.page("pages/index.mustache").fill([
      "desk": .text(deskName),
      "site": .text(site ?? ""),
      "hasSite": .flag(site != nil),
      "count": .text(Self.count(entries.count, "listing", "listings")),
      "isEmpty": .flag(entries.isEmpty),
      "hasSeveral": .flag(pipelines.count > 1),
      "pipelines": .list(
        pipelines.map { pipeline, entries in
          .fields([
            "name": .text(Self.words(of: pipeline)),
            "anchor": .text("pipeline-\(pipeline)"),
            "count": .text(Self.count(entries.count, "listing", "listings")),
            "listings": .list(entries.map { .fields(summary(of: $0)) }),
          ])
        }),
    ])
  }

  /// What the index says of a listing.
  private func summary(of entry: CatalogueEntry) -> [String: TemplateValue] {
    [
      "slug": .text(entry.slug),
      "language": .text(entry.language),
      "title": .text(entry.title),
      "summary": .text(entry.summary),
      "status": .text(entry.status.label),
      "statusName": .text(entry.status.rawValue),
      "version": .text(entry.version),
      "updated": .text(Moment(entry.updated)?.toTheSecond ?? entry.updated),
      "updatedInWords": .text(Moment(entry.updated)?.inWords ?? entry.updated),
      "formats": .text(
        entry.status == .withdrawn
          ? "" : Self.count(entry.deliverables.count, "text", "texts") + ", to read or as EPUB"),
      "hasFormats": .flag(entry.status != .withdrawn && !entry.deliverables.isEmpty),
      "disclosure": .text(entry.disclosure.label),
    ]
  }

  private func listing(_ entry: CatalogueEntry) -> [String: TemplateValue] {
    let licence = Licence(entry.licence)
    let isOffered = entry.status != .withdrawn
    var fields = summary(of: entry)
    fields["desk"] = .text(deskName)
    fields["site"] = .text(site ?? "")
    fields["hasSite"] = .flag(site != nil)
    fields["pipeline"] = .text(Self.words(of: entry.pipeline))
    fields["pipelineAnchor"] = .text("pipeline-\(entry.pipeline)")
    fields["meaning"] = .text(entry.status.meaning)
    fields["isOffered"] = .flag(isOffered)
    fields["deliverables"] = .list(
      entry.deliverables.map { deliverable in
        .fields([
          "title": .text(deliverable.title),
          "kind": .text(Self.words(of: deliverable.name)),
          "page": .text("\(entry.version)/\(deliverable.page.path)"),
          "epub": .text("\(entry.version)/\(deliverable.epub.path)"),
          "epubSize": .text(Self.size(deliverable.epub.size)),
        ])
      })
    fields["statement"] = .text(entry.disclosure.statement)
    fields["licence"] = .text(licence.identifier)
    fields["licenceAddress"] = .text(licence.address ?? "")
    fields["hasLicenceAddress"] = .flag(licence.address != nil)
    fields["credits"] = .list(entry.credits.map(Self.fields))
    fields["hasCredits"] = .flag(!entry.credits.isEmpty)
    fields["overrides"] = .list(entry.overrides.map { .fields(["text": .text($0)]) })
    fields["hasOverrides"] = .flag(!entry.overrides.isEmpty)
    fields["versions"] = .list(
      entry.versions.reversed().map { version in
        .fields([
          "version": .text(version.version),
          "status": .text(version.status.label),
          "date": .text(Moment(version.date)?.toTheSecond ?? version.date),
          "dateInWords": .text(Moment(version.date)?.inWords ?? version.date),
          "isCurrent": .flag(version.version == entry.version),
          "provenance": .text("\(version.version)/provenance.json"),
          "sums": .text("\(version.version)/SHA256SUMS"),
        ])
      })
    return fields
  }

  private static func fields(of credit: CatalogueEntry.Credit) -> TemplateValue {
    .fields([
      "number": .text("\(credit.stage.rawValue)"),
      "stage": .text(credit.stage.work),
      "name": .text(credit.name),
      "roles": .text(credit.roles.map(\.title).joined(separator: ", ")),
      "hasRoles": .flag(!credit.roles.isEmpty),
      "date": .text(Moment(credit.at)?.toTheSecond ?? credit.at),
      "dateInWords": .text(Moment(credit.at)?.inWords ?? credit.at),
    ])
  }

  /// `help-article` as `Help article`.
  private static func words(of name: String) -> String {
    let words = name.replacing("-", with: " ").replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\(max(1, (bytes + 500) / 1000)) kB" : "\((bytes + 500_000) / 1_000_000) MB"
  }
}
