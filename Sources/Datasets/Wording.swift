import Core

extension Finding {
  static func notAChat(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-line-invalid", severity: .error, place: place,
      message: "the line is no chat: {\"messages\": [{\"role\": ..., \"content\": ...}]}",
      remedy: "Write one JSON object a line, with a list of messages.")
  }

  static func noAnswer(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-last-message", severity: .error, place: place,
      message: "the last message is not the assistant's",
      remedy: "End every example with the answer that is to be learned.")
  }

  static func unknownRole(_ role: String, at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-role-unknown", severity: .error, place: place,
      message: "'\(role)' is not a role", remedy: "Use system, user, assistant or tool.")
  }

  static func emptyMessage(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-message-empty", severity: .error, place: place, message: "a message is empty",
      remedy: "Give it a text, or take the example out.")
  }

  static func secret(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-secret", severity: .error, place: place,
      message: "the example holds what looks like a key or token",
      remedy: "Take it out of the design document, and make the key invalid.")
  }

  static func address(at place: SourcePlace) -> Finding {
    Finding(
      rule: "dataset-personal-data", severity: .warning, place: place,
      message: "the example holds an e-mail address",
      remedy: "Take it out of the design document unless it is a public contact.")
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
      message: "all examples are for training: there are only \(groups) source documents",
      remedy: "Three or more documents let whole ones be held out for validation and test.")
  }
}
