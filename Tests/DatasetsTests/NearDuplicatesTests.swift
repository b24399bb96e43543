import Datasets
import TestSupport
import Testing

struct NearDuplicatesTests {
  @Test(arguments: 0..<30)
  func `every pair at the threshold is found, with the index that set arithmetic gives`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let vocabulary = [
      "room", "book", "loan", "card", "pay", "open", "close", "ask", "renew", "Sunday",
    ]
    var texts: [String] = []
    for _ in 0..<40 {
      if let base = texts.randomElement(using: &random), Bool.random(using: &random) {
        // A copy with some words changed, and other punctuation.
        var words = base.split(separator: " ").map(String.init)
        for _ in 0..<Int.random(in: 0...3, using: &random) where !words.isEmpty {
          words[Int.random(in: 0..<words.count, using: &random)] =
            vocabulary.randomElement(using: &random) ?? ""
        }
        texts.append(words.joined(separator: " ").uppercased() + ".")
      } else {
        texts.append(
          (0..<Int.random(in: 0...40, using: &random)).map { _ in
            vocabulary.randomElement(using: &random) ?? ""
          }.joined(separator: " "))
      }
    }
    let grams = texts.map(PlainArithmetic.grams)
    for threshold in [0.3, 0.5, 0.8, 1.0] {
      var expected: [[Double]] = []
      for first in texts.indices {
        for second in texts.indices where second > first {
          let index = PlainArithmetic.jaccard(grams[first], grams[second])
          if index >= threshold {
            expected.append([Double(first), Double(second), index])
          }
        }
      }
      let found = NearDuplicates(texts, threshold: threshold).pairs
      #expect(found.map { [Double($0.first), Double($0.second), $0.jaccard] } == expected)
    }
  }

  @Test func `the passage that two texts share is shown as the first has it`() {
    var passages = SharedPassages()
    let shared = passages.longest(
      in: "Please note: you can  RENEW a loan, up to three times online.",
      sharedWith: "At home, you can renew a Loan up to two times.")
    #expect(shared.text == "you can RENEW a loan, up to")
    #expect(shared.words == 7)
    let short = "one two three four"
    #expect(passages.longest(in: short, sharedWith: short).words == 0)
    #expect(
      passages.longest(in: short, sharedWith: short, atLeast: 4, showing: 2).text == "one two …")
  }
}
