import Core

/// The passages of the drafts that another was merged of, to find again what its blocks are made of: whole
/// blocks, sentences, and sentences that were changed a little.
struct MergedPassages {
  /// What a block rests on.
  struct Lineage: Hashable {
    var origins: [RawDesigns.Origin] = []
    var sources: [SourceReference] = []

    mutating func add(_ other: Lineage) {
      origins += other.origins.filter { !origins.contains($0) }
      sources += other.sources.filter { !sources.contains($0) }
    }
  }

  /// Fewer words than these are known again only where all are the same.
  private static let leastWords = 4
  /// A pair of words that more sentences have than this tells none of them.
  private static let mostSentences = 200

  private var blocks: [Digest: Lineage] = [:]
  private var places: [[String]: Int] = [:]
  private var sentences: [(pairs: Set<[String]>, lineage: Lineage)] = []
  private var sentencesOfPair: [[String]: [Int]] = [:]

  init(_ parents: [WrittenDraft.Parent]) {
    for parent in parents {
      for (index, block) in parent.blocks.enumerated() {
        // What a parent had taken from others keeps their names.
        let own = RawDesigns.Origin(draft: parent.draft, response: parent.response)
        let lineage = Lineage(
          origins: block.origins.isEmpty ? [own] : block.origins, sources: block.sources)
        blocks[block.digest, default: Lineage()].add(lineage)
        guard let texts = parent.texts, texts.indices.contains(index) else { continue }
        for words in Self.sentences(of: texts[index]) { add(words, lineage) }
      }
    }
  }

  private mutating func add(_ words: [String], _ lineage: Lineage) {
    if let place = places[words] { return sentences[place].lineage.add(lineage) }
    let pairs = Self.pairs(of: words)
    places[words] = sentences.count
    for pair in pairs { sentencesOfPair[pair, default: []].append(sentences.count) }
    sentences.append((pairs, lineage))
  }

  /// What a block of the merged draft is made of; `nil` where it is nobody's.
  func lineage(of block: RawDesigns.Block, text: String) -> Lineage? {
    if let whole = blocks[block.digest] { return whole }
    var found: Lineage?
    for words in Self.sentences(of: text) {
      // One word alone is anybody's.
      guard words.count > 1, let place = places[words] ?? likest(words) else { continue }
      found = found ?? Lineage()
      found?.add(sentences[place].lineage)
    }
    return found
  }

  /// The sentence that shares most pairs of words with another, and at least half of both (Dice).
  private func likest(_ words: [String]) -> Int? {
    guard words.count >= Self.leastWords else { return nil }
    let pairs = Self.pairs(of: words)
    var shared: [Int: Int] = [:]
    for pair in pairs {
      guard let having = sentencesOfPair[pair], having.count <= Self.mostSentences else { continue }
      for place in having { shared[place, default: 0] += 1 }
    }
    let best = shared.max { one, other in (one.value, -one.key) < (other.value, -other.key) }
    guard let best, best.value * 4 >= pairs.count + sentences[best.key].pairs.count else {
      return nil
    }
    return best.key
  }

  /// The words of each sentence. Character by character, for writing without spaces has sentences too.
  private static func sentences(of text: String) -> [[String]] {
    var sentences: [[String]] = []
    var start = text.startIndex
    var wasEnd = false
    for index in text.indices {
      let character = text[index]
      if character.isNewline || wasEnd && character.isWhitespace || "。！？".contains(character) {
        sentences.append(WordTokens.words(of: String(text[start..<index])))
        start = text.index(after: index)
      }
      wasEnd = ".!?…".contains(character) || wasEnd && "\"'”’)]".contains(character)
    }
    sentences.append(WordTokens.words(of: String(text[start...])))
    return sentences.filter { !$0.isEmpty }
  }

  private static func pairs(of words: [String]) -> Set<[String]> {
    Set(zip(words, words.dropFirst()).map { [$0, $1] })
  }
}
