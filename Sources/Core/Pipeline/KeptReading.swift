public import FoundationEssentials

/// What a stage made of a source file and keeps, so that it need not read the file again: a cache,
/// never the truth.
public struct KeptReading: Hashable, Sendable {
  /// The digest of all that it depends on.
  public var key: Digest
  /// What the stage wants to know again, as it likes to write it.
  public var value: Data

  public init(key: Digest, value: Data) {
    self.key = key
    self.value = value
  }
}
