import FoundationEssentials

/// The body of an error reply: `{"error": {"message", "type", "code"}}`; some servers write a plain
/// text under `error`, `message` or `detail`.
struct ChatErrorReply: Decodable {
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
