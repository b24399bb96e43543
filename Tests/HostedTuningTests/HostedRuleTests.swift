import Core
import Engines
import Foundation
import TestSupport
import Testing
import Tuning

@Suite struct HostedRuleTests {
  @Test func `every rule stands on the page TuningAtAServer with its severity, and no other`()
    throws
  {
    let page = Corpus.projectRoot.appending(path: "Sources/Core/Core.docc/TuningAtAServer.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    let rules = lines.filter { $0.hasPrefix("| `hosted-") || $0.hasPrefix("| `import-") }.map {
      $0.split(separator: "|").prefix(2).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let wanted =
      HostedTuningRule.allCases.map { ["`\($0.rawValue)`", $0.severity.rawValue] }
      + ImportRule.allCases.map { ["`\($0.rawValue)`", $0.severity.rawValue] }
    #expect(rules.sorted { $0[0] < $1[0] } == wanted.sorted { $0[0] < $1[0] })
  }

  @Test func `a table of steps is read strictly, in plain text or in Base64`() {
    let text = "step,train_loss,valid_loss\r\n1,2.5,\r\n2,nan,1\r\n3,1\r\nx,1,1\r\n4,1.5,1.25\r\n"
    for data in [Data(text.utf8), Data(text.utf8).base64EncodedData()] {
      let metrics = StepMetrics(data, file: "steps.csv")
      #expect(metrics.rows.map(\.step) == [1, 4])
      #expect(
        metrics.rows.map(\.figures) == [
          ["train_loss": 2.5], ["train_loss": 1.5, "valid_loss": 1.25],
        ])
      #expect(metrics.findings.map { $0.place?.line } == [3, 4, 5])
    }
    #expect(StepMetrics(Data("no table".utf8), file: "steps.csv").findings.count == 1)
    #expect(StepMetrics(Data(), file: "steps.csv").findings.count == 1)
  }
}
