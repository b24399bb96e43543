/// METEOR (Lavie and Agarwal, 2007) as NLTK's `single_meteor_score` has it, with exact words and Porter
/// stems; WordNet's synonyms are left out.
enum METEOR {
  /// A word and where it stands.
  private typealias Word = (place: Int, text: [UInt8])

  static func score(_ hypothesis: String, _ reference: String) -> Double {
    var found = words(hypothesis)
    var wanted = words(reference)
    let (foundCount, wantedCount) = (Double(found.count), Double(wanted.count))
    var matches = match(&found, &wanted) { $0 }
    matches += match(&found, &wanted, by: stem)
    guard !matches.isEmpty else { return 0 }
    matches.sort { $0.0 < $1.0 }
    let count = Double(matches.count)
    let (precision, recall) = (count / foundCount, count / wantedCount)
    let mean = precision * recall / (0.9 * precision + 0.1 * recall)
    let chunks = 1 + zip(matches, matches.dropFirst()).count { $1 != ($0.0 + 1, $0.1 + 1) }
    let fragmentation = Double(chunks) / count
    return (1 - 0.5 * fragmentation * fragmentation * fragmentation) * mean
  }

  /// Pairs equal words from the end, and takes them out of both lists.
  private static func match(
    _ found: inout [Word], _ wanted: inout [Word], by form: ([UInt8]) -> [UInt8]
  ) -> [(Int, Int)] {
    var places: [[UInt8]: [Int]] = [:]
    for (index, word) in wanted.enumerated() { places[form(word.text), default: []].append(index) }
    var matches: [(Int, Int)] = []
    var (left, used) = ([Word](), Set<Int>())
    for word in found.reversed() {
      if let index = places[form(word.text)]?.popLast() {
        used.insert(index)
        matches.append((word.place, wanted[index].place))
      } else {
        left.append(word)
      }
    }
    found = left.reversed()
    wanted = wanted.enumerated().filter { !used.contains($0.offset) }.map(\.element)
    return matches
  }

  private static func words(_ text: String) -> [Word] {
    text.loweredAsReference().unicodeScalars.split(whereSeparator: Whitespace.contains).enumerated()
      .map { (place: $0.offset, text: Array(String($0.element).utf8)) }
  }

  /// The stem of a word; letters beyond ASCII count as consonants, each as one.
  private static func stem(_ word: [UInt8]) -> [UInt8] {
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    let others = Array(Set(scalars.filter { !$0.isASCII }))
    guard others.count < 128 else { return word }
    let codes = Dictionary(uniqueKeysWithValues: others.enumerated().map { ($1, UInt8($0 + 128)) })
    var letters = scalars.map { codes[$0] ?? UInt8(truncatingIfNeeded: $0.value) }
    PorterStemmer().stem(&letters)
    var stem = String.UnicodeScalarView()
    for letter in letters {
      stem.append(letter < 128 ? Unicode.Scalar(letter) : others[Int(letter) - 128])
    }
    return Array(String(stem).utf8)
  }
}
