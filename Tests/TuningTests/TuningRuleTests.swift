import Core
import Foundation
import TestSupport
import Testing
import Tuning

@Suite struct TuningRuleTests {
  @Test func `every rule stands on the page Tuning with its severity, and no other`() throws {
    let page = Corpus.projectRoot.appending(path: "Sources/Core/Core.docc/Tuning.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    let rules = lines.filter { $0.hasPrefix("| `tuning-") }.map { line in
      line.split(separator: "|").prefix(2).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let wanted = TuningRule.allCases.map { ["`\($0.rawValue)`", $0.severity.rawValue] }
    #expect(rules.sorted { $0[0] < $1[0] } == wanted.sorted { $0[0] < $1[0] })
  }
}
