import Core
import FoundationEssentials

/// An example as a build keeps it: all that the whole dataset asks of it, made once of its document,
/// and its line as it is written.
struct ExampleRecord: Hashable {
  /// What a rule says of the example, wherever its line comes to stand.
  struct Remark: Hashable {
    var rule: String
    var severity: Finding.Severity
    var message: String
    var remedy: String
    var jsonPath: String?
    var column: Int?
  }

  var id: String
  var kind: Example.Kind
  var recipe: String
  var recipeVersion: Int
  var group: String
  var tokens: ChatTokens
  /// Its line, without the line end.
  var line: [UInt8]
  /// Its sources as they stand in its line of lineage.
  var sources: [UInt8]
  /// What examples share that ask the same.
  var asked: ContentKey
  /// What examples share that answer the same.
  var answered: ContentKey
  /// What it is compared with others by.
  var compared: ComparedExample
  var remarks: [Remark]
}

extension ExampleRecord {
  /// What the general rules say of a line.
  ///
  /// - Parameter isClean: whether nothing sensitive is left in it: cleaning has looked.
  static func remarks(on line: [UInt8], isClean: Bool) -> [Remark] {
    let checker = isClean ? cleanChecker : wholeChecker
    return checker.check(Data(line), display: "").findings.map {
      Remark(
        rule: $0.rule, severity: $0.severity, message: $0.message, remedy: $0.remedy,
        jsonPath: $0.jsonPath, column: $0.place?.column)
    }
  }

  private static let wholeChecker = DatasetChecker(without: [.exampleRepeated])
  private static let cleanChecker = DatasetChecker(
    without: [.exampleRepeated, .secret, .personalData])
}
