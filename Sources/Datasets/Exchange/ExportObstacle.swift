import Core

/// Why a format has no place for an example.
enum ExportObstacle: Error, Hashable {
  case noPairs
  case noChats
  /// The turns are not the user's and the assistant's by turns.
  case irregular
  /// More than one question.
  case severalTurns

  /// As the rest of a sentence.
  var reason: String {
    switch self {
    case .noPairs: "the format has no place for preferences"
    case .noChats: "the format is for preferences alone"
    case .irregular: "the format wants the user and the assistant by turns"
    case .severalTurns: "the format has one question and one answer"
    }
  }
}
