public import Core
import Datasets
import FoundationEssentials
import Monitoring
import Store

extension Newsroom {
  /// The subfolder of stage 3's folder that its next dataset takes examples from.
  private static let imported = "imported/harvest"
  /// The subfolder with the conversations behind them.
  private static let harvested = "harvested"

  /// Makes examples for a piece's next dataset of what clients of the gateway said of its answers.
  ///
  /// They lie where stage 3 imports from; the conversations behind them lie beside, and Git keeps both.
  ///
  /// - Parameter days: how many, today among them.
  /// - Throws: ``NewsroomError`` where nothing could be taken, and another process holds the piece.
  public func harvest(
    for piece: PieceID, days: Int, as actor: Actor
  ) async throws -> HarvestOutcome {
    try await holding(piece, as: actor, "dataset harvest") {
      let today = UTCDay(world.now())
      let folder = "\(desk.folder(of: piece))/\(StageID.promptDatasets.name)"
      let harvest = try Harvest(
        of: gatewayFolder, days: today.advanced(by: 1 - max(1, days))...today,
        test: try testExamples(of: piece), redactor: redactor,
        conversationsPath: "\(folder)/\(Self.harvested)/\(Harvest.conversationsName)")
      guard harvest.report.chats + harvest.report.preferences > 0 else {
        throw NewsroomError(
          .refused, "nothing could be taken of \(harvest.report.calls) calls",
          remedy: harvest.report.text, findings: harvest.findings)
      }
      var written: [String] = []
      for (name, data) in harvest.files.sorted(by: { $0.key < $1.key }) {
        let isExamples = [Harvest.chatsName, Harvest.preferencesName].contains(name)
        let path = "\(folder)/\(isExamples ? Self.imported : Self.harvested)/\(name)"
        try desk.write(data, to: path)
        written.append(path)
      }
      return HarvestOutcome(
        piece: piece, report: harvest.report, files: written, findings: harvest.findings)
    }
  }

  /// The examples of a piece's test split; `nil` where it has no dataset yet.
  private func testExamples(of piece: PieceID) throws -> [Example]? {
    guard let newest = try recordedDatasets(of: PieceDesk(piece, in: self)).last else { return nil }
    return try dataset(newest).entries.filter { $0.split == .test }.map(\.example)
  }
}
