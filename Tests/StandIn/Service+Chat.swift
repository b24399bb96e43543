/// `POST /chat/completions`.
extension Service {
  mutating func chat(_ body: JSON, _ fault: Fault) -> Reply {
    if let refusal = RequestRules.chat.refusal(of: body) { return refusal }
    let asked = Asked(chat: body)
    let count = fault == .noChoices ? 0 : fault == .oneChoice ? 1 : asked.candidates
    let answers = (0..<count).map { asked.answer(at: $0, fault) }
    var reply: JSON = [
      "id": .string(newID("chatcmpl-")), "created": .integer(now),
      "model": .string("\(asked.model)-2026-01-01"), "system_fingerprint": "fp_stand_in",
      "service_tier": "default",
    ]
    let usage = fault == .noUsage ? nil : Self.usage(asked, answers, fault)
    if asked.isStreamed {
      reply["object"] = "chat.completion.chunk"
      let wantsUsage = body["stream_options"]?["include_usage"]?.isTrue ?? false
      return .events(
        Self.events(reply, answers, asked, fault, usage: wantsUsage ? usage : nil))
    }
    reply["object"] = "chat.completion"
    reply["choices"] = .array(
      answers.enumerated().map { Self.choice($0.element, at: $0.offset, asked, fault) })
    reply["usage"] = usage
    return .json(reply)
  }

  private static func choice(
    _ answer: Asked.Answer, at index: Int, _ asked: Asked, _ fault: Fault
  ) -> JSON {
    [
      "index": .integer(index),
      "logprobs": logProbabilities(of: answer, answer.pieces.indices, asked, fault),
      "finish_reason": .string(answer.finish),
      "message": [
        "role": "assistant", "annotations": [],
        "content": answer.refusal == nil ? .string(answer.text) : nil,
        "refusal": answer.refusal.map(JSON.string) ?? nil,
      ],
    ]
  }

  /// What a choice says of some of its tokens, where that is asked for.
  private static func logProbabilities(
    of answer: Asked.Answer, _ places: Range<Int>, _ asked: Asked, _ fault: Fault
  ) -> JSON {
    guard asked.wantsLogProbabilities, fault != .noLogProbabilities else { return .null }
    let tokens = places.map { place -> JSON in
      let token = answer.pieces[place]
      return [
        "token": .string(token), "logprob": .number(answer.logProbability(at: place, fault)),
        "bytes": .array(token.utf8.map { .integer(Int($0)) }), "top_logprobs": [],
      ]
    }
    return answer.refusal == nil
      ? ["content": .array(tokens), "refusal": nil] : ["content": nil, "refusal": .array(tokens)]
  }

  private static func usage(
    _ asked: Asked, _ answers: [Asked.Answer], _ fault: Fault
  ) -> JSON {
    let completion = answers.reduce(0) { $0 + $1.tokens }
    let prompt =
      switch fault {
      case .absurdUsage: Int.max
      case .negativeUsage: -1_000_000_000
      default: asked.promptTokens
      }
    return [
      "prompt_tokens": .integer(prompt), "completion_tokens": .integer(completion),
      "total_tokens": .integer(asked.promptTokens + completion),
      "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
      "completion_tokens_details": [
        "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
        "rejected_prediction_tokens": 0,
      ],
    ]
  }

  /// The chunks of a stream: candidates in turn, word by word, then their ends, then the usage.
  private static func events(
    _ head: JSON, _ answers: [Asked.Answer], _ asked: Asked, _ fault: Fault, usage: JSON?
  ) -> [String] {
    func event(_ choices: [JSON], usage used: JSON? = nil) -> String {
      var chunk = head
      chunk["choices"] = .array(choices)
      if usage != nil { chunk["usage"] = used ?? .null }
      return "data: \(chunk.written)\n\n"
    }
    func choice(
      _ index: Int, _ delta: JSON, logProbabilities: JSON = nil, finish: JSON = nil
    ) -> JSON {
      [
        "index": .integer(index), "delta": delta, "logprobs": logProbabilities,
        "finish_reason": finish,
      ]
    }
    var events = answers.indices.map {
      event([choice($0, ["role": "assistant", "content": "", "refusal": nil])])
    }
    let longest = answers.map(\.pieces.count).max() ?? 0
    for place in 0..<longest {
      for (index, answer) in answers.enumerated() where place < answer.pieces.count {
        let piece = JSON.string(answer.pieces[place])
        events.append(
          event([
            choice(
              index, [answer.refusal == nil ? "content" : "refusal": piece],
              logProbabilities: logProbabilities(of: answer, place..<place + 1, asked, fault))
          ]))
      }
    }
    for (index, answer) in answers.enumerated() {
      events.append(event([choice(index, [:], finish: .string(answer.finish))]))
    }
    if let usage { events.append(event([], usage: usage)) }
    return events + ["data: [DONE]\n\n"]
  }
}
