public import FoundationEssentials

/// What a stage made of a source file and keeps, so that it need not read the file again: a cache,
/// never the truth.
public struct KeptReading: Hashable, Sendable {
  /// The digest of all that it depends on.
  public var key: Digest
  /// What the stage wants to know of every file at every run, as it likes to write it.
  public var summary: Data
  /// What it wants only where it hands something on; `nil` where it was not asked for.
  public var body: Data?

  public init(key: Digest, summary: Data, body: Data? = nil) {
    self.key = key
    self.summary = summary
    self.body = body
  }
}
