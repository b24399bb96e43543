import Core

/// How a text begins and ends: whether it can be quoted alone.
extension String {
  /// Whether it ends as a sentence does: a row of buttons, or a heading, does not.
  var isSentence: Bool {
    lastMark.map { ".!?…。！？:：".contains($0) } ?? false
  }

  /// Whether it leads in to what comes after it.
  var leadsIn: Bool { hasSuffix(":") || hasSuffix("：") }

  /// Whether it speaks of what comes after it: `the following`, `below`.
  var pointsOn: Bool {
    let words = ContentWords.words(of: self)
    return words.indices.contains { index -> Bool in
      let next = index + 1 < words.count ? words[index + 1] : ""
      return switch words[index] {
      case "following": index > 0 && words[index - 1] == "the"
      // `below the list` is a place, and not on the page.
      case "below": !Self.places.contains(next) && next.first?.isNumber != true
      default: false
      }
    }
  }

  /// Whether it speaks of what stands elsewhere under a number: `in step 3`.
  var pointsAside: Bool {
    let words = ContentWords.words(of: self)
    return zip(words.dropFirst(), words.dropFirst(2)).contains { word, next in
      Self.numbered.contains(word) && next.first?.isNumber == true
    }
  }

  /// Whether a sentence with a colon waits for its items to end it: `A form must:`.
  var isUnfinished: Bool {
    leadsIn && ContentWords.words(of: String(suffix(40))).last.map(Self.unfinished.contains) == true
  }

  /// Whether it is too short to say something, in words or in letters.
  func isFragment(below words: Int) -> Bool {
    ContentWords.words(of: self).count < words && count < 20
  }

  /// Whether it names what a page is for and says nothing: `Using the guide for older applications.`
  var isBlurb: Bool {
    let words = ContentWords.words(of: self)
    guard let first = words.first, first.count > 5, first.hasSuffix("ing"), words.count <= 14 else {
      return false
    }
    return !words.contains(where: Self.finite.contains)
  }

  /// Whether it does nothing but send the reader to another text: `Read more in the manual.`
  var sendsElsewhere: Bool {
    let words = ContentWords.words(of: String(prefix(60)))
    let rest = prefix { !".!?".contains($0) }
    let isOneSentence = rest.count + 2 >= count
    return isOneSentence && Self.elsewhere.contains { words.starts(with: $0) }
  }

  /// Whether a heading stands over a list of other texts.
  var headsReferences: Bool {
    let words = ContentWords.words(of: self)
    return Self.references.contains { words.starts(with: $0) }
  }

  /// Whether it begins by pointing back to what stands before it; known for English.
  var pointsBack: Bool {
    let words = ContentWords.words(of: String(prefix(80)))
    guard let first = words.first else { return false }
    if first == "the" || first == "in" || first == "as" || first == "to" || first == "if" {
      return Self.openings.contains { words.starts(with: $0) }
    }
    return Self.pointers.contains(first) || saysInstead
      || Self.openings.contains { words.starts(with: $0) }
  }

  /// Whether it tells what to do: a whole sentence, and no statement.
  var isInstruction: Bool {
    guard let letter = first, letter.isUppercase, isSentence,
      let word = ContentWords.words(of: String(prefix(40))).first, !Self.statements.contains(word)
    else { return false }
    // `Level A: ...` names something.
    let label = prefix { !":–—".contains($0) }
    return label.endIndex == endIndex || label.split(separator: " ").count > 3
  }

  /// Whether the first sentence says to do something instead, and not of what.
  private var saysInstead: Bool {
    let words = ContentWords.words(of: String(prefix { !".!?".contains($0) }))
    guard let place = words.firstIndex(of: "instead"), let first = words.first else { return false }
    let saysOfWhat = place + 1 < words.count && words[place + 1] == "of"
    return !saysOfWhat && !["if", "when", "where", "for", "rather", "do", "never"].contains(first)
  }

  private static let numbered: Set<String> = ["step", "figure", "table"]
  private static let places: Set<String> = [
    "the", "a", "an", "it", "its", "each", "them", "your", "their", "this", "that",
  ]
  private static let unfinished: Set<String> = [
    "should", "must", "can", "may", "will", "to", "are", "is", "be", "of", "and", "or", "not",
    "include", "includes", "that", "by", "for", "when", "if",
  ]
  private static let pointers: Set<String> = [
    "it", "its", "this", "these", "those", "they", "their", "them", "he", "she", "his", "her",
    "however", "also", "instead", "otherwise", "then", "therefore", "additionally", "similarly",
    "likewise", "alternatively", "again", "here", "such", "but", "and", "or", "so",
  ]
  private static let openings: [[String]] = [
    ["the", "above"], ["the", "latter"], ["the", "former"], ["the", "same"], ["the", "other"],
    ["in", "addition"], ["in", "this"], ["in", "these"], ["in", "that"], ["in", "such"],
    ["in", "other"], ["in", "some", "cases"], ["as", "a", "result"], ["to", "do", "this"],
    ["to", "do", "so"], ["if", "so"],
    ["if", "not"], ["for", "example"], ["for", "instance"], ["for", "this"], ["for", "these"],
    ["for", "more"], ["once", "this"], ["after", "this"], ["after", "that"],
  ]
  private static let elsewhere: [[String]] = [
    ["see"], ["read"], ["watch"], ["join"], ["visit"], ["find", "out"], ["learn", "more"],
    ["to", "learn", "more"], ["to", "find", "out"], ["get", "some"], ["get", "help"],
    ["for", "more", "information"],
  ]
  private static let references: [[String]] = [
    ["watch"], ["see", "also"], ["related"], ["further"], ["find", "out", "more"],
    ["read", "more"],
    ["learn", "more"], ["more", "information"], ["references"], ["bibliography"],
  ]
  private static let finite: Set<String> = [
    "is", "are", "was", "were", "can", "must", "will", "should", "may", "has", "have", "needs",
    "takes", "costs", "means", "makes", "helps", "gives", "do", "does", "works",
  ]
  private static let statements: Set<String> = [
    "the", "a", "an", "there", "this", "that", "these", "those", "it", "its", "we", "you", "your",
    "our", "i", "on", "as", "any", "all", "no", "every", "each", "is", "are",
  ]
}
