/// What a name means as far as words tell: those that mean the same count as one, some do not count,
/// order and number do not either.
struct SameWords {
  private let ignored: Set<String>
  /// By first word: phrases that mean the same as others, the longer first, with their group's number.
  private var phrases: [String: [(words: [String], group: Int)]] = [:]

  init(_ terms: WordingTerms) {
    ignored = Set(terms.ignored.flatMap(InterfaceName.words))
    for (group, alike) in terms.alike.enumerated() {
      for phrase in alike {
        let words = InterfaceName.words(of: phrase)
        guard let first = words.first else { continue }
        phrases[first, default: []].append((words, group))
      }
    }
    for first in phrases.keys { phrases[first]?.sort { $0.words.count > $1.words.count } }
  }

  /// What names of one meaning share; `nil` for a name without meaning of its own.
  func sense(of words: [String]) -> String? {
    let parts = parts(of: words)
    guard !parts.isEmpty else { return nil }
    // One word alone in another number names another thing: `Book`, `Books`.
    let isPhrase = parts.count > 1
    return parts.map { $0.group.map { "=\($0)" } ?? (isPhrase ? $0.text.singular : $0.text) }
      .sorted().joined(separator: " ")
  }

  /// Why two names of one sense are the same.
  func reason(_ left: [String], _ right: [String]) -> String {
    let (left, right) = (parts(of: left), parts(of: right))
    for part in left {
      guard let group = part.group else { continue }
      let others = right.filter { $0.group == group }
      if let other = others.first, !others.contains(where: { $0.text == part.text }) {
        return "'\(part.text)' and '\(other.text)' mean the same."
      }
    }
    if left.map(\.text).sorted() == right.map(\.text).sorted() {
      return left.map(\.text) == right.map(\.text)
        ? "They differ in a word that says nothing." : "They are the same words in another order."
    }
    return "They differ in number alone."
  }

  /// A word, or a phrase that stands for others.
  private struct Part {
    var text: String
    var group: Int?
  }

  private func parts(of words: [String]) -> [Part] {
    var parts: [Part] = []
    var rest = words[...]
    while let first = rest.first {
      if let match = phrases[first]?.first(where: { rest.starts(with: $0.words) }) {
        parts.append(Part(text: match.words.joined(separator: " "), group: match.group))
        rest = rest.dropFirst(match.words.count)
      } else {
        if !ignored.contains(first) { parts.append(Part(text: first)) }
        rest = rest.dropFirst()
      }
    }
    return parts
  }
}

extension String {
  /// An English noun's singular, as far as its ending tells.
  fileprivate var singular: String {
    guard count > 3, hasSuffix("s"), !hasSuffix("ss"), !hasSuffix("us"), !hasSuffix("is") else {
      return self
    }
    return hasSuffix("ies") ? dropLast(3) + "y" : String(dropLast())
  }
}
