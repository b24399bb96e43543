import Core

extension Finding {
  static func otherPiece(_ piece: PieceID, at place: SourcePlace) -> Finding {
    Finding(
      rule: "editorial-other-piece", severity: .error, place: place,
      message: "the editorial document is of \(piece)",
      remedy: "Put this piece's document there, or delete the file to have it made anew.")
  }
}
