public import Core
import Formats
public import FoundationEssentials

/// Examples to the server, and its files from it.
extension OpenAITuning {
  public func upload(
    _ examples: Data, named name: String
  ) async throws(EngineError) -> String {
    var known = try await uploaded(name, bytes: examples.count)
    if known == nil {
      known = try await asking { () throws(EngineError) in
        try await client.upload(
          FileUpload(
            purpose: "fine-tune", name: name, bytes: examples, digest: Digest(of: examples)))
      }
    }
    guard let id = known else { throw settings.unreadable(Data(), as: "file") }
    try await awaitReading(of: id)
    return id
  }

  /// How often a file is looked at before it is taken for ready.
  private static let mostLooks = 120

  /// Waits until the server has read a file: some make no job of one before. A server that says
  /// nothing of it is not waited for.
  private func awaitReading(of file: String) async throws(EngineError) {
    for _ in 0..<Self.mostLooks {
      let response = try await asking { () throws(EngineError) in
        try await client.ask(APICall(method: .get, path: "/files/\(file.percentEncoded)"))
      }
      let status = try value(of: response, "file")["status"]?.text ?? ""
      guard ["uploaded", "pending", "notRunning", "running"].contains(status) else { return }
      try await client.pause(1)
    }
  }

  /// A file that an earlier run has uploaded: a sweep's runs learn from the same one.
  private func uploaded(_ name: String, bytes: Int) async throws(EngineError) -> String? {
    func match(_ file: JSONValue) -> Bool {
      file["filename"]?.text == name && file["bytes"]?.whole == bytes
        && file["purpose"]?.text == "fine-tune" && file["status"]?.text != "error"
        && (file["expires_at"] ?? .null) == .null
    }
    let files = try await list("/files", [("purpose", "fine-tune")], limit: 1_000) { page in
      page.contains(where: match)
    }
    return files?.first(where: match)?["id"]?.text
  }

  public func content(of file: String) async throws(EngineError) -> Data {
    try await asking { () throws(EngineError) in
      try await client.ask(
        APICall(method: .get, path: "/files/\(file.percentEncoded)/content"))
    }.bytes
  }
}
