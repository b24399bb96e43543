/// Where a piece stands: three axes that are never mixed (stage and visit; the stage's status, with
/// a hold laid over it; the disposition), and what each stage has on record.
///
/// A state is never stored as a truth of its own. It is what replaying the piece's hand-offs gives.
public struct PieceState: Codable, Hashable, Sendable {
  /// The status of a stage in its present visit.
  public enum Status: String, Codable, Hashable, Sendable {
    case inProgress, submitted, approved, handedOff
  }

  /// Whether the piece goes on.
  public enum Disposition: String, Codable, Hashable, Sendable {
    case active, declined, withdrawn
  }

  /// What the public sees of the piece.
  public enum Publication: String, Codable, Hashable, Sendable {
    case unlisted, listedProof, versionOfRecord
  }

  /// What one stage has on record.
  public struct StageRecord: Codable, Hashable, Sendable {
    public var visits = 0
    /// The manifest put forward in the present visit.
    public var submitted: Digest?
    /// Who put it forward.
    public var contributor: Actor?
    /// Sign-offs of exactly the bytes put forward.
    public var signOffs: [SignOff] = []
    /// The manifest that was approved and stands.
    public var accepted: Digest?
    public var acceptedAt: String?
    public var acceptedBy: [SignOff] = []
    /// What the accepted artifact was made from.
    public var inputs: [HandOff.Input] = []
    /// The manifest that was approved in an earlier visit, outdated by a send-back.
    public var outdated: Digest?
  }

  /// A listing that was approved.
  public struct Listed: Codable, Hashable, Sendable {
    public var manifest: Digest
    /// The stage whose manifest it is: a proof of stage 7, or stage 8's version of record.
    public var stage: StageID
    public var at: String
  }

  /// A pause that a person has put on the piece.
  public struct Hold: Codable, Hashable, Sendable {
    public var by: Actor
    public var note: String
    public var handOff: HandOffID
  }

  /// A record that stands in the folder but could not take effect at its place.
  public struct SetAside: Codable, Hashable, Sendable {
    public var handOff: HandOffID
    public var refusal: Refusal
  }

  /// Decisions that were taken without knowledge of one another and cannot both stand. None of them
  /// takes effect until a person decides again.
  public struct Conflict: Codable, Hashable, Sendable {
    public var handOffs: [HandOffID]
    /// The decisions in words, `acceptBrief by Ana Ruiz`.
    public var summary: [String]
  }

  public var isStarted = false
  public var stage = StageID.useCasePrompt
  public var status = Status.inProgress
  public var disposition = Disposition.active
  public var publication = Publication.unlisted
  public var hold: Hold?
  /// Why the piece ended, where it was declined or withdrawn.
  public var ending = ""
  /// Approved listings, oldest first.
  public var listings: [Listed] = []
  /// Every override so far, with the person's name.
  public var overrides: [String] = []
  /// The last person who put bytes forward, in any stage.
  public var lastContributor: Actor?
  public var conflicts: [Conflict] = []
  public var setAside: [SetAside] = []
  /// Records of kinds that this version does not know.
  public var unrecognised: [HandOffID] = []
  /// Parents that some record names and that are not there.
  public var missingParents: [HandOffID] = []
  /// The newest records: the parents of the next one.
  public var heads: [HandOffID] = []
  /// The highest logical clock seen.
  public var clock = 0
  /// When the newest record that took effect was written (ISO 8601, UTC).
  public var changedAt = ""
  private var records = Array(repeating: StageRecord(), count: StageID.allCases.count)

  /// The state of a piece without hand-offs.
  public init() {}

  /// What a stage has on record.
  public subscript(stage: StageID) -> StageRecord {
    get { records[stage.rawValue - 1] }
    set { records[stage.rawValue - 1] = newValue }
  }

  /// The visit of the present stage, from 1.
  public var visit: Int { max(1, self[stage].visits) }

  /// Whether nothing more can happen but by a decision that brings the piece back.
  public var isOver: Bool { disposition != .active || publication == .versionOfRecord }
}
