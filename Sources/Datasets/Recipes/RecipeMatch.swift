/// What a recipe found in a document for one request and its answer.
struct RecipeMatch {
  /// What the templates are filled with, beside what is common to all.
  var fields: [String: String]
  /// The places of the nodes in the document, the first one's first.
  var nodes: [Int]
  /// The headings above, outermost first.
  var trail: [String]
}

/// What a recipe found in a document, and what it passed over.
struct RecipeMatches {
  private(set) var found: [RecipeMatch] = []
  /// Requests that follow one another in one chat.
  private(set) var conversations: [[RecipeMatch]] = []
  private(set) var skipped: [String: Int] = [:]

  mutating func add(_ match: RecipeMatch) { found.append(match) }

  mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }

  /// Keeps the first so many.
  ///
  /// - Returns: how many are left out.
  mutating func limit(to most: Int) -> Int {
    let left = found.count - min(most, found.count)
    found.removeLast(left)
    return left
  }

  /// Makes chats of those that stand in one section; one alone is none.
  mutating func join(atMost most: Int) {
    var chats: [[RecipeMatch]] = []
    for match in found {
      if let last = chats.last?.last, last.trail == match.trail, chats[chats.count - 1].count < most
      {
        chats[chats.count - 1].append(match)
      } else {
        chats.append([match])
      }
    }
    conversations = chats.filter { $0.count > 1 }
    found = []
  }
}
