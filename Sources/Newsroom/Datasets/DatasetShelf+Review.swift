import Core
public import Datasets

extension DatasetShelf {
  /// The dataset with what was said of its examples.
  ///
  /// - Throws: `DatasetError` where there is none, or it is damaged; ``NewsroomError`` where a review
  ///   cannot be read.
  public func reviewed() throws -> ReviewedDataset {
    ReviewedDataset(
      try Dataset(DatasetFiles(folder: folder).file), reviews: try reviewDesk.reviews())
  }

  /// Reviews examples: one file for each.
  ///
  /// - Parameters:
  ///   - examples: ids, or beginnings of them.
  ///   - reviewer: who says so: letters, digits, `-` and `_`.
  /// - Throws: what ``reviewed()`` throws, and ``NewsroomError`` or `DatasetError` where it cannot be
  ///   said.
  public func review(
    _ examples: [String], _ proposal: ReviewProposal, by reviewer: String
  ) throws -> ReviewOutcome {
    guard reviewer.wholeMatch(of: /[\p{L}\p{N}_-]+/) != nil else {
      throw NewsroomError(
        .usage, "'\(reviewer)' is no name for a reviewer",
        remedy: "Use letters, digits, - and _: --as mia")
    }
    let before = try reviewed()
    let reviews = try ReviewDesk.reviews(
      proposal, of: examples, in: before, by: reviewer, at: now)
    let files = try reviewDesk.write(reviews)
    let ledger = ReviewLedger(before.reviews + reviews)
    return ReviewOutcome(
      reviews: reviews, files: files,
      disputed: reviews.map(\.example).filter { ledger.disagreements[$0] != nil },
      next: "The dataset takes it in when it is built again: "
        + "colophon dataset build --from DOCUMENTS --out \(folder)",
      impact: nil)
  }

  /// Where the reviews lie.
  var reviewDesk: ReviewDesk {
    ReviewDesk(
      desk: cacheDesk, folder: ReviewFile.folder, display: "\(folder)/\(ReviewFile.folder)")
  }
}
