import Core
import Formats

/// The part of a Chat Completions reply that is read (OpenAI API reference,
/// `CreateChatCompletionResponse`). What is not worth losing a paid reply over may be missing or of
/// another kind.
struct ChatReply {
  private let body: JSONPart
  private let choices: [JSONPart]

  init?(_ body: JSONPart) {
    guard let choices = body["choices"]?.elements else { return nil }
    self.body = body
    self.choices = choices
  }

  /// The choices stand in any order.
  var read: Reply? {
    var candidates: [(place: Int, candidate: Reply.Candidate)] = []
    for (offset, choice) in choices.enumerated() {
      guard let message = choice["message"], message.isObject else { return nil }
      let reason = choice["finish_reason"]?.string
      candidates.append(
        (
          choice["index"]?.whole ?? offset,
          Self.candidate(message, finishReason: reason, logprobs: choice["logprobs"])
        ))
    }
    candidates.sort { $0.place < $1.place }
    return Reply(
      id: body["id"]?.string, model: body["model"]?.string,
      candidates: candidates.map(\.candidate), usage: usage)
  }

  private static func candidate(
    _ message: JSONPart, finishReason: String?, logprobs: JSONPart?
  ) -> Reply.Candidate {
    let content = message["content"]?.string ?? ""
    let refusal = message["refusal"]?.string ?? ""
    let isRefusal = content.isEmpty && !refusal.isEmpty
    let text = isRefusal ? refusal : content
    return Reply.Candidate(
      text: text, finishReason: isRefusal ? "refusal" : finishReason ?? "unknown",
      said: finishReason ?? "unknown",
      likelihood: AnswerLikelihood(logprobs?[isRefusal ? "refusal" : "content"], of: text))
  }

  private var usage: CallAttempt.Usage? {
    guard let usage = body["usage"], usage.isObject else { return nil }
    return CallAttempt.Usage(
      promptTokens: usage["prompt_tokens"]?.whole,
      cachedTokens: usage["prompt_tokens_details"]?["cached_tokens"]?.whole,
      completionTokens: usage["completion_tokens"]?.whole,
      reasoningTokens: usage["completion_tokens_details"]?["reasoning_tokens"]?.whole)
  }
}
