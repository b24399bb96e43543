import Core
import Formats
import FoundationEssentials
import HummingbirdCore
import NIOCore

/// `POST /v1/feedback`: what a client's people say of an answer.
extension Responder {
  /// The most bytes of one.
  private static let mostFeedback = 256 << 10

  /// What its body may have.
  private static let feedbackKeys = ["id", "rating", "correction", "comment"]

  @concurrent
  func takeFeedback(
    _ request: Request, _ writer: consuming ResponseWriter, _ connection: ClientConnection
  ) async throws {
    let client: Client
    do throws(APIRefusal) {
      client = try caller(of: request, in: state.generation).client
      // It uses no tokens: what was answered can be judged when none are left.
      try limit(client, usesTokens: false)
    } catch {
      return try await turnAway(error, request, writer, connection)
    }
    var held = 0
    defer { state.release(bytes: held) }
    let plain: Plain
    switch try await body(
      of: request, upTo: Self.mostFeedback, holding: &held, writer, connection)
    {
    case .failure(let refusal):
      state.metrics.turnedAway(refusal.code ?? refusal.type)
      guard refusal.status != 413 else { return try await sendLast(refusal, writer) }
      plain = Self.plain(refusal)
    case .success(let body):
      do throws(APIRefusal) {
        plain = Plain(body: ByteBuffer(bytes: try await keep(body, of: client)))
      } catch {
        state.metrics.turnedAway(error.code ?? error.type)
        plain = Self.plain(error)
      }
    }
    try await send(plain, to: writer)
  }

  /// Hands feedback on, and says that it was kept.
  private func keep(_ body: ByteBuffer, of client: Client) async throws(APIRefusal) -> [UInt8] {
    let feedback = try Self.feedback(body, of: client.plan.name, at: state.date)
    do {
      // Files are written where no connection waits for it.
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        try await state.feedback(feedback)
      }
    } catch {
      throw APIRefusal(
        500, "server_error", code: "feedback_not_kept", "The feedback could not be kept.")
    }
    state.metrics.countFeedback()
    var line = Array("{\"id\":".utf8)
    CanonicalJSON.append(feedback.id, to: &line)
    return line + Array(",\"object\":\"feedback\"}".utf8)
  }

  private static func feedback(
    _ body: ByteBuffer, of client: String, at time: Date
  ) throws(APIRefusal) -> Feedback {
    guard
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)),
      case .object(let members) = value
    else { throw .noJSON }
    for name in members.keys.sorted() where !Self.feedbackKeys.contains(name) {
      throw APIRefusal(
        400, "invalid_request_error", code: "unknown_parameter", param: String(name.prefix(100)),
        "Unknown parameter; feedback has \(Self.feedbackKeys.joined(separator: ", ")).")
    }
    func text(_ name: String) throws(APIRefusal) -> String? {
      switch members[name] {
      case nil, .null: return nil
      case .string(let text): return text
      case .bool, .integer, .number, .array, .object:
        throw APIRefusal(
          400, "invalid_request_error", code: "invalid_type", param: name,
          "`\(name)` is not a text.")
      }
    }
    guard let id = try text("id"), !id.isEmpty, id.utf8.count <= 200 else {
      throw APIRefusal(
        400, "invalid_request_error", code: "missing_required_parameter", param: "id",
        "Feedback needs the id of the answer that it is about.")
    }
    var feedback = Feedback(id: id, time: time, client: client)
    if let rating = try text("rating") {
      guard let known = Feedback.Rating(rawValue: rating) else {
        throw APIRefusal(
          400, "invalid_request_error", code: "invalid_value", param: "rating",
          "A rating is `up` or `down`.")
      }
      feedback.rating = known
    }
    feedback.correction = try text("correction")
    feedback.comment = try text("comment")
    guard feedback.rating != nil || feedback.correction != nil || feedback.comment != nil else {
      throw APIRefusal(
        400, "invalid_request_error", code: "missing_required_parameter", param: "rating",
        "Feedback needs a rating, a correction or a comment.")
    }
    return feedback
  }
}
