/// Tells whether a passage supports an answer: by words, runs, numbers, labels, names and denials.
///
/// It knows no meaning: what a passage says in other words it refuses, which costs an example and
/// invents nothing.
public struct GroundingCheck: Sendable {
  private let bounds: GroundingBounds
  private let passage: GroundedText
  private let known: Set<String>
  private let runs: Set<[String]>
  private let spoken: String

  /// - Parameter passage: what the answer is to be supported by.
  public init(passage: String, bounds: GroundingBounds = GroundingBounds()) {
    self.bounds = bounds
    self.passage = GroundedText(passage)
    known = Set(self.passage.words.map(\.folded))
    runs = Set(Self.runs(of: self.passage))
    spoken = Self.spoken(self.passage)
  }

  /// Why the passage does not support an answer; empty where it does.
  public func faults(of answer: String) -> [GroundingFault] {
    let text = GroundedText(answer)
    guard !text.words.isEmpty else {
      return [GroundingFault(kind: .empty, description: "the answer has no words")]
    }
    let perSentence = text.sentences.flatMap { sentence in
      [wordFault(of: sentence)] + [nameFault(of: sentence), turnFault(of: sentence)]
    }
    return (perSentence + [numberFault(of: text), labelFault(of: answer), runFault(of: text)])
      .compactMap { $0 }
  }

  private func wordFault(of sentence: [GroundedText.Word]) -> GroundingFault? {
    let content = sentence.filter(\.isContent).map(\.folded)
    let missing = content.filter { !known.contains($0) }
    guard !content.isEmpty else { return nil }
    let share = 1 - Double(missing.count) / Double(content.count)
    guard share < bounds.words else { return nil }
    return GroundingFault(
      kind: .words,
      description:
        "\(percent(share)) of a sentence's words are in the passage, of \(percent(bounds.words))"
        + " at least; missing: \(missing.prefix(5).joined(separator: ", "))")
  }

  private func numberFault(of text: GroundedText) -> GroundingFault? {
    let missing = text.words.first { $0.isNumber && !known.contains($0.folded) }
    return missing.map {
      GroundingFault(kind: .number, description: "the passage has no '\($0.folded)'")
    }
  }

  /// A capital inside a sentence is a name's, and so is the first one before another.
  private func nameFault(of sentence: [GroundedText.Word]) -> GroundingFault? {
    let isNamed = sentence.count > 1 && sentence[1].isCapital
    let missing = sentence.first {
      $0.isCapital && (!$0.isFirst || isNamed) && $0.folded.count > 1 && $0.isContent
        && !known.contains($0.folded)
    }
    return missing.map {
      GroundingFault(kind: .name, description: "the passage does not name '\($0.folded)'")
    }
  }

  private func labelFault(of answer: String) -> GroundingFault? {
    let missing = Self.quoted(in: answer).first {
      let said = Self.spoken(GroundedText($0))
      return said.count > 2 && !spoken.contains(said)
    }
    return missing.map {
      GroundingFault(kind: .label, description: "the passage has no text \"\($0)\"")
    }
  }

  private func runFault(of text: GroundedText) -> GroundingFault? {
    let own = Self.runs(of: text)
    guard own.count > 1 else { return nil }
    let share = Double(own.count { runs.contains($0) }) / Double(own.count)
    guard share < bounds.runs else { return nil }
    return GroundingFault(
      kind: .runs,
      description: "\(percent(share)) of the answer's word pairs are in the passage, of"
        + " \(percent(bounds.runs)) at least")
  }

  /// Compares a sentence with the one of the passage that shares most words with it.
  private func turnFault(of sentence: [GroundedText.Word]) -> GroundingFault? {
    let content = Set(sentence.filter(\.isContent).map(\.folded))
    var best: (shared: Int, sentence: [GroundedText.Word]) = (0, [])
    for other in passage.sentences {
      let shared = content.intersection(other.filter(\.isContent).map(\.folded)).count
      if shared > best.shared { best = (shared, other) }
    }
    guard best.shared > 1 else { return nil }
    let common = content.intersection(best.sentence.map(\.folded))
    let denied = Self.isDenied(sentence, near: common)
    if denied != Self.isDenied(best.sentence, near: common) {
      return GroundingFault(
        kind: .negation,
        description: "the \(denied ? "answer" : "passage") denies what the"
          + " \(denied ? "passage" : "answer") says of "
          + common.sorted().prefix(3).joined(separator: ", ")
      )
    }
    let (own, theirs) = (Set(sentence.map(\.folded)), Set(best.sentence.map(\.folded)))
    for (one, other) in GroundingWords.opposites {
      for (said, meant) in [(one, other), (other, one)]
      where own.contains(said) && !theirs.contains(said) && theirs.contains(meant)
        && !own.contains(meant)
      {
        return GroundingFault(
          kind: .opposite,
          description: "the answer says '\(said)' where the passage says '\(meant)'")
      }
    }
    return nil
  }

  /// Whether a denial stands among, or a few words beside, what both sentences say.
  private static func isDenied(_ sentence: [GroundedText.Word], near common: Set<String>) -> Bool {
    let places = sentence.indices.filter { common.contains(sentence[$0].folded) }
    guard let first = places.first, let last = places.last else { return false }
    return sentence.indices.contains {
      $0 >= first - 4 && $0 <= last + 2 && GroundingWords.isNegation(sentence[$0].folded)
    }
  }

  private static func runs(of text: GroundedText) -> [[String]] {
    text.sentences.flatMap { sentence in
      zip(sentence, sentence.dropFirst()).map { [$0.folded, $1.folded] }
    }
  }

  private static func spoken(_ text: GroundedText) -> String {
    " " + text.words.map(\.folded).joined(separator: " ") + " "
  }

  /// What stands in quotation marks, in bold or in code.
  ///
  /// These are labels of one word or more. What a draft quotes at length is another thing, and is told
  /// by other marks and by its length.
  private static func quoted(in text: String) -> [String] {
    [("\"", "\""), ("“", "”"), ("**", "**"), ("`", "`")].flatMap { open, close in
      var found: [String] = []
      var rest = Substring(text)
      while let start = rest.firstRange(of: open),
        let end = rest[start.upperBound...].firstRange(of: close)
      {
        found.append(String(rest[start.upperBound..<end.lowerBound]))
        rest = rest[end.upperBound...]
      }
      return found
    }
  }

  private func percent(_ share: Double) -> String { "\(Int(share * 100)) %" }
}
