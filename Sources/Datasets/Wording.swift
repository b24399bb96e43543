import Core

extension Finding {
  static func notAChat(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-line-invalid", severity: .error, place: place,
      message: "the line is no chat: {\"messages\": [{\"role\": ..., \"content\": ...}]}",
      remedy: "Write one JSON object a line, with a list of messages.")
  }

  static func emptyLine(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-line-empty", severity: .error, place: place, message: "the line is empty",
      remedy: "Take it out: servers refuse a file with an empty line.")
  }

  static func byteOrderMark(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-byte-order-mark", severity: .warning, place: place,
      message: "the file begins with a byte order mark, at byte 0",
      remedy: "Save it as UTF-8 without one; only Azure has asked for it.")
  }

  static func noAnswer(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-last-message", severity: .error, place: place,
      message: "the last message is not the assistant's",
      remedy: "End every example with the answer that is to be learned.")
  }

  static func repeatedAnswer(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-assistant-repeated", severity: .warning, place: place,
      message: "two messages of the assistant follow one another",
      remedy: "Join them, or put the user's message between: Azure refuses the file.")
  }

  static func unknownRole(_ role: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-role-unknown", severity: .error, place: place,
      message: "'\(role)' is not a role", remedy: "Use system, user, assistant or tool.")
  }

  static func badWeight(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-weight", severity: .error, place: place,
      message: "a weight is not 0 or 1 of an assistant's message",
      remedy: "Write \"weight\": 0 to leave an assistant's message unlearned, else leave it out.")
  }

  static func emptyMessage(_ role: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-message-empty", severity: .error, place: place,
      message: "the \(role)'s message is empty",
      remedy: "Give it a text, or take the example out.")
  }

  static func secret(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-secret", severity: .error, place: place,
      message: "the example holds what looks like a key or token",
      remedy: "Take it out of the design document, and make the key invalid.")
  }

  static func personalData(_ what: String, _ text: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-personal-data", severity: .warning, place: place,
      message: "the example holds \(what): \(text)",
      remedy: "Take it out of the design document unless it is a public contact.")
  }

  static func contradiction(at here: SourceReference, with other: SourceReference) -> Finding {
    Finding(
      rule: "dataset-contradiction", severity: .warning,
      place: SourcePlace("UXDesignDocs/sources/\(here.document)", line: here.line),
      message: "the question is answered otherwise in \(other.document):\(other.line)",
      remedy: "Make the documents agree; until then neither answer is in the dataset.")
  }

  static func fewExamples(_ count: Int, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-few-examples", severity: .warning, place: place,
      message: "the training split has \(count) examples; tuning asks for 10 at the least",
      remedy: "Bring more design documents if a model is to be tuned.")
  }

  static func noHeldOut(_ groups: Int, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-not-split", severity: .note, place: place,
      message: "all examples are for training: only \(groups) source documents gave any",
      remedy: "Three or more documents let whole ones be held out for validation and test.")
  }

  static func overLong(
    _ example: TokenLimit.OverLong, _ limit: TokenLimit, at place: SourcePlace
  ) -> Finding {
    let done =
      example.isRefused
      ? "" : example.parts.isEmpty ? ", and is left out" : ", and is now \(example.parts.count)"
    return Finding(
      rule: "dataset-example-over-long", severity: example.isRefused ? .error : .warning,
      place: place,
      message: "example \(example.example) of \(example.group) has \(example.tokens) tokens, "
        + "more than the \(limit.tokens) allowed\(done)",
      remedy: "Shorten the section it was made of, or raise the limit.")
  }
}
