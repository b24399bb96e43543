import Core
import Publishing

extension PublisherEditorialStage {
  /// Whether a returned document is about this piece and this version.
  func check(
    _ returned: EditorialDocument, of wanted: EditorialDocument, at place: SourcePlace
  ) -> [Finding] {
    returned.piece == wanted.piece ? [] : [.otherPiece(returned.piece, at: place)]
  }
}
