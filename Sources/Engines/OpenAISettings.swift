public import Core

/// Where an OpenAI-compatible server is, and the key to it.
public struct OpenAISettings: Sendable {
  /// Up to and with `/v1`.
  public var baseURL: String
  /// The longest that one call may take.
  public var timeout: Duration
  let key: APIKey

  /// - Parameters:
  ///   - baseURL: an `http` or `https` address; a slash at its end is dropped.
  ///   - key: sent as a bearer token.
  ///   - timeout: the longest that one call may take.
  /// - Throws: ``EngineError`` where the address or the key cannot be one.
  public init(
    baseURL: String, key: String, timeout: Duration = .seconds(600)
  ) throws(EngineError) {
    var base = baseURL.trimmed
    while base.hasSuffix("/") { base.removeLast() }
    let rest = base.firstRange(of: "://").map { base[$0.upperBound...] } ?? ""
    guard base.hasPrefix("http://") || base.hasPrefix("https://"), let first = rest.first,
      first != "/"
    else {
      throw EngineError(
        .notConfigured, "OPENAI_BASE_URL is no http or https address",
        remedy: "Set it to the address up to /v1, such as https://api.openai.com/v1.")
    }
    guard !rest.prefix(while: { $0 != "/" }).contains("@") else {
      throw EngineError(
        .notConfigured, "OPENAI_BASE_URL holds a user name or a password",
        remedy: "Take it out of the address; the key comes from OPENAI_API_KEY.")
    }
    let key = key.trimmed
    // What a header cannot hold would be refused later, by an error that prints it.
    guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw EngineError(
        .notConfigured, "OPENAI_API_KEY is not one word of ASCII",
        remedy: "Set it to the key alone, as the server's owner gave it.")
    }
    self.baseURL = base
    self.key = APIKey(key)
    self.timeout = timeout
  }

  /// Reads `OPENAI_BASE_URL` (OpenAI's own address where it is not set) and `OPENAI_API_KEY`.
  ///
  /// - Throws: ``EngineError`` where there is no key, or the address or the key cannot be one.
  public init(environment: [String: String]) throws(EngineError) {
    guard let key = environment["OPENAI_API_KEY"]?.trimmed, !key.isEmpty else {
      throw EngineError(
        .notConfigured, "the engine 'openai' has no key",
        remedy: "Set OPENAI_API_KEY, and OPENAI_BASE_URL for a server other than OpenAI's. "
          + "A server that wants no key takes any word.")
    }
    let base = environment["OPENAI_BASE_URL"]?.trimmed ?? ""
    try self.init(baseURL: base.isEmpty ? "https://api.openai.com/v1" : base, key: key)
  }

  /// The server's host and port, for records and messages.
  var host: String {
    let rest = baseURL.firstRange(of: "://").map { baseURL[$0.upperBound...] } ?? ""
    return String(rest.prefix { $0 != "/" && $0 != "?" })
  }
}

extension OpenAISettings: CustomStringConvertible {
  /// Never the key.
  public var description: String { baseURL }
}

extension String {
  /// Without white space at the ends, which a key read from a file often has.
  fileprivate var trimmed: String {
    var rest = self[...].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
