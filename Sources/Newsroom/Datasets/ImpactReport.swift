public import Core

/// What was made with some examples of a piece's dataset, from the requests that showed them to the
/// listings.
public struct ImpactReport: Codable, Hashable, Sendable {
  /// A dataset that held one of them.
  public struct DatasetUse: Codable, Hashable, Sendable {
    /// The hand-off that put it forward.
    public var handOff: HandOffID
    public var at: String
    /// The manifest of stage 3.
    public var dataset: Digest
    public var example: String
    public var split: Example.Split
    /// Whether it is the dataset that is approved now.
    public var isAccepted: Bool
  }

  /// A request that showed one of them to an engine, or was made to.
  public struct RequestUse: Codable, Hashable, Sendable {
    public var at: String
    /// The manifest of stage 4.
    public var script: Digest
    /// The request's `custom_id`.
    public var request: String
    public var deliverable: String
    /// Those of the examples that it shows; empty where ``isRecorded`` is false.
    public var examples: [String]
    /// Whether its plan says which examples it shows; plans of earlier versions do not.
    public var isRecorded: Bool
  }

  /// A draft that answers such a request.
  public struct DraftUse: Codable, Hashable, Sendable {
    public var at: String
    /// The manifest of stage 5.
    public var drafts: Digest
    /// `help-article-a`.
    public var draft: String
    public var deliverable: String
    /// Whether a person chose it.
    public var isSelected: Bool
  }

  /// A deliverable that was built of such drafts.
  public struct DeliverableUse: Codable, Hashable, Sendable {
    public var at: String
    /// The manifest of stage 6.
    public var production: Digest
    public var deliverable: String
  }

  /// A listing with such a deliverable.
  public struct ListingUse: Codable, Hashable, Sendable {
    public var at: String
    /// The manifest of stage 7 or 8.
    public var manifest: Digest
    public var stage: StageID
    /// The folder: `Marketplace/<slug>/<version>`.
    public var folder: String
    public var deliverables: [String]
    /// Whether it was approved, and so was to be seen.
    public var isListed: Bool
  }

  public var piece: PieceID
  public var examples: [String]
  public var datasets: [DatasetUse]
  public var requests: [RequestUse]
  public var drafts: [DraftUse]
  public var deliverables: [DeliverableUse]
  public var listings: [ListingUse]

  /// Whether no request showed them, as far as is recorded.
  public var isEmpty: Bool { requests.isEmpty }
}
