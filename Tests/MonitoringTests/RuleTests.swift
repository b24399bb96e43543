import Core
import Foundation
import Monitoring
import TestSupport
import Testing

@Suite struct RuleTests {
  @Test func `every rule stands on the page with its severity`() throws {
    let page = try String(
      contentsOf: Corpus.projectRoot.appending(path: "Sources/Core/Core.docc/Monitoring.md"),
      encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("-") }
      .map { $0.split(separator: "|").prefix(2).joined(separator: "|") }
    let wanted = MonitoringRule.allCases.map { " `\($0.rawValue)` | \($0.severity.rawValue) " }
    #expect(rows == wanted)
  }
}
