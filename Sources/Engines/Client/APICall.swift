import Formats
import FoundationEssentials

/// One HTTP request to the server.
struct APICall: Sendable {
  /// What is sent along.
  enum Body: Sendable {
    case none
    case json(Data)
    case form(MultipartForm)
  }

  enum Method: String {
    case get = "GET"
    case post = "POST"
  }

  var method: Method
  /// Behind the base address: `/files`.
  var path: String
  var query: [(name: String, value: String)] = []
  var body: Body = .none
  /// Equal keys let a server that knows the header answer a repeated request once.
  var idempotencyKey: String?

  /// The path with its query, percent-encoded (RFC 3986).
  var target: String {
    guard !query.isEmpty else { return path }
    let pairs = query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }
    return "\(path)?\(pairs.joined(separator: "&"))"
  }
}

extension APICall {
  /// The path behind the base address for an endpoint as a batch file names it: both hold the `/v1`.
  static func path(of url: String) -> String {
    url.hasPrefix("/v1/") ? String(url.dropFirst(3)) : url
  }
}
