/// Where a piece stands: three axes that are never mixed (stage and visit; the stage's status, with
/// a hold laid over it; the disposition), and what each stage has on record.
///
/// A state is never stored as a truth of its own. It is what replaying the piece's hand-offs gives.
public struct PieceState: Codable, Hashable, Sendable {
  /// The status of a stage in its present visit.
  public enum Status: String, Codable, Hashable, Sendable {
    /// Work is done; nothing is put forward yet.
    case inProgress
    /// Bytes are put forward, and wait for their sign-offs.
    case submitted
    /// All seats have signed; the next stage has not picked it up.
    case approved
    /// The last stage is approved. Of the others it is passed at once: the next stage begins.
    case handedOff
  }

  /// Whether the piece goes on.
  public enum Disposition: String, Codable, Hashable, Sendable {
    /// It goes on.
    case active
    /// It ended by the desk's decision.
    case declined
    /// It ended by its requester's wish.
    case withdrawn
  }

  /// What the public sees of the piece.
  public enum Publication: String, Codable, Hashable, Sendable {
    /// Nothing was ever listed.
    case unlisted
    /// A proof was listed, for review.
    case listedProof
    /// The final version was listed; it stays as it is.
    case versionOfRecord
  }

  /// What one stage has on record.
  public struct StageRecord: Codable, Hashable, Sendable {
    /// How often the piece came to this stage; 0 before the first time.
    public var visits = 0
    /// The manifest put forward in the present visit.
    public var submitted: Digest?
    /// Who put it forward.
    public var contributor: Actor?
    /// Sign-offs of exactly the bytes put forward.
    public var signOffs: [SignOff] = []
    /// The manifest that was approved and stands.
    public var accepted: Digest?
    /// When it was approved (ISO 8601, UTC); `nil` while ``accepted`` is.
    public var acceptedAt: String?
    /// The sign-offs that filled the stage's seats.
    public var acceptedBy: [SignOff] = []
    /// What the accepted artifact was made from.
    public var inputs: [HandOff.Input] = []
    /// The manifest that was approved in an earlier visit, outdated by a send-back.
    public var outdated: Digest?
  }

  /// A listing that was approved.
  public struct Listed: Codable, Hashable, Sendable {
    /// SHA-256 of the listing's manifest in the store.
    public var manifest: Digest
    /// The stage whose manifest it is: a proof of stage 7, or stage 8's version of record.
    public var stage: StageID
    /// When it was approved (ISO 8601, UTC).
    public var at: String
  }

  /// A pause that a person has put on the piece.
  public struct Hold: Codable, Hashable, Sendable {
    /// Who put it there.
    public var by: Actor
    /// Why, in words; it may be empty.
    public var note: String
    /// The record of it.
    public var handOff: HandOffID
  }

  /// A record that stands in the folder but could not take effect at its place.
  public struct SetAside: Codable, Hashable, Sendable {
    /// The record that was set aside.
    public var handOff: HandOffID
    /// Why it was not legal where it stands.
    public var refusal: Refusal
    /// Whether it was legal where it was written and only lost to a decision that its writer had not
    /// seen, and a person has decided anew in knowledge of both.
    public var isSettled = false
  }

  /// Decisions that were taken without knowledge of one another and cannot both stand. None of them
  /// takes effect until a person decides again.
  public struct Conflict: Codable, Hashable, Sendable {
    /// The records that contradict one another, by id.
    public var handOffs: [HandOffID]
    /// The decisions in words, `acceptBrief by Ana Ruiz`.
    public var summary: [String]
  }

  /// Whether there is a `start` on record.
  public var isStarted = false
  /// Where the piece stands.
  public var stage = StageID.useCasePrompt
  /// How far its present visit of the stage is; under a hold, what it will be again.
  public var status = Status.inProgress
  /// Whether it goes on, and if not, which way it ended.
  public var disposition = Disposition.active
  /// The most that the public was ever shown of it.
  public var publication = Publication.unlisted
  /// The pause that lies over it; `nil` where there is none.
  public var hold: Hold?
  /// Why the piece ended, where it was declined or withdrawn.
  public var ending = ""
  /// Approved listings, oldest first.
  public var listings: [Listed] = []
  /// Every override so far, with the person's name.
  public var overrides: [String] = []
  /// The last person who put bytes forward, in any stage.
  public var lastContributor: Actor?
  /// What contradicts itself, and no later decision has settled.
  public var conflicts: [Conflict] = []
  /// Records that were not legal at their place in the replay, in its order.
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

  /// Who may not approve what is submitted, because it is that person's own. Of drafts, that is whoever
  /// wrote the one that is chosen.
  public var presentContributor: Actor? {
    switch stage {
    case .rawDesigns: nil
    case .publisherEditorial: lastContributor
    case .useCasePrompt, .uxDesignDocs, .promptDatasets, .chatGPTAPIScripts, .productionRequest,
      .mediaMarketplace:
      self[stage].contributor
    }
  }

  /// Whether nothing more can happen but by a decision that brings the piece back.
  public var isOver: Bool { disposition != .active || publication == .versionOfRecord }
}
