public import Core
public import Datasets

extension Newsroom {
  /// A piece's newest dataset with what was said of its examples.
  ///
  /// - Parameter examples: ids that are to be found in it, or beginnings of them; where one is not,
  ///   the piece's earlier datasets are read too.
  /// - Throws: ``NewsroomError`` where the piece has no dataset, or a review cannot be read;
  ///   `DatasetError` where the dataset is damaged.
  public func reviewedDataset(of piece: PieceID, naming examples: [String] = []) throws
    -> ReviewedDataset
  {
    let recorded = try recordedDatasets(of: PieceDesk(piece, in: self))
    guard let newest = recorded.last else {
      throw NewsroomError(
        .refused, "\(piece) has no dataset yet",
        remedy: "Take it to PromptDatasets: colophon run \(piece)")
    }
    let dataset = try dataset(newest)
    let reviews = try reviewDesk(of: piece).reviews()
    let reviewed = ReviewedDataset(dataset, reviews: reviews)
    let isWhole = examples.allSatisfy {
      (try? reviewed.example($0)).map { !reviewed[$0].messages.isEmpty } ?? false
    }
    guard !isWhole else { return reviewed }
    return ReviewedDataset(
      dataset, earlier: try recorded.dropLast().reversed().map(self.dataset), reviews: reviews)
  }

  /// Reviews examples of a piece's dataset: one file for each, below the stage's folder.
  ///
  /// - Parameter examples: ids, or beginnings of them.
  /// - Throws: what ``reviewedDataset(of:naming:)`` throws, and ``NewsroomError`` or `DatasetError`
  ///   where it cannot be said.
  public func review(
    _ examples: [String], of piece: PieceID, _ proposal: ReviewProposal, as actor: Actor
  ) async throws -> ReviewOutcome {
    try await holding(piece, as: actor, "dataset review") {
      let before = try reviewedDataset(of: piece, naming: examples)
      let reviews = try ReviewDesk.reviews(
        proposal, of: examples, in: before, by: actor.id, at: world.now())
      let files = try reviewDesk(of: piece).write(reviews)
      let ledger = ReviewLedger(before.reviews + reviews)
      let retracted = reviews.filter { $0.verdict == .retract }.map(\.example)
      let state = try PieceDesk(piece, in: self).state
      return ReviewOutcome(
        reviews: reviews, files: files,
        disputed: reviews.map(\.example).filter { ledger.disagreements[$0] != nil },
        next: Self.next(after: reviews, of: piece, state),
        impact: retracted.isEmpty ? nil : try impact(of: retracted, in: piece))
    }
  }

  /// Where a piece's reviews lie.
  func reviewDesk(of piece: PieceID) -> ReviewDesk {
    let folder = path(of: ReviewFile.folder, .promptDatasets, piece)
    return ReviewDesk(desk: desk, folder: folder, display: folder)
  }

  /// What brings reviews into a piece's dataset.
  private static func next(
    after reviews: [Example.Review], of piece: PieceID, _ state: PieceState
  ) -> String {
    if state.isOver {
      return "The piece is over: what is published stays; a new piece begins without the reviews."
    }
    if state.stage <= .promptDatasets, state.status == .inProgress || state.status == .submitted {
      return "The dataset takes it in when it is put forward again: colophon submit \(piece)"
    }
    if reviews.allSatisfy({ $0.verdict == .accept }) {
      return "The approved dataset stays as it is: its chats are the same."
    }
    return """
      The dataset is approved without it. To make it anew: colophon send-back \(piece) \
      \(StageID.promptDatasets.name) --reason \(Reason.accuracy.rawValue), or \
      \(Reason.licence.rawValue), \(Reason.rights.rawValue), \(Reason.personalData.rawValue), \
      \(Reason.tone.rawValue) where that is why.
      """
  }
}
