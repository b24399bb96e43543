/// Why bytes are no JSON value (RFC 8259), and where.
struct ExchangeError: Error, Hashable {
  /// The byte, counted from the start of what was read.
  var offset: Int
  /// What is wrong, as the rest of a sentence.
  var reason: String
}
