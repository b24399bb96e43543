import Core

/// Why a format has no place for an example.
enum ExportObstacle: Error, Hashable {
  case noPairs
  case noChats
  /// The turns are not the user's and the assistant's by turns.
  case irregular
  /// The answer answers no message of the user's.
  case noQuestion
  /// More than one question.
  case severalTurns

  /// As the rest of a sentence.
  var reason: String {
    switch self {
    case .noPairs: "the format has no place for preferences"
    case .noChats: "the format is for preferences alone"
    case .irregular: "the format wants the user and the assistant by turns"
    case .noQuestion: "the format wants a question before the answer"
    case .severalTurns: "the format has one question and one answer"
    }
  }
}
