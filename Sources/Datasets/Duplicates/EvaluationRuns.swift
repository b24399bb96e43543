/// The runs of words that evaluation texts have, and which of them other texts have too.
struct EvaluationRuns {
  /// The evaluation texts with too few words for a run.
  private(set) var tooShort: [Int] = []

  private struct Run {
    var text: Int32
    /// Its first word.
    var start: Int32
    var length: Int32
  }
  /// By length of the runs.
  private var lookUps: [(length: Int, lookUp: ShingleLookUp)] = []
  private var runs: [Run] = []
  private var wordCounts: [Int] = []
  /// For each evaluation text its words that some other text has.
  private var covered: [[Bool]] = []
  private var otherCounts: [Int]
  private var matches: [[Decontamination.Match]]
  private var scanner = WordScanner()

  init(_ texts: [String]) {
    otherCounts = [Int](repeating: 0, count: texts.count)
    matches = [[Decontamination.Match]](repeating: [], count: texts.count)
    var owners: [Int: [(shingle: UInt64, place: Int32)]] = [:]
    for (place, text) in texts.enumerated() {
      let words = scanner.words(of: text)
      wordCounts.append(words.count)
      covered.append([Bool](repeating: false, count: words.count))
      guard let length = Decontamination.length(in: words.count) else {
        tooShort.append(place)
        continue
      }
      for (start, hash) in Shingler.runs(of: words, length: length).enumerated() {
        owners[length, default: []].append((hash, Int32(runs.count)))
        runs.append(Run(text: Int32(place), start: Int32(start), length: Int32(length)))
      }
    }
    lookUps = owners.sorted { $0.key < $1.key }.map { ($0.key, ShingleLookUp($0.value)) }
  }

  /// Finds which evaluation texts another text has runs of.
  mutating func compare(_ other: String, at place: Int) {
    let words = scanner.words(of: other)
    var met: [Int] = []
    for index in lookUps.indices where words.count >= lookUps[index].length {
      Shingler.runs(of: words, length: lookUps[index].length).withUnsafeBufferPointer {
        lookUps[index].lookUp.forEach(in: $0) { met.append($0) }
      }
    }
    guard !met.isEmpty else { return }
    // Runs are numbered by text and start.
    met.sort()
    for (text, found) in Self.byText(met, runs) { add(found, of: text, at: place) }
  }

  private static func byText(_ met: [Int], _ runs: [Run]) -> [(text: Int, runs: ArraySlice<Int>)] {
    var parts: [(text: Int, runs: ArraySlice<Int>)] = []
    var start = 0
    for index in met.indices {
      let text = runs[met[index]].text
      guard index + 1 == met.count || runs[met[index + 1]].text != text else { continue }
      parts.append((Int(text), met[start...index]))
      start = index + 1
    }
    return parts
  }

  private mutating func add(_ found: ArraySlice<Int>, of text: Int, at place: Int) {
    var count = 0
    var end = 0
    for index in found {
      let run = runs[index]
      for word in max(end, Int(run.start))..<max(end, Int(run.start + run.length)) {
        covered[text][word] = true
        count += 1
      }
      end = max(end, Int(run.start + run.length))
    }
    otherCounts[text] += 1
    let match = Decontamination.Match(other: place, covered: count, passage: "", passageWords: 0)
    // The most words first, then the order of the others.
    let before = matches[text].firstIndex { $0.covered < count } ?? matches[text].count
    matches[text].insert(match, at: before)
    if matches[text].count > Decontamination.mostNamed { matches[text].removeLast() }
  }

  /// What was found, without the passages.
  var overlaps: [Decontamination.Overlap] {
    otherCounts.indices.filter { otherCounts[$0] > 0 }.map { text in
      Decontamination.Overlap(
        evaluation: text, words: wordCounts[text], covered: covered[text].count { $0 },
        others: otherCounts[text], matches: matches[text])
    }
  }
}
