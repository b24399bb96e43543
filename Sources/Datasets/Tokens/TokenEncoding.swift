public import Core

/// An encoding that chat models count their tokens in, under the name tiktoken gives it.
public enum TokenEncoding: String, CaseIterable, Codable, Hashable, Sendable {
  /// GPT-4o and everything after it.
  case o200k = "o200k_base"
  /// GPT-3.5 and GPT-4.
  case cl100k = "cl100k_base"

  /// The name of its rank file: the SHA-1 of the address it was first published at, which is what
  /// tiktoken's own cache, and each wheel that carries the file, calls it.
  public var cachedName: String {
    switch self {
    case .o200k: "fb374d419588a4632f3f557e76b4b70aebbca790"
    case .cl100k: "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
    }
  }

  /// What the bytes of its rank file must have, as tiktoken 0.14 expects it too.
  public var digest: Digest {
    let hex =
      switch self {
      case .o200k: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
      case .cl100k: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
      }
    guard let digest = Digest(hex: hex) else { preconditionFailure("64 hexadecimal digits") }
    return digest
  }

  /// The tokens its rank file lists; those with a special meaning come after.
  var rankCount: Int {
    switch self {
    case .o200k: 199_998
    case .cl100k: 100_256
    }
  }
}
