import Core
import Datasets

/// Keeps out what the frozen test split has, word for word or nearly: a model must not be trained on what
/// it is measured by.
///
/// A question that is equal but for letter case and white space; a text whose word 5-grams are alike, as
/// far as keeps texts on one side of a split; and a run of words that counts as contamination, whichever
/// of the two texts it is measured in. What a system says stands before every example, and is not looked
/// at.
struct TestSplitGuard {
  private let questions: Set<String>
  private let texts: [String]

  init(_ examples: [Example]) {
    questions = Set(examples.flatMap { Self.questions(of: $0.messages) }.map(Self.folded))
    texts = examples.flatMap { Self.texts(of: $0.messages, rejected: $0.rejected) }
  }

  /// The places of those that may not get in.
  func refused(_ examples: [HarvestedExample]) -> Set<Int> {
    guard !texts.isEmpty else { return [] }
    var refused: Set<Int> = []
    var candidates: [(place: Int, text: String)] = []
    for (place, example) in examples.enumerated() {
      if Self.questions(of: example.messages).contains(where: {
        questions.contains(Self.folded($0))
      }) {
        refused.insert(place)
      }
      candidates += Self.texts(of: example.messages, rejected: example.rejected)
        .map { (place: place, text: $0) }
    }
    candidates.removeAll { refused.contains($0.place) }
    let kinship = TextKinship(ShingleSets(of: texts + candidates.map(\.text)))
    for (index, candidate) in candidates.enumerated()
    where kinship.clusters[texts.count + index] < texts.count {
      refused.insert(candidate.place)
    }
    candidates.removeAll { refused.contains($0.place) }
    let covered = Decontamination(evaluation: candidates.map(\.text), against: texts)
    refused.formUnion(covered.overlaps.map { candidates[$0.evaluation].place })
    // Of each test text only some others are named: what is named is taken out until none is.
    while true {
      candidates.removeAll { refused.contains($0.place) }
      let found = Decontamination(evaluation: texts, against: candidates.map(\.text)).overlaps
        .flatMap(\.matches)
      if found.isEmpty { return refused }
      refused.formUnion(found.map { candidates[$0.other].place })
    }
  }

  private static func questions(of messages: [ChatMessage]) -> [String] {
    messages.filter { $0.role == .user }.map(\.content)
  }

  private static func texts(of messages: [ChatMessage], rejected: String?) -> [String] {
    messages.filter { $0.role != .system }.map(\.content) + [rejected].compactMap(\.self)
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
