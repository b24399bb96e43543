extension SynthesisRequest {
  /// Why a pair makes no example; `nil` where it makes one.
  func objection(to pair: SynthesisReply.Pair) -> String? {
    base == nil ? questionObjection(to: pair) : paraphraseObjection(to: pair.question)
  }

  private func questionObjection(to pair: SynthesisReply.Pair) -> String? {
    let question = GroundedText(pair.question).words
    if question.map(\.folded) == GroundedText(heading).words.map(\.folded) {
      return "a generated question that is the heading itself"
    }
    let known = Set(GroundedText(heading + " " + passage).words.map(\.folded))
    let content = question.filter(\.isContent)
    let shared = content.count { known.contains($0.folded) }
    guard shared > 0, shared * 2 >= content.count else {
      return "a generated question that its passage does not answer"
    }
    return GroundingCheck(passage: passage, bounds: recipe.bounds).faults(of: pair.answer).first?
      .reason
  }

  /// Other words must keep the numbers, names and labels, both ways.
  private func paraphraseObjection(to request: String) -> String? {
    let (old, new) = (GroundedText(passage).words, GroundedText(request).words)
    if old.map(\.folded) == new.map(\.folded) { return "a paraphrase that changes no word" }
    let before = Set(old.filter { $0.isNumber || $0.isCapital && !$0.isFirst }.map(\.folded))
    guard before.isSubset(of: Set(new.map(\.folded))) else {
      return "a paraphrase that drops a name or a number"
    }
    let kinds = [GroundingFault.Kind.number, .label, .name, .negation, .opposite, .empty]
    return GroundingCheck(passage: passage, bounds: recipe.bounds).faults(of: request).first {
      kinds.contains($0.kind)
    }.map { _ in "a paraphrase that asks for something else" }
  }
}
