import HTTPTypes

extension HTTPFields {
  /// Names that are looked at once: a name is checked letter by letter each time that it is made of a text.
  enum Own {
    static let call = HTTPField.Name("x-colophon-call")
    static let alias = HTTPField.Name("x-colophon-alias")
    static let arm = HTTPField.Name("x-colophon-arm")
    static let backend = HTTPField.Name("x-colophon-backend")
    static let model = HTTPField.Name("x-colophon-model")
    /// What a backend's answer has that clients know what to do with.
    static let passed = ["x-request-id", "openai-processing-ms", "openai-version"].map {
      (text: $0, name: HTTPField.Name($0))
    }
    /// What a proxy adds to a request.
    static let proxied = ["forwarded", "x-forwarded-for", "via"].compactMap { HTTPField.Name($0) }
  }

  mutating func add(_ name: HTTPField.Name?, _ value: String) {
    if let name { append(HTTPField(name: name, value: value)) }
  }
}
