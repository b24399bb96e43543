public import Core

/// What examples of all documents together tell that one alone cannot: those that ask the same and
/// answer differently, of which neither can be learned, and those whose answer is always the same.
public struct Contradictions: Sendable {
  /// The examples that stay, in their order.
  public private(set) var kept: [Example] = []
  public private(set) var skipped: [String: Int] = [:]
  public private(set) var findings: [Finding] = []

  public init(_ examples: [Example], recipes: RecipeBook) {
    let shapes = Dictionary(
      recipes.recipes.map { ($0.name, $0.shape) }
    ) { first, _ in first }
    var answers: [String: (answer: String, isOne: Bool, first: Int)] = [:]
    var labels: [String: Set<String>] = [:]
    let requests = examples.map(\.request)
    for (index, example) in examples.enumerated() {
      let answer = example.answered
      if let known = answers[requests[index]] {
        let isSame = known.answer == answer || known.answer.normalized == answer.normalized
        if !isSame { answers[requests[index]]?.isOne = false }
      } else {
        answers[requests[index]] = (answer, true, index)
      }
      if shapes[example.recipe] == .label { labels[example.recipe, default: []].insert(answer) }
    }
    for (index, example) in examples.enumerated() {
      if let known = answers[requests[index]], !known.isOne {
        skipped["the same request with different answers", default: 0] += 1
        if shapes[example.recipe] == .followingAnswers, index != known.first {
          note(example, against: examples[known.first])
        }
      } else if labels[example.recipe]?.count == 1 {
        skipped["a text whose label is the only one there is", default: 0] += 1
      } else {
        kept.append(example)
      }
    }
  }

  private mutating func note(_ example: Example, against first: Example) {
    guard let here = example.sources.first, let other = first.sources.first, here != other else {
      return
    }
    findings.append(.contradiction(at: here, with: other))
  }
}

extension Example {
  /// All that is asked before the answer, and of which recipe: a preference and a chat may ask the
  /// same.
  fileprivate var request: String {
    kind.rawValue + messages.dropLast().map(\.content).joined(separator: "\u{0}")
  }
}
