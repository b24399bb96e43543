import Foundation
public import Testing

/// Holds a text against a golden file beside the test.
///
/// `RECORD=1` rewrites the file and fails the test, so that nobody commits one unread.
public func expectGolden(
  _ text: String, _ name: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: filePath).deletingLastPathComponent()
    .appending(path: "Golden").appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(file.path); read it, then run again", sourceLocation: sourceLocation)
    return
  }
  let wanted = try String(contentsOf: file, encoding: .utf8)
  guard text != wanted else { return }
  let lines = zip(text.split(separator: "\n", omittingEmptySubsequences: false),
    wanted.split(separator: "\n", omittingEmptySubsequences: false))
  let first = Array(lines).enumerated().first { $0.element.0 != $0.element.1 }
  let place = first.map { "line \($0.offset + 1): got '\($0.element.0)', want '\($0.element.1)'" }
  Issue.record(
    "\(name) differs: \(place ?? "one is longer")", sourceLocation: sourceLocation)
}
