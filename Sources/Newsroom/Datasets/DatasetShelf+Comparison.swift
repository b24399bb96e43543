public import Datasets

extension DatasetShelf {
  /// The dataset as it is, with what tells why.
  ///
  /// - Throws: `DatasetError` where it is damaged; ``NewsroomError`` where there is none, or a review
  ///   cannot be read.
  public func snapshot() throws -> DatasetSnapshot {
    let files = try DatasetFiles(folder: folder)
    return DatasetSnapshot(
      try Dataset(files.file), report: try? DatasetReport(files.file),
      reviews: ReviewLedger(try reviewDesk.reviews()))
  }
}
