import Core
import Documents
import Foundation
import TestSupport
import Testing

/// Counts on real string tables, held against counts taken with libxml2's XPath.
@Suite(.enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absent)))
struct StringTableCorpusTests {
  private func readAll(_ set: String, _ ending: String) throws -> [ReadDocument] {
    try Corpus.files(of: set).filter { $0.pathExtension == ending }.map { file in
      try DocumentReader.read(
        Data(contentsOf: file), path: file.lastPathComponent, display: file.lastPathComponent)
    }
  }

  @Test func `Symfony's validators give every unit, state and note`() throws {
    let tables = try readAll("xliff-symfony-validator", "xlf")
    #expect(tables.count == 57 && tables.allSatisfy { $0.format == .xliff })
    let nodes = tables.flatMap(\.nodes)
    #expect(nodes.count { $0.kind == .uiString } == 6_612)
    #expect(nodes.count { $0.translation?.state != nil } == 554)
    #expect(nodes.count { $0.kind == .comment && $0.role == "note" } == 1)
    let rules = Dictionary(grouping: tables.flatMap(\.findings), by: \.rule)
    #expect(rules["duplicate-id"] == nil && rules["empty-source"] == nil)
    // Each was read: a name misspelt or of another unit, such as {{ width }} where the height is meant.
    #expect(rules["lost-placeholder"]?.count == 14)
    #expect(rules["inconsistent-translation"] == nil)
  }

  @Test func `apktool's resources are read, those without strings too`() throws {
    let tables = try readAll("android-apktool", "xml")
    #expect(tables.count == 12 && tables.allSatisfy { $0.format == .android })
    // 12 strings, 1 of them empty.
    let strings = tables.flatMap(\.nodes).filter { $0.kind == .uiString }
    #expect(strings.count == 11)
    #expect(strings.contains { $0.key == "long_string_32767" && $0.text.count == 32_767 })
  }

  @Test(arguments: [
    (
      "a01-android-escape.xml",
      ["unescaped-apostrophe", "unnumbered-formats", "duplicate-name", "bad-quantity"]
    ),
    ("l01-xliff-dup.xlf", ["duplicate-id", "lost-placeholder", "empty-source"]),
  ])
  func `what is wrong in a hostile table is named`(name: String, rules: [String]) throws {
    let file = try #require(
      Corpus.files(of: "hostile-own").first { $0.lastPathComponent == name })
    let document = try DocumentReader.read(
      Data(contentsOf: file), path: name, display: name)
    #expect(Set(rules).isSubset(of: document.findings.map(\.rule)))
  }
}
