import Core
import Evaluation

/// One answer of a model that is measured: a line of `answers.jsonl`.
struct EvaluatedAnswer: Codable, Hashable, Sendable {
  /// The line of the set's file, from 1.
  var line: Int
  /// Empty where the prompt was not answered.
  var answer: String
  /// Why not; `nil` where it was.
  var failure: String?
  /// What the answer was to be.
  var reference: String
  /// Why the server stopped: `stop`, `length`.
  var finish: String?
  /// The model's name in the reply.
  var model: String?
  var seconds: Double?
  var promptTokens: Int?
  var completionTokens: Int?
  /// Whether all that the answer says is in the prompt or in the wanted answer.
  var isGrounded: Bool
  /// Whether it breaks nothing of the desk's house style; `nil` where that was not looked at.
  var isInHouseStyle: Bool?
  /// How likely the model held it; `nil` where that was not asked for, or not said.
  var likelihood: AnswerLikelihood?
  /// What graders gave it.
  var grades: [Grade]

  /// Whether it ended by itself, in the form of the wanted one.
  var hasWantedForm: Bool {
    failure == nil && finish != "length" && AnswerForm(of: answer) == AnswerForm(of: reference)
  }

  var pair: TextPair { TextPair(answer, reference: reference) }
}
