import Core
import Datasets
import Formats
import Foundation
import TestSupport
import Testing

/// What a document does not say to its readers - editors' remarks, what was deleted as a whole - is in
/// no example, and changes none.
struct UnsaidTests {
  private static let kinds = DesignNode.Kind.allCases.filter { $0 != .comment }

  /// A design set of a few documents, made up; every third node or so is unsaid.
  private static func designSet(seed: UInt64) -> [DesignNode] {
    var random = SeededGenerator(seed: seed)
    let words = [
      "room", "loan", "card", "desk", "book", "renew", "reader", "online", "open", "late",
    ]
    var nodes: [DesignNode] = []
    for number in 0..<4 {
      let document = "doc\(number).md"
      var section: [String] = []
      for line in 1...30 {
        let length = Int.random(in: 1...8, using: &random)
        let text =
          (0..<length).compactMap { _ in words.randomElement(using: &random) }
          .joined(separator: " ") + " \(line)"
        let kind = kinds.randomElement(using: &random) ?? .paragraph
        if Int.random(in: 0..<3, using: &random) == 0 {
          nodes.append(unsaid(kind, "GRUMBLE \(text)", document, line, section, &random))
          continue
        }
        let role = kind == .uiString ? "button" : nil
        nodes.append(node(kind, text, role: role, in: document, line: line, under: section))
        if kind == .section { section = [text] }
      }
    }
    return nodes
  }

  /// A remark, or a passage that tracked changes take out.
  private static func unsaid(
    _ kind: DesignNode.Kind, _ text: String, _ document: String, _ line: Int, _ section: [String],
    _ random: inout SeededGenerator
  ) -> DesignNode {
    if Bool.random(using: &random) {
      var remark = node(.comment, text, role: "remark", in: document, line: line, under: section)
      remark.remark = Remark(author: "Helen", anchor: "GRUMBLE anchor")
      return remark
    }
    var deleted = node(kind, "", role: "button", in: document, line: line, under: section)
    deleted.revisions = [Revision(text, change: .delete, author: "Helen")]
    return deleted
  }

  @Test(arguments: 0..<60)
  func `a dataset is the same whether unsaid nodes stand among the others or not`(seed: Int) throws
  {
    let nodes = Self.designSet(seed: UInt64(seed))
    let said = nodes.filter(\.isSaid)
    try #require(said.count < nodes.count)
    let builder = try DatasetBuilder.plain()
    let (one, other) = (try builder.build(from: nodes), try builder.build(from: said))
    #expect(one.train == other.train && one.validation == other.validation)
    #expect(one.test == other.test && one.lineage == other.lineage)
    let ids = Set(said.map(\.id))
    #expect(try one.readLineage().flatMap(\.sources).allSatisfy { ids.contains($0.node) })
    for file in [one.train, one.validation, one.test, one.lineage, one.card, one.report] {
      #expect(!String(decoding: file, as: UTF8.self).contains("GRUMBLE"))
    }
  }

  @Test func `what was left out is counted by its reason`() throws {
    var deleted = node(.paragraph, "", line: 3, under: ["Rooms"])
    deleted.revisions = [Revision("Old words here.", change: .delete)]
    let nodes = [
      node(.section, "Rooms", line: 1),
      node(.paragraph, "Rooms can be booked online.", line: 2, under: ["Rooms"]), deleted,
      node(.comment, "Is that so?", line: 4, under: ["Rooms"]),
    ]
    let built = try DatasetBuilder.plain().build(from: nodes)
    #expect(built.examples.count == 1)
    let report = try built.readReport()
    #expect(report.skipped["an editor's remark"] == 1)
    #expect(report.skipped["a passage that was deleted"] == 1)
  }
}
