/// What a desk's `colophon.yml` says that stages need.
public struct StageSettings: Hashable, Sendable {
  /// The desk's name, printed on pages.
  public var deskName: String
  /// The absolute address the marketplace is served at, if it is.
  public var site: String?
  /// What a new script says: `extractive` or `openai`.
  public var engine: String
  /// The model that a new script asks, by its name at the engine.
  public var model: String
  /// Drafts per request.
  public var candidates: Int
  /// What a new script's run may not pass.
  public var ceiling: ChatGPTAPIScripts.Ceiling
  /// What each alias of the desk stands for, by its name: `voice/v2`.
  public var aliases: [String: String]

  public init(
    deskName: String, site: String?, engine: String, model: String, candidates: Int,
    ceiling: ChatGPTAPIScripts.Ceiling, aliases: [String: String] = [:]
  ) {
    self.deskName = deskName
    self.site = site
    self.engine = engine
    self.model = model
    self.candidates = candidates
    self.ceiling = ceiling
    self.aliases = aliases
  }
}
