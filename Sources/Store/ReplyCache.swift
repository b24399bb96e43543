public import Core
import Formats
import FoundationEssentials

/// Engines' replies by the digest of what was asked: a cache, so that a run that was cut off asks
/// nothing twice. What a hand-off names is in the version store.
public struct ReplyCache: Sendable {
  let desk: Desk

  private func path(of key: Digest) -> String { "\(Desk.cache)/replies/\(key.hex).json" }

  /// The reply kept for a key; one that cannot be read is as good as none.
  public func read(_ key: Digest) -> EngineReply? {
    guard let data = try? desk.read(path(of: key)) else { return nil }
    return try? JSONDecoder().decode(EngineReply.self, from: data)
  }

  /// Keeps a reply.
  public func keep(_ reply: EngineReply, as key: Digest) throws {
    try desk.write(CanonicalJSON.document(reply), to: path(of: key))
  }
}
