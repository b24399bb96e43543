import Core
import Formats
import FoundationEssentials

/// The body of an error reply: `{"error": {"message", "type", "code"}}`; some servers write a plain
/// text under `error`, `message` or `detail`.
struct ServerWords: Decodable {
  var message: String?
  /// The error's code and type, as far as they are there.
  var codes: [String]

  private enum CodingKeys: String, CodingKey {
    case error, message, detail, type, code
  }

  init(from decoder: any Decoder) throws {
    let outer = try decoder.container(keyedBy: CodingKeys.self)
    let inner = (try? outer.nestedContainer(keyedBy: CodingKeys.self, forKey: .error)) ?? outer
    // Each is read for itself: servers write numbers and lists where a text belongs.
    func text(_ key: CodingKeys) -> String? { try? inner.decode(String.self, forKey: key) }
    message = text(.message) ?? text(.error) ?? text(.detail)
    codes = [text(.code), text(.type)].compactMap { $0 }
  }
}

/// What a server's answers mean when they are not what was asked for.
extension OpenAISettings {
  /// An error response.
  func fault(status: Int, headers: ResponseHeaders, body: Data) -> APIFault {
    let said = try? JSONDecoder().decode(ServerWords.self, from: body)
    let reason =
      said?.message.map { ": \(printable(key.withoutMasks($0)))" }
      ?? (Self.isPage(body) ? " with an HTML page, as a proxy does" : "")
    let id = headers["x-request-id"].map { " (request \(printable($0)))" } ?? ""
    let message = "\(host) answered \(status)\(reason)\(id)"
    let codes = said?.codes ?? []
    return APIFault(
      error: error(status: status, codes: codes, message), status: status,
      codes: codes.map(printable), headers: headers, received: body)
  }

  /// Whether an error that comes in place of a status is one that is gone after a while: unless its
  /// codes lay it on the request.
  static func mayPass(_ codes: [String]) -> Bool {
    !codes.contains { $0.hasPrefix("invalid") || $0.hasSuffix("policy_violation") }
  }

  /// What an error with these codes means, and what helps.
  func error(status: Int?, codes: [String], _ message: String) -> EngineError {
    if codes.contains(where: RetryRule.isExhausted) {
      return EngineError(
        .quota, message,
        remedy: "The quota or spending limit is used up; raise it, then run again.")
    }
    switch status {
    case 401, 403:
      return EngineError(
        .unauthorized, message,
        remedy: "See that \(keyName) is the right key, and that it may use this model.")
    case 404:
      return EngineError(
        .refused, message,
        remedy: "See that \(addressName) ends with /v1 and the server has the script's model.")
    case .some(408), .some(409), .some(429), .some(500...):
      return EngineError(.unanswered, message, remedy: "Wait a while, then run again.")
    default:
      return EngineError(
        .refused, message, remedy: "Correct script.yml (model, parameters), then run again.")
    }
  }

  /// An answer that is not what it should be.
  func unreadable(_ body: Data, as what: String) -> EngineError {
    if Self.isPage(body) {
      return EngineError(
        .badReply, "\(host) answered with an HTML page instead of \(what)",
        remedy: "A proxy or a login page stands between, or \(addressName) is not the API's "
          + "address, usually up to /v1.")
    }
    return EngineError(
      .badReply, "\(host) answered with something that is no \(what)",
      remedy: "See that \(addressName) ends where the endpoint's path follows, usually /v1.")
  }

  private static func isPage(_ body: Data) -> Bool {
    body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }

  /// The most characters of a server's message that are printed.
  private static let longestMessage = 300

  /// A server's words, safe to print: on one line, of bounded length, without control characters and
  /// without the key.
  func printable(_ text: String) -> String { printable(text, key.redacting) }

  /// What an answer says of itself, safe to print: the name of a model is no key, whatever the key is.
  func printableOfAnswer(_ text: String) -> String { printable(text, key.redactingAnswer) }

  private func printable(_ text: String, _ redacting: (String) -> String) -> String {
    // An id, as most are.
    if text.utf8.count <= Self.longestMessage, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    {
      return redacting(text)
    }
    let line = redacting(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let plain = String(
      String.UnicodeScalarView(
        line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    // Again: the key may have been broken by what was taken out.
    let safe = redacting(plain)
    return safe.count > Self.longestMessage ? "\(safe.prefix(Self.longestMessage)) ..." : safe
  }
}
