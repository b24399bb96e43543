import Core
import Datasets
import Foundation
import Testing

struct DatasetValidationTests {
  private static let good = """
    {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}
    """

  private func findings(_ jsonl: String) -> [Finding] {
    DatasetValidation.findings(in: Data(jsonl.utf8), display: "train.jsonl")
  }

  @Test(arguments: [
    good,
    #"{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Q"},{"role":"assistant","content":"A","weight":0}]}"#,
    #"{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},{"role":"tool","content":"42"},{"role":"assistant","content":"A"}]}"#,
    #"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a/b"}}]},{"role":"assistant","content":"A"}]}"#,
  ])
  func `a line that servers take has no finding`(line: String) {
    #expect(findings(line + "\n") == [])
  }

  @Test(arguments: [
    (#"{"messages":"#, "dataset-line-invalid"),
    (#"["messages"]"#, "dataset-line-invalid"),
    (#"{"prompt":"Q","completion":"A"}"#, "dataset-line-invalid"),
    ("", "dataset-line-empty"),
    (#"{"messages":[]}"#, "dataset-last-message"),
    (#"{"messages":[{"role":"user","content":"Q"}]}"#, "dataset-last-message"),
    (
      #"{"messages":[{"role":"human","content":"Q"},{"role":"assistant","content":"A"}]}"#,
      "dataset-role-unknown"
    ),
    (
      #"{"messages":[{"role":"user","content":" "},{"role":"assistant","content":"A"}]}"#,
      "dataset-message-empty"
    ),
    (
      #"{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null}]}"#,
      "dataset-message-empty"
    ),
    (
      #"{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A","weight":0.5}]}"#,
      "dataset-weight"
    ),
    (
      #"{"messages":[{"role":"user","content":"Q","weight":1},{"role":"assistant","content":"A"}]}"#,
      "dataset-weight"
    ),
    (
      #"{"messages":[{"role":"assistant","content":"A"},{"role":"assistant","content":"B"}]}"#,
      "dataset-assistant-repeated"
    ),
  ])
  func `a line that servers refuse is found at its line`(line: String, rule: String) throws {
    let found = findings("\(Self.good)\n\(line)\n\(Self.good)\n")
    #expect(found.map(\.rule) == [rule])
    #expect(found.first?.place?.description == "train.jsonl:2")
  }

  @Test(arguments: [
    ("sk-proj-" + String(repeating: "aB3_", count: 10), "dataset-secret"),
    ("AKIAIOSFODNN7EXAMPLE", "dataset-secret"),
    ("ghp_" + String(repeating: "x1Y2", count: 9), "dataset-secret"),
    ("-----BEGIN RSA PRIVATE KEY-----", "dataset-secret"),
    ("mia.wong@library.org.uk", "dataset-personal-data"),
    ("+48 22 555 12 34", "dataset-personal-data"),
    ("(020) 7123 4567", "dataset-personal-data"),
  ])
  func `secrets and personal data are found`(text: String, rule: String) {
    let found = findings(
      #"{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"See \#(text) now"}]}"#
    )
    #expect(found.map(\.rule) == [rule])
  }

  @Test(arguments: [
    "risk-assessment-of-the-whole-building-2026", "task-0123456789012345678901",
    "help@library.example",
    "someone@example.com", "2026-11-21 03:15", "ISBN 0-306-40615-2", "from 10 000 to 20 000",
    "The skin AKIA is no key", "Room 020", "01632 960 118", "+44 20 7946 0958",
  ])
  func `what only looks like a secret or personal data is left alone`(text: String) {
    let found = findings(
      #"{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"\#(text)"}]}"#)
    #expect(found == [])
  }

  @Test func `a byte order mark is named with its byte`() {
    let found = findings("\u{FEFF}\(Self.good)\n")
    #expect(found.map(\.rule) == ["dataset-byte-order-mark"])
    #expect(found.first?.message.contains("byte 0") == true)
  }

  @Test func `an empty file has nothing to find`() {
    #expect(findings("") == [])
  }
}
