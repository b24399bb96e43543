/// A word of capitals that may stand for others by their first letters: `HIG`.
package struct Abbreviation {
  private let initials: [Character]

  /// - Parameter word: as it is written.
  /// - Returns: `nil` for what is no abbreviation, or longer than one is.
  package init?(_ word: some StringProtocol) {
    guard (2...6).contains(word.count), word.allSatisfy(\.isUppercase) else { return nil }
    initials = Array(word.lowercased())
  }

  /// What it may stand for among words in lower case: as many in a row as it has letters.
  package func longForms(in words: [String]) -> [ArraySlice<String>] {
    guard words.count >= initials.count else { return [] }
    return (0...(words.count - initials.count)).map { words[$0..<($0 + initials.count)] }
      .filter { $0.compactMap(\.first) == initials }
  }
}
