import Core
import Documents
import Foundation
import TestSupport
import Testing

/// What those are told who write a profile.
struct ProfileGuideTests {
  private static let page: String = {
    let file = URL(filePath: #filePath)
      .appending(path: "../../../Sources/Core/Core.docc/Profiles.md").standardized
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  /// The text of the page's first block of a language.
  private func block(_ language: String) throws -> String {
    let start = try #require(Self.page.firstRange(of: "```\(language)\n"))
    let rest = Self.page[start.upperBound...]
    return String(rest[..<(try #require(rest.firstRange(of: "```"))).lowerBound])
  }

  @Test(arguments: [
    ("key", ProfileGuide.keys), ("key of a rule", ProfileGuide.ruleKeys),
    ("`as`, for an element", ProfileGuide.elementRoles),
    ("`as`, for an attribute", ProfileGuide.attributeRoles),
  ])
  func `the page about profiles names every key and role`(
    header: String, entries: [ProfileGuide.Entry]
  ) throws {
    #expect(entries.allSatisfy { !$0.meaning.isEmpty })
    try expectTable(
      [header, "meaning"], entries.map { ["`\($0.word)`", $0.meaning] }, on: "Profiles.md")
  }

  @Test func `the page's example reads as the page says`() throws {
    let profile = TemplateFile(display: "brief.yml", bytes: Data(try block("yaml").utf8))
    #expect(DocumentProfiles.check(profile) == [])
    let document = try DocumentReader.read(
      Data(try block("xml").utf8), path: "cards.xml", display: "cards.xml",
      profiles: .builtIn.adding([profile]))
    let lines = document.nodes.map { node in
      "cards.xml:\(node.line):\(node.column ?? 0): \(node.kind.rawValue)"
        + (node.role.map { ":\($0)" } ?? "") + ": \(node.text)"
    }
    #expect(Self.page.contains("```\n\(lines.joined(separator: "\n"))\n```"), "\(lines)")
  }

  @Test func `every pattern that the page lists can be written`() throws {
    let start = try #require(Self.page.firstRange(of: "| pattern | matches |"))
    let rows = Self.page[start.upperBound...].split(separator: "\n").prefix { $0.hasPrefix("|") }
      .dropFirst()
    #expect(rows.count > 10)
    for row in rows {
      let cells = row.replacing("\\|", with: "\u{0}").split(separator: "|")
      let patterns = cells[0].split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
      for (_, pattern) in patterns {
        let text = pattern.replacing("\u{0}", with: "|")
        let role = text.contains("/@") ? "link" : "section"
        let profile = """
          format: a
          namespaces: {b: "urn:b"}
          rules:
            - {match: "\(text)", as: \(role)}
          """
        let file = TemplateFile(display: "a.yml", bytes: Data(profile.utf8))
        #expect(DocumentProfiles.check(file) == [], "\(text)")
      }
    }
  }
}
