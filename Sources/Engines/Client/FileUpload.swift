import Core
import FoundationEssentials

/// A file of JSON lines on its way to the server.
struct FileUpload: Sendable {
  /// What the server shall have it for: `batch`, `fine-tune`.
  var purpose: String
  /// What the server shall call it.
  var name: String
  var bytes: Data
  /// The SHA-256 of its bytes, or anything else that stands for them.
  var digest: Digest

  /// The file is lines of JSON, none of which begins so.
  var boundary: String { "colophon-\(digest.hex(32))" }
}
