import Core

extension Example {
  /// What the chat asks.
  var asked: String { messages.first { $0.role == .user }?.content ?? "" }

  /// What the chat answers.
  var answered: String { messages.last?.content ?? "" }
}

extension String {
  /// White space folded to single spaces, and none at the ends.
  var folded: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The text as it is compared: letter case and white space folded. Canonical equivalence (Unicode
  /// Standard Annex 15) is a Swift string's own equality.
  var normalized: String { lowercased().folded }
}
