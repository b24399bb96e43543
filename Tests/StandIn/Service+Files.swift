import Foundation

/// `/files`: upload, list, look, read, delete.
extension Service {
  private static let purposes = [
    "assistants", "batch", "fine-tune", "vision", "user_data", "evals",
  ]

  mutating func fileRequest(_ request: Request) -> Reply {
    guard request.path.count > 1 else {
      switch request.method {
      case "POST": return receive(request)
      case "GET": return listFiles(request)
      default: return wrongMethod(request)
      }
    }
    let id = request.path[1]
    guard let place = files.firstIndex(where: { $0.id == id }) else {
      return noSuch("File object", id)
    }
    switch (request.method, request.path.dropFirst(2).first) {
    case ("GET", nil):
      files[place].looks = max(0, files[place].looks - 1)
      return .json(files[place].json)
    case ("GET", "content"): return .bytes(files[place].data, type: "application/octet-stream")
    case ("DELETE", nil):
      files.remove(at: place)
      return .json(["id": .string(id), "object": "file", "deleted": true])
    default: return wrongMethod(request)
    }
  }

  private func listFiles(_ request: Request) -> Reply {
    let wanted = request.query["purpose"]
    let found = files.filter { wanted == nil || $0.purpose == wanted }.reversed()
    return Page(found.map { ($0.id, $0.json) }, request.query, usual: 10_000).reply
  }

  private mutating func receive(_ request: Request) -> Reply {
    guard let form = Multipart(request), let file = form["file"], let name = file.filename else {
      return .refusal(400, "'file' is a required property", param: "file")
    }
    let purpose = form.text("purpose") ?? ""
    if let refusal = refusal(ofPurpose: purpose, name) { return refusal }
    if file.data.count > 512 << 20 {
      return .refusal(413, "File is too large: at most 512 MB.", code: "file_too_large")
    }
    return .json(
      store(
        file.data, name: name, purpose: purpose,
        seconds: form.text("expires_after[seconds]").flatMap { Int($0) }))
  }

  func refusal(ofPurpose purpose: String, _ name: String) -> Reply? {
    guard Self.purposes.contains(purpose) else {
      return .refusal(400, "'\(purpose)' is not one of \(Self.purposes)", param: "purpose")
    }
    if purpose == "batch", !name.hasSuffix(".jsonl") {
      return .refusal(400, "Invalid file format for Batch API. Must be .jsonl", param: "file")
    }
    return nil
  }

  @discardableResult
  mutating func store(_ data: Data, name: String, purpose: String, seconds: Int? = nil) -> JSON {
    let file = StoredFile(
      id: newID("file-"), name: name, purpose: purpose, createdAt: now,
      expiresAt: seconds.map { now + $0 }, data: data,
      looks: purpose == "fine-tune" ? settings.fileLooks : 0)
    files.append(file)
    return file.json
  }
}
