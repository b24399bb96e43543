public import Core
import Datasets
import FoundationEssentials
import Monitoring
import Store

extension Newsroom {
  /// Makes examples for a piece's next dataset of what clients of the gateway said of its answers.
  ///
  /// They lie where stage 3 imports from; the conversations behind them lie beside, and Git keeps both. They
  /// replace those of the harvest before: what may no longer be used, for somebody took consent back, is not
  /// there afterwards.
  ///
  /// - Parameter days: how many, today among them; `nil` for all that are on record.
  /// - Throws: ``NewsroomError`` where there is nothing to take and nothing to remove, and where another
  ///   process holds the piece.
  public func harvest(
    for piece: PieceID, days: Int?, as actor: Actor
  ) async throws -> HarvestOutcome {
    try await holding(piece, as: actor, "dataset harvest") {
      let files = HarvestFiles(desk: desk, piece: piece)
      let today = UTCDay(world.now())
      let first =
        days.map { today.advanced(by: 1 - max(1, $0)) } ?? gatewayFolder.days.first ?? today
      let harvest = try Harvest(
        of: gatewayFolder, days: min(first, today)...today, test: try testExamples(of: piece),
        redactor: redactor, conversationsPath: files.conversations)
      let former = try files.calls()
      let isEmpty = harvest.report.chats + harvest.report.preferences == 0
      if isEmpty, try files.examples().isEmpty {
        throw NewsroomError(
          .refused, "nothing could be taken of \(harvest.report.calls) calls",
          remedy: harvest.report.text, findings: harvest.findings)
      }
      let written = try files.replace(with: harvest.files)
      let calls = Set(harvest.conversations.flatMap { $0.calls.map(\.call) })
      return HarvestOutcome(
        piece: piece, report: harvest.report, files: written,
        dropped: former.filter { !calls.contains($0) }, findings: harvest.findings)
    }
  }

  /// Whether what was harvested for a piece is still what its conversations give.
  func harvestFindings(of piece: PieceID) throws -> [Finding] {
    let files = HarvestFiles(desk: desk, piece: piece)
    return try Harvest.verify(files.kept(), display: files.path)
  }

  /// The examples of a piece's test split; `nil` where it has no dataset yet.
  private func testExamples(of piece: PieceID) throws -> [Example]? {
    guard let newest = try recordedDatasets(of: PieceDesk(piece, in: self)).last else { return nil }
    return try dataset(newest).entries.filter { $0.split == .test }.map(\.example)
  }
}
