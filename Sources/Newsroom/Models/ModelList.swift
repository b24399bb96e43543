public import Core

/// The models that a desk has, and those that a server offers it.
public struct ModelList: Encodable, Sendable {
  /// A model of the desk.
  public struct Own: Encodable, Sendable {
    /// The folder's name below `Models/`.
    public var name: String
    /// Whether it has a plan.
    public var hasPlan: Bool
    /// Its runs, and those of them that came to a model.
    public var runs: Int
    /// The runs that came to a model.
    public var tuned: Int
    /// `v1`, `v2` and so on.
    public var versions: [String]
    /// The aliases that it answers for.
    public var aliases: [String]
  }

  /// A base on this machine, in Hugging Face's format.
  public struct Base: Encodable, Sendable {
    /// The folder, from the desk's root.
    public var folder: String
    /// What its configuration says it is: `LlamaForCausalLM`.
    public var architecture: String?
    /// The most tokens that it takes.
    public var window: Int?
    /// Of its weights on disk.
    public var bytes: Int
  }

  /// A model that a server offers.
  public struct Offered: Encodable, Sendable {
    /// The server's name in `gateway.yml`, and what it says of the model.
    public var server: String
    /// What the server says of the model.
    public var model: OfferedModel
    /// By the desk's dated table; `nil` where it does not have the model.
    public var window: Int?
    /// Dollars for a million tokens of the prompt, and of the answer.
    public var input: Double?
    /// Dollars for a million tokens of the answer.
    public var output: Double?
    /// What to know before more is built on it.
    public var warning: String?
  }

  /// The desk's own models, the bases that lie in it, and what servers offer.
  public var own: [Own]
  /// The bases that lie in the desk.
  public var bases: [Base]
  /// What the servers that were asked offer.
  public var offered: [Offered]
  /// The day that prices and windows were read, where any server was asked.
  public var pricesOf: String?
  /// Aliases that cannot be read, or stand for what is not there.
  public var findings: [Finding]
}
