public import Core

/// Finds evaluation texts that stand, in part or whole, in what a model is trained on or prompted
/// with.
///
/// A text is contaminated by every run of 13 words that another one has too, the length that GPT-3 was
/// checked with (Brown et al., "Language models are few-shot learners", 2020, appendix C); of a text
/// with fewer words by every run of 8, which Llama 3 was (Dubey et al., "The Llama 3 herd of models",
/// 2024, 5.1.4). How much of it is, is told in words, as of Llama 2, where less than a fifth counts as
/// clean and four fifths or more as dirty (Touvron et al., 2023, appendix A.6).
public struct Decontamination: Sendable {
  /// The words of a run that counts.
  public static let length = 13
  /// The same in a text with fewer words than that; one with fewer than these is not compared.
  public static let shortLength = 8
  /// The most other texts that are named for one evaluation text.
  public static let mostNamed = 5
  /// The most words of a passage that are shown.
  static let mostShown = 40

  /// An evaluation text of which something stands in others.
  public struct Overlap: Codable, Hashable, Sendable {
    /// The evaluation text, by its place in the list.
    public var evaluation: Int
    /// How many words it has.
    public var words: Int
    /// How many of them stand in a run that some other text has.
    public var covered: Int
    /// How many other texts have any.
    public var others: Int
    /// Of the others up to ``Decontamination/mostNamed``, those with the most words first.
    public var matches: [Match]

    /// The share of its words that are contaminated.
    public var share: Double { words == 0 ? 0 : Double(covered) / Double(words) }
  }

  /// Another text that has a run of the evaluation text's words.
  public struct Match: Codable, Hashable, Sendable {
    /// By its place in the list.
    public var other: Int
    /// How many of the evaluation text's words stand in runs that this one has.
    public var covered: Int
    /// The longest run, or its first words.
    public var passage: String
    /// How many words the longest run has.
    public var passageWords: Int
  }

  /// In the order of the evaluation texts.
  public let overlaps: [Overlap]
  /// The evaluation texts that have too few words to be compared.
  public let tooShort: [Int]

  /// - Parameters:
  ///   - evaluation: what a model is tested with.
  ///   - others: what it must not have seen.
  public init(evaluation: [String], against others: [String]) {
    var runs = EvaluationRuns(evaluation)
    for (place, other) in others.enumerated() { runs.compare(other, at: place) }
    tooShort = runs.tooShort
    var passages = SharedPassages()
    overlaps = runs.overlaps.map { overlap in
      var overlap = overlap
      overlap.matches = overlap.matches.map { match in
        let passage = passages.longest(
          in: evaluation[overlap.evaluation], sharedWith: others[match.other],
          atLeast: Self.length(in: overlap.words) ?? Self.length, showing: Self.mostShown)
        return Match(
          other: match.other, covered: match.covered, passage: passage.text,
          passageWords: passage.words)
      }
      return overlap
    }
  }

  /// The length of the runs that count in a text of so many words; `nil` where none do.
  static func length(in words: Int) -> Int? {
    words >= length ? length : words >= shortLength ? shortLength : nil
  }

  /// What is found, in words, by place.
  ///
  /// - Parameters:
  ///   - evaluation: where each evaluation text stands.
  ///   - others: where each of the others does.
  /// - Returns: one finding for each overlap, with the text that has the most of it.
  public func findings(evaluation: [SourcePlace], others: [SourcePlace]) -> [Finding] {
    overlaps.compactMap { overlap in
      overlap.matches.first.map { match in
        .contaminated(
          overlap, match, at: evaluation[overlap.evaluation], with: others[match.other])
      }
    }
  }
}
