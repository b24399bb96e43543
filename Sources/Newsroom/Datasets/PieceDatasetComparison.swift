public import Core
public import Datasets

/// How a piece's dataset became what it is.
public struct PieceDatasetComparison: Codable, Hashable, Sendable {
  /// One of the datasets that the piece put forward.
  public struct Version: Codable, Hashable, Sendable {
    /// The hand-off that put it forward.
    public var handOff: HandOffID
    public var at: String
    public var visit: Int
    /// The manifest of stage 3.
    public var dataset: Digest
    public var isAccepted: Bool
  }

  public var old: Version
  public var new: Version
  public var comparison: DatasetComparison
}
