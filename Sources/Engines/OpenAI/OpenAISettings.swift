public import Core
import Formats

/// Where an OpenAI-compatible server is, and the key to it.
public struct OpenAISettings: Sendable {
  /// Up to and with `/v1`.
  public let baseURL: String
  /// The longest silence of the server that is borne.
  public var timeout: Duration
  /// The most bytes that are read of one answer; of a stream's events, four times as many.
  public var sizeLimit = 32 << 20
  /// What the header `OpenAI-Organization` says.
  public var organization: String?
  /// What the header `OpenAI-Project` says.
  public var project: String?
  /// Where the address was read, for messages that say what to look at.
  public var addressName = "OPENAI_BASE_URL"
  /// Where the key was read.
  public var keyName = "OPENAI_API_KEY"
  let key: APIKey
  /// The server's host and port as the address has them, for messages.
  let host: String
  /// The server and the place in it, for records: the same however the address is spelled.
  let endpoint: String

  /// - Parameters:
  ///   - baseURL: an `http` or `https` address; a slash at its end is dropped.
  ///   - key: sent as a bearer token.
  ///   - timeout: the longest silence of the server that is borne.
  ///   - organization: whose account pays, where the key belongs to several.
  ///   - project: the project that pays.
  /// - Throws: ``EngineError`` where the address or the key cannot be one.
  public init(
    baseURL: String, key: String, timeout: Duration = .seconds(600), organization: String? = nil,
    project: String? = nil
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
    guard !rest.contains("?"), !rest.contains("#") else {
      throw EngineError(
        .notConfigured, "OPENAI_BASE_URL holds a query or a fragment",
        remedy: "Set it to the address up to /v1; the endpoint's path is put behind it.")
    }
    self.baseURL = base
    host = String(rest.prefix { $0 != "/" })
    endpoint = Self.endpoint(
      host: host, path: rest.dropFirst(host.count), isSecure: base.hasPrefix("https://"))
    self.key = APIKey(try Self.word(key, "OPENAI_API_KEY"))
    self.timeout = timeout
    self.organization = try Self.header(organization, "OPENAI_ORG_ID")
    self.project = try Self.header(project, "OPENAI_PROJECT_ID")
  }

  /// Reads the environment as the official clients do: `OPENAI_BASE_URL` (OpenAI's own address where it
  /// is not set), `OPENAI_API_KEY`, `OPENAI_ORG_ID` and `OPENAI_PROJECT_ID`. Where there is no
  /// `OPENAI_API_KEY`, `OPENAI_API_KEY_FILE` names a file that holds the key and nothing else.
  ///
  /// - Throws: ``EngineError`` where there is no key, where others may read its file, or the address
  ///   or the key cannot be one.
  public init(environment: [String: String]) throws(EngineError) {
    func set(_ name: String) -> String? {
      let value = environment[name]?.trimmed ?? ""
      return value.isEmpty ? nil : value
    }
    let key: String
    if let word = set("OPENAI_API_KEY") {
      key = word
    } else if let path = set("OPENAI_API_KEY_FILE") {
      key = try KeyFile(path: path).read()
    } else {
      throw EngineError(
        .notConfigured, "the engine 'openai' has no key",
        remedy: "Set OPENAI_API_KEY, or OPENAI_API_KEY_FILE to a file that you alone may read; and "
          + "OPENAI_BASE_URL for a server other than OpenAI's. A server that wants no key takes "
          + "any word.")
    }
    try self.init(
      baseURL: set("OPENAI_BASE_URL") ?? "https://api.openai.com/v1", key: key,
      organization: set("OPENAI_ORG_ID"), project: set("OPENAI_PROJECT_ID"))
  }

  /// A word that a header can hold. What it cannot would be refused later, by an error that prints it.
  private static func word(_ text: String, _ name: String) throws(EngineError) -> String {
    let word = text.trimmed
    guard word.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw EngineError(
        .notConfigured, "\(name) is not one word of ASCII",
        remedy: "Set it to the word alone, as the server's owner gave it.")
    }
    return word
  }

  private static func header(_ text: String?, _ name: String) throws(EngineError) -> String? {
    guard let text, !text.isEmpty else { return nil }
    return try word(text, name)
  }

  /// What calls are known by in the ledger: the host in small letters, its port where it is not that
  /// of https, and the path where it is not `/v1`, for gateways name the model or the tenant there.
  private static func endpoint(
    host: String, path: Substring, isSecure: Bool
  ) -> String {
    var name = host.lowercased()
    var port: Substring = ""
    if let colon = name.lastIndex(of: ":"), name[colon...].dropFirst().allSatisfy(\.isNumber) {
      port = name[colon...].dropFirst()
      name = String(name[..<colon])
    }
    if name == "localhost" { name = "127.0.0.1" }
    if port.isEmpty { port = isSecure ? "443" : "80" }
    if !(isSecure && port == "443") { name += ":\(port)" }
    return path == "/v1" ? name : path.isEmpty ? name + "/" : name + path
  }

  /// ``timeout`` in seconds.
  var seconds: Double {
    let parts = timeout.components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  /// The address without its path.
  var origin: String {
    String(baseURL.prefix { $0 != ":" }) + "://" + host
  }
}

extension OpenAISettings: CustomStringConvertible {
  /// Never the key.
  public var description: String { baseURL }
}

extension String {
  /// Without white space at the ends, which a key read from a file often has.
  var trimmed: String {
    var rest = self[...].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
