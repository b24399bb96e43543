/// The pairs that an engine wrote: blocks of `Q:` and `A:`.
struct SynthesisReply {
  struct Pair: Hashable {
    var question: String
    var answer: String
  }

  private(set) var pairs: [Pair] = []

  init(_ content: String) {
    var isAnswer = false
    for line in content.split(whereSeparator: \.isNewline) {
      let text = line.trimming(\.isWhitespace)
      if text.hasPrefix("Q:") {
        pairs.append(Pair(question: String(text.dropFirst(2).trimming(\.isWhitespace)), answer: ""))
        isAnswer = false
      } else if text.hasPrefix("A:"), !pairs.isEmpty {
        pairs[pairs.count - 1].answer = String(text.dropFirst(2).trimming(\.isWhitespace))
        isAnswer = true
      } else if isAnswer, !text.isEmpty {
        pairs[pairs.count - 1].answer += "\n" + text
      }
    }
  }
}
