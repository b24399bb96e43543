import Core

/// What was found in a line: its column is counted when the line is done, for all findings at once.
struct LineFinding {
  var rule: DatasetRule
  var severity: Finding.Severity
  /// The offset in the file.
  var offset: Int
  var path: String?
  var message: String
  var remedy: String
}
