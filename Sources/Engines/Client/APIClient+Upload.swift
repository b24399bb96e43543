import Core
import Formats
import FoundationEssentials

/// Files to the server.
extension APIClient {
  /// The most bytes that the Files API takes at once.
  private static let mostAtOnce = 512_000_000
  /// The bytes of one part of an upload in parts.
  private static let partSize = 64 << 20

  private struct Named: Decodable { var id: String }

  /// Uploads a file, in parts where it is too large for one request.
  ///
  /// - Returns: the server's id of it.
  func upload(_ file: FileUpload) async throws(EngineError) -> String {
    guard file.bytes.count <= Self.mostAtOnce else { return try await uploadInParts(file) }
    let form = MultipartForm(
      fields: [("purpose", file.purpose)], part: "file", fileName: file.name, file: file.bytes,
      boundary: file.boundary)
    let response = try await repeating { () throws(APIFault) -> Response? in
      do throws(APIFault) {
        return try await send(APICall(method: .post, path: "/files", body: .form(form)))
      } catch {
        // Too large for this server at once.
        if error.status == 413 { return nil }
        throw error
      }
    }
    guard let response else { return try await uploadInParts(file) }
    return try id(in: response)
  }

  private func uploadInParts(_ file: FileUpload) async throws(EngineError) -> String {
    let begun = try await post(
      "/uploads",
      .object([
        "purpose": .string(file.purpose), "filename": .string(file.name),
        "bytes": .integer(file.bytes.count), "mime_type": .string("application/jsonl"),
      ]))
    let upload = try id(in: begun)
    var ids: [JSONValue] = []
    var start = file.bytes.startIndex
    while start < file.bytes.endIndex {
      let end = min(start + Self.partSize, file.bytes.endIndex)
      let form = MultipartForm(
        fields: [], part: "data", fileName: "part", file: file.bytes[start..<end],
        boundary: file.boundary)
      let response = try await ask(
        APICall(method: .post, path: "/uploads/\(upload.percentEncoded)/parts", body: .form(form)))
      ids.append(.string(try id(in: response)))
      start = end
    }
    struct Completed: Decodable { var file: Named }
    let done = try await post(
      "/uploads/\(upload.percentEncoded)/complete", .object(["part_ids": .array(ids)]))
    guard let completed = try? JSONDecoder().decode(Completed.self, from: done.bytes) else {
      throw settings.unreadable(done.bytes, as: "upload")
    }
    return completed.file.id
  }

  private func post(_ path: String, _ body: JSONValue) async throws(EngineError) -> Response {
    try await ask(
      APICall(method: .post, path: path, body: .json((try? CanonicalJSON.line(body)) ?? Data())))
  }

  private func id(in response: Response) throws(EngineError) -> String {
    guard let named = try? JSONDecoder().decode(Named.self, from: response.bytes) else {
      throw settings.unreadable(response.bytes, as: "file")
    }
    return named.id
  }
}
