public import Core
public import Formats

/// What a model is built on, and why: `Models/<name>/selection.yml`.
public struct ModelChoice: Codable, Hashable, Sendable, YAMLMapping {
  /// What a candidate was measured to be.
  public struct Measured: Codable, Hashable, Sendable {
    /// The candidate, and the server that answered for it.
    public var candidate: String
    /// The model's name in the request.
    public var model: String
    /// The server's host and port.
    public var endpoint: String
    /// By measure, with six digits that count.
    public var figures: [String: Double]
    /// Seconds that half of its answers took at the most.
    public var medianSeconds: Double?
    /// What its answers cost, in dollars; `nil` where no price is known.
    public var dollars: Double?
  }

  /// The candidate that was chosen.
  public var chosen: String
  /// When (ISO 8601, UTC), by whom (a roster id), and why.
  public var at: String
  /// The roster id of who chose.
  public var by: String
  /// Why, as that person said.
  public var reason: String
  /// The file of prompts, and the digest of its bytes.
  public var set: String
  /// Of the bytes of the set's file.
  public var setDigest: Digest
  /// Every candidate, the others too.
  public var measured: [Measured]

  /// The keys of the file.
  public static let keys = ["chosen", "at", "by", "reason", "set", "setDigest", "measured"]
  /// The file's name.
  static let fileName = "selection.yml"
}
