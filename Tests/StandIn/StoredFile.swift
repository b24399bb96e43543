import Foundation

/// A file that was uploaded, or that a batch wrote.
struct StoredFile {
  var id: String
  var name: String
  var purpose: String
  var createdAt: Int
  var expiresAt: Int?
  var data: Data
  /// How often it will be looked at before it is read.
  var looks = 0

  var json: JSON {
    var file: JSON = [
      "id": .string(id), "object": "file", "bytes": .integer(data.count),
      "created_at": .integer(createdAt), "filename": .string(name), "purpose": .string(purpose),
      "status": looks > 0 ? "uploaded" : "processed",
    ]
    file["expires_at"] = expiresAt.map(JSON.integer)
    return file
  }
}
