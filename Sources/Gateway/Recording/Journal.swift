import Core
import Formats
import FoundationEssentials
import NIOCore

/// What is noted of a call while it goes on. The record is made of it later, when nobody waits.
struct Journal: Sendable {
  /// The most bytes of a request that are kept.
  private static let mostRequest = 1 << 20

  let id: String
  let time: Date
  let start: NIODeadline
  let endpoint: Endpoint
  var client: String?
  /// What a digest makes of the client and what the request calls its conversation.
  var conversation: String?
  var consents = false
  var alias: String?
  var arm: String?
  /// What the arm's own backends have, whoever answers.
  var plannedModel: String?
  var backend: Backend?
  /// What finds the client's key.
  var traces: SecretTraces?
  var isStreamed = false
  var status = 0
  var outcome = GatewayRecord.Outcome.refused
  var attempts: [GatewayRecord.FailedAttempt] = []
  var error: String?
  var firstByte: NIODeadline?
  var end: NIODeadline?
  var request = ByteBuffer()
  var reader: AnswerReader
  private var answerHash = DigestHasher()

  init(_ endpoint: Endpoint, time: Date) {
    id = "call-" + Self.hex(.random(in: 0 ... .max)) + Self.hex(.random(in: 0 ... .max))
    self.time = time
    start = .now()
    self.endpoint = endpoint
    reader = AnswerReader(endpoint)
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Notes bytes that went to the client.
  mutating func sent(_ bytes: ByteBuffer) {
    if firstByte == nil { firstByte = .now() }
    bytes.withUnsafeReadableBytes { answerHash.update($0) }
  }

  /// Tokens in and out: as the backend counts them, or, where it does not, by a rule of thumb that
  /// keeps a limit from being slipped past (4 bytes a token in, a piece a token out).
  var tokens: Int {
    guard backend != nil, status < 300 else { return 0 }
    let input = reader.inputTokens ?? request.readableBytes / 4
    return input + (reader.outputTokens ?? max(reader.pieces, 1))
  }

  /// Seconds from the call's start.
  func seconds(to moment: NIODeadline) -> Double {
    Double((moment - start).nanoseconds) / 1e9
  }

  /// About how many bytes it holds.
  var weight: Int { request.readableBytes + reader.texts.reduce(0) { $0 + $1.utf8.count } + 1_000 }

  /// What is handed on, without any key.
  var record: GatewayRecord {
    let key = backend?.key
    // Ordinary words that a key happens to have are no traces of it.
    func clean(_ text: String) -> String {
      let text = key?.redactingAnswer(text) ?? text
      return traces?.redacting(text, sparingWords: true) ?? text
    }
    return GatewayRecord(
      id: id, time: time, client: client ?? "", conversation: conversation,
      consents: consents, alias: alias.map(clean), arm: arm,
      backend: backend?.plan.name, model: backend?.plan.model ?? plannedModel,
      answeredModel: reader.model.map(clean), endpoint: endpoint.rawValue,
      isStreamed: isStreamed, status: status, outcome: outcome, failedAttempts: attempts,
      error: error, firstByte: firstByte.map(seconds), seconds: seconds(to: end ?? .now()),
      inputTokens: reader.inputTokens, outputTokens: reader.outputTokens,
      finish: reader.finish.map(clean), isRefusal: reader.isRefusal,
      answerID: reader.id.map(clean),
      requestDigest: requestDigest,
      answerDigest: firstByte == nil ? nil : answerHash.finish(),
      request: clean(requestText), answers: reader.texts.map(clean))
  }

  private var requestText: String {
    request.withUnsafeReadableBytes {
      String(decoding: $0.prefix(Self.mostRequest), as: UTF8.self)
    }
  }

  /// `nil` where the request was refused before it was read.
  private var requestDigest: Digest? {
    guard request.readableBytes > 0 else { return nil }
    var hasher = DigestHasher()
    request.withUnsafeReadableBytes { hasher.update($0) }
    return hasher.finish()
  }
}
