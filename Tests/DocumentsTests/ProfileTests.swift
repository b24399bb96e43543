import Core
import Documents
import Foundation
import Testing

/// Vocabularies described by data.
struct ProfileTests {
  private func file(_ text: String) -> TemplateFile {
    TemplateFile(display: "Templates/profiles/brief.yml", bytes: Data(text.utf8))
  }

  private let brief = """
    format: brief
    title: Our briefs
    recognised: [{root: brief, namespace: "urn:example:brief"}]
    namespaces: {b: "urn:example:brief"}
    rules:
      - {match: brief, as: section}
      - {match: name, as: title}
      - {match: part, as: section}
      - {match: part/name, as: title}
      - {match: text, as: paragraph}
      - {match: "text[@kind='rule']", as: block, kind: requirement, role: must}
      - {match: "text[@kind='rule' and not(@level) or contains(@kind,'wish')]", as: block, kind: requirement, role: wish}
      - {match: b:internal//text, as: comment}
      - {match: /brief/hint, as: block, kind: admonition, role: hint}
      - {match: control, as: ui-string, role: button}
      - {match: control/@tip, as: ui-string, role: tooltip}
      - {match: ref/@to, as: link}
    """

  @Test func `a team's own vocabulary is read by its profile`() throws {
    let profiles = try DocumentProfiles.builtIn.adding([file(brief)])
    let text = """
      <brief xmlns="urn:example:brief"><name>Cards</name>
      <hint>Be brief.</hint>
      <part><name>Rules</name>
      <text kind="rule" level="1">Show <control tip="Saves it">Save</control>.</text>
      <text kind="rule">See <ref to="a.html">there</ref>.</text>
      <text kind="a wish">Perhaps.</text>
      <internal><x><text>Never print this.</text></x></internal>
      <hint>No root's hint.</hint>
      </part></brief>
      """
    let document = try DocumentReader.read(
      Data(text.utf8), path: "a.xml", display: "a.xml", profiles: profiles)
    #expect(document.format.rawValue == "brief")
    #expect(
      document.nodes.map { "\($0.kind.rawValue) \($0.role ?? "-") \($0.text)" } == [
        "title - Cards", "admonition hint Be brief.", "section - Rules",
        "requirement must Show Save.", "uiString tooltip Saves it", "uiString button Save",
        "requirement wish See there.", "requirement wish Perhaps.",
        "comment remark Never print this.", "paragraph - No root's hint.",
      ])
    #expect(document.nodes[6].links == [TextLink(text: "there", target: "a.html")])
  }

  @Test func `without its profile the vocabulary is refused, with the way out`() {
    let error = #expect(throws: DocumentError.self) {
      try DocumentReader.read(
        Data("<brief xmlns='urn:example:brief'/>".utf8), path: "a.xml", display: "a.xml")
    }
    #expect(error?.remedy.contains("profile") == true)
  }

  @Test func `a profile in a built-in one's place counts`() throws {
    let own = file("format: mallard\nrules:\n  - {match: page, as: section}\n  - {match: p, as: code}\n")
    let profiles = try DocumentProfiles.builtIn.adding([own])
    let page = #"<page xmlns="http://projectmallard.org/1.0/"><p>Word</p></page>"#
    let document = try DocumentReader.read(
      Data(page.utf8), path: "a.page", display: "a.page", profiles: profiles)
    #expect(document.nodes.map(\.kind) == [.code])
  }

  @Test(arguments: [
    ("format: a\nrulez: []\n", "2:1: error: unknown key 'rulez'"),
    ("format: a\nrules:\n  - {match: p, as: parragraph}\n", "3:20: error: 'parragraph' is nothing"),
    ("format: a\nrules:\n  - {match: p, as: block}\n", "3:5: error: a block needs its kind"),
    ("format: a\nrules:\n  - {match: p, as: block, kind: rule}\n", "3:33: error: 'rule' is no kind"),
    ("format: a\nrules:\n  - {match: 'p[1]', as: title}\n", "3:15: error: the pattern 'p[1]' is wrong"),
    ("format: a\nrules:\n  - {match: 'p[.=\"x\"]', as: title}\n", "3:15: error: the pattern"),
    ("format: a\nrules:\n  - {match: '@*', as: link}\n", "3:15: error: the pattern '@*' is wrong"),
    ("format: a\nrules:\n  - {match: '@a[@b]', as: link}\n", "3:16: error: the pattern '@a[@b]'"),
    ("format: a\nrules:\n  - {match: p, as: title, colour: red}\n", "3:5: error: unknown key 'colour'"),
    ("format: a\nrules:\n  - {match: q:p, as: title}\n", "3:13: error: the pattern 'q:p'"),
    ("format: a\nrules:\n  - {match: \"p[@a\", as: title}\n", "']' is missing"),
    ("format: a\nrules:\n  - {match: \"p[@a=]\", as: title}\n", "a text in quotes is wanted"),
    ("format: a\nrules:\n  - {match: \"p | @a\", as: title}\n", "it mixes elements and attributes"),
    ("format: a\nrules:\n  - {match: \"@a\", as: section}\n", "'section' is nothing that an attribute"),
    ("format: a\nunknown: block\nrules: []\n", "2:10: error: 'unknown' is 'block'"),
    ("format: a\nrules:\n  - {match: p, as: item}\n  - {match: p, as: title}\n", "3:13: warning: the rule for 'p'"),
    ("rules: [\n", "the YAML is malformed"),
  ])
  func `what is wrong with a profile is named with its line`(text: String, message: String) {
    let findings = DocumentProfiles.check(file(text))
    #expect(findings.map(\.description).joined(separator: "\n").contains(message))
  }

  @Test func `nothing is wrong with the built-in profiles`() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../Templates/profiles").standardized
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 8)
    for url in files {
      let file = TemplateFile(display: url.lastPathComponent, bytes: try Data(contentsOf: url))
      #expect(DocumentProfiles.check(file) == [], "\(url.lastPathComponent)")
    }
  }

  @Test func `a condition about children holds where it holds of any of them`() throws {
    let own = file(
      """
      format: mallard
      rules:
        - {match: page, as: section}
        - {match: p, as: paragraph}
        - {match: "p[k='b']", as: code}
        - {match: "p[k!='a']", as: block, kind: requirement}
      """)
    let profiles = try DocumentProfiles.builtIn.adding([own])
    let page = """
      <page xmlns="http://projectmallard.org/1.0/"><p><k>a</k><k>b</k></p><p><k>a</k></p><p>c</p>
      </page>
      """
    let document = try DocumentReader.read(
      Data(page.utf8), path: "a.page", display: "a.page", profiles: profiles)
    #expect(document.nodes.map(\.kind) == [.requirement, .paragraph, .paragraph])
  }

  @Test func `a pattern nested without end is refused`() {
    let deep = String(repeating: "(", count: 100_000)
    let findings = DocumentProfiles.check(file("format: a\nrules:\n  - {match: 'p[\(deep)', as: title}\n"))
    #expect(findings.first?.message.contains("nested too deep") == true)
  }
}
