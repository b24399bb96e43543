/// Stage 7's artifact: the listing, ready to be shown as a proof.
public struct MediaMarketplace: Artifact {
  public static let producer: StageID? = .mediaMarketplace

  public var listing: Listing
  /// `listing.json`: the listing's metadata.
  public var metadata: ArtifactFile
  public var files: [ArtifactFile] { [metadata] + listing.package }

  public init(listing: Listing, metadata: ArtifactFile) {
    self.listing = listing
    self.metadata = metadata
  }
}

/// What the marketplace shows for a piece: one version of its package, with its metadata.
public struct Listing: Codable, Hashable, Sendable {
  /// The folder under `Marketplace/`: the piece's folder name.
  public var slug: String
  /// `0.1`, `0.2` ... for proofs; `1.0` for the version of record.
  public var version: String
  public var title: String
  public var summary: String
  public var language: String
  public var licence: String
  public var deliverables: [Deliverable]
  /// The files of the version's folder, by path inside it: deliverables, `provenance.json`,
  /// `SHA256SUMS`.
  public var package: [ArtifactFile]
  public var disclosure: Disclosure

  public init(
    slug: String, version: String, title: String, summary: String, language: String,
    licence: String, deliverables: [Deliverable], package: [ArtifactFile], disclosure: Disclosure
  ) {
    self.slug = slug
    self.version = version
    self.title = title
    self.summary = summary
    self.language = language
    self.licence = licence
    self.deliverables = deliverables
    self.package = package
    self.disclosure = disclosure
  }
}
