/// The record of how a listing was made, from the brief on: the colophon of the thing published.
public struct Provenance: Codable, Hashable, Sendable {
  /// One stage's part of the chain.
  public struct Link: Codable, Hashable, Sendable {
    public var stage: StageID
    /// SHA-256 of the accepted artifact's manifest.
    public var artifact: Digest
    public var approvedAt: String
    /// `Ana Ruiz (commissioning editor)`.
    public var approvedBy: [String]

    public init(stage: StageID, artifact: Digest, approvedAt: String, approvedBy: [String]) {
      self.stage = stage
      self.artifact = artifact
      self.approvedAt = approvedAt
      self.approvedBy = approvedBy
    }
  }

  /// A file that the listing rests on, by its path in the desk.
  public struct Source: Codable, Hashable, Sendable {
    public var path: String
    public var sha256: Digest

    public init(path: String, sha256: Digest) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// One hand-off in short.
  public struct Event: Codable, Hashable, Sendable {
    /// The file's name in the piece's `handoffs` folder.
    public var file: String
    public var sha256: Digest
    public var at: String
    public var actor: String
    public var decision: String
    public var note: String
    /// Why a guard was overridden, if one was.
    public var override: String?

    public init(
      file: String, sha256: Digest, at: String, actor: String, decision: String, note: String,
      override: String?
    ) {
      self.file = file
      self.sha256 = sha256
      self.at = at
      self.actor = actor
      self.decision = decision
      self.note = note
      self.override = override
    }
  }

  public var piece: PieceID
  public var title: String
  public var version: String
  public var brief: Source
  public var documents: [Source]
  public var dataset: [Source]
  public var script: [Source]
  public var runs: [ModelRun]
  public var selection: [RawDesigns.Selection]
  public var isEdited: Bool
  public var disclosure: Disclosure
  public var chain: [Link]
  public var events: [Event]
  public var passages: [PublishedPassage]

  public init(
    piece: PieceID, title: String, version: String, brief: Source, documents: [Source],
    dataset: [Source], script: [Source], runs: [ModelRun], selection: [RawDesigns.Selection],
    isEdited: Bool, disclosure: Disclosure, chain: [Link], events: [Event],
    passages: [PublishedPassage]
  ) {
    self.piece = piece
    self.title = title
    self.version = version
    self.brief = brief
    self.documents = documents
    self.dataset = dataset
    self.script = script
    self.runs = runs
    self.selection = selection
    self.isEdited = isEdited
    self.disclosure = disclosure
    self.chain = chain
    self.events = events
    self.passages = passages
  }
}
