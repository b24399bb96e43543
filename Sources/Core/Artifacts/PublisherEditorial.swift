/// Stage 8's artifact: the desk's editorial document and the version of record it makes.
public struct PublisherEditorial: Artifact {
  public static let producer: StageID? = .publisherEditorial

  /// `editorial.xml`, valid against `Templates/schemas/editorial.rng`.
  public var editorial: ArtifactFile
  /// How many corrections the desk made.
  public var corrections: Int
  /// The version of record.
  public var listing: Listing
  /// `listing.json`: its metadata.
  public var metadata: ArtifactFile
  public var files: [ArtifactFile] { [editorial, metadata] + listing.package }

  public init(
    editorial: ArtifactFile, corrections: Int, listing: Listing, metadata: ArtifactFile
  ) {
    self.editorial = editorial
    self.corrections = corrections
    self.listing = listing
    self.metadata = metadata
  }
}
