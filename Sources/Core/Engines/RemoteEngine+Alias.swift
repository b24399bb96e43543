extension RemoteEngine {
  /// Refuses to ask OpenAI's own server for a model that is an alias of the desk: it has none of that
  /// name, and would be sent what is meant for the desk's own models.
  ///
  /// - Throws: ``EngineError`` with the way to the desk's gateway.
  public func requireServer(of script: ChatGPTAPIScripts) throws(EngineError) {
    guard script.alias != nil, endpoint == "api.openai.com" else { return }
    throw EngineError(
      .notConfigured,
      "the script's model '\(script.model)' is an alias of the desk, and \(endpoint) has none of that name; "
        + "nothing was sent",
      remedy:
        "Set OPENAI_BASE_URL to the desk's gateway, up to /v1, and OPENAI_API_KEY to a client's "
        + "key: colophon help gateway.")
  }
}
