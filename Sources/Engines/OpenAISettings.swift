public import Core

/// Where an OpenAI-compatible server is, and the key to it.
public struct OpenAISettings: Sendable {
  /// Up to and with `/v1`.
  public var baseURL: String
  let key: String

  public init(baseURL: String, key: String) {
    var base = baseURL
    while base.hasSuffix("/") { base.removeLast() }
    self.baseURL = base
    self.key = key
  }

  /// Reads `OPENAI_BASE_URL` (OpenAI's own address where it is not set) and `OPENAI_API_KEY`.
  ///
  /// - Throws: ``EngineError`` where there is no key.
  public init(environment: [String: String]) throws(EngineError) {
    guard let key = environment["OPENAI_API_KEY"], !key.isEmpty else {
      throw EngineError(
        .notConfigured, "the engine 'openai' has no key",
        remedy: "Set OPENAI_API_KEY, and OPENAI_BASE_URL for a server other than OpenAI's.")
    }
    self.init(baseURL: environment["OPENAI_BASE_URL"] ?? "https://api.openai.com/v1", key: key)
  }
}

extension OpenAISettings: CustomStringConvertible, CustomReflectable {
  /// Never the key.
  public var description: String { baseURL }

  public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
