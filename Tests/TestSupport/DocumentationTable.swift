import Foundation
public import Testing

/// Holds a table against the one that a page of the catalogue prints.
///
/// `RECORD=1` rewrites the page's table and fails the test, so that nobody commits one unread.
///
/// - Parameters:
///   - header: the columns' names.
///   - page: the page's file name in `Sources/Core/Core.docc`.
public func expectTable(
  _ header: [String], _ rows: [[String]], on page: String, filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Core/Core.docc").appending(path: page)
  let text = try String(contentsOf: file, encoding: .utf8)
  let rule = header.map { _ in "---" }
  let wanted = ([header, rule] + rows).map { "| \($0.joined(separator: " | ")) |" }
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let start = lines.firstIndex { $0.hasPrefix("| \(header[0]) |") } ?? lines.endIndex
  let found = Array(lines[start...].prefix { $0.hasPrefix("|") })
  guard found != wanted else { return }
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    let written = lines[..<start] + wanted + lines[(start + found.count)...]
    try Data(written.joined(separator: "\n").utf8).write(to: file)
    Issue.record("recorded \(page); read it, then run again", sourceLocation: sourceLocation)
    return
  }
  let missing = wanted.filter { !found.contains($0) }
  let surplus = found.filter { !wanted.contains($0) }
  Issue.record(
    "\(page) is not what the sources say; missing: \(missing), too many: \(surplus); RECORD=1 writes it",
    sourceLocation: sourceLocation)
}
