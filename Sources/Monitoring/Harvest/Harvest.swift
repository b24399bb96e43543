public import Core
import Datasets
import Formats
public import FoundationEssentials

/// Makes examples for the next version of a dataset of what a gateway's clients said of its answers.
///
/// An answer that was rated good is learned as it is; where somebody wrote a better one, that one is, and it
/// is preferred to the given one; one that was only rated bad waits for a person. Nothing is taken without
/// consent, nothing that the frozen test split has, and nothing twice. The conversations behind the
/// examples are written beside them, without personal data, so that each example can be followed back when
/// the gateway's own files are gone.
public struct Harvest: Sendable {
  /// The name of the examples that are chats.
  public static let chatsName = "chats.jsonl"
  /// The name of the examples that are preferences.
  public static let preferencesName = "preferences.jsonl"
  /// The name of the conversations behind them.
  public static let conversationsName = "conversations.jsonl"
  /// The name of the report.
  public static let reportName = "report.json"

  /// What was taken and left out.
  public let report: HarvestReport
  /// What is wrong with records, and with the harvest.
  public let findings: [Finding]
  /// The conversations that something was taken of, in the order of their file's lines.
  public let conversations: [HarvestedConversation]
  /// The files by their names; one without lines is left out. Equal records give equal bytes.
  public let files: [String: Data]

  /// Harvests some days of a gateway's calls.
  ///
  /// - Parameters:
  ///   - folder: where the gateway keeps them.
  ///   - days: the first and the last; feedback may come later.
  ///   - test: the examples of the dataset's frozen test split; `nil` where there is none yet.
  ///   - redactor: takes out what personal data there still is.
  ///   - conversationsPath: what the examples' lineage calls the file of conversations.
  /// - Throws: ``MonitoringError`` where a file cannot be read; what encoding throws.
  public init(
    of folder: GatewayFolder, days: ClosedRange<UTCDay>, test: [Example]?,
    redactor: RecordRedactor, conversationsPath: String = Harvest.conversationsName
  ) throws {
    var reading = HarvestReading(folder, days, redactor)
    try reading.read()
    var sorting = HarvestSorting(reading.report, reading.calls)
    sorting.leaveOut(test ?? [])
    var report = sorting.report
    let writing = try HarvestWriting(sorting.kept, in: sorting, conversationsPath)
    report.chats = writing.chats
    report.preferences = writing.preferences
    report.conversations = writing.conversations.count
    report.testExamples = test?.count ?? 0
    conversations = writing.conversations
    var files = writing.files
    files[Self.reportName] = try CanonicalJSON.document(report)
    self.files = files
    self.report = report
    findings = reading.findings + (test == nil ? [.unguarded] : [])
  }
}

extension Finding {
  fileprivate static var unguarded: Finding {
    MonitoringRule.harvestUnguarded.finding(
      at: nil, "no frozen test split is known, so that nothing was held against it",
      remedy:
        "Freeze the dataset's splits first (colophon dataset build --freeze), then harvest again.")
  }
}
