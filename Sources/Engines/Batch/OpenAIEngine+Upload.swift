import Core

/// Files to the server.
extension OpenAIEngine {
  /// Uploads a part's file.
  ///
  /// - Returns: the server's id of it.
  func upload(_ part: BatchPart) async throws(EngineError) -> String {
    try await client.upload(
      FileUpload(
        purpose: "batch", name: "colophon-\(part.digest.hex(16)).jsonl", bytes: part.file,
        digest: part.digest))
  }
}
