import Core
import Documents
import Foundation
import Testing

struct HTMLReadingTests {
  @Test func `headings make the outline, and paragraphs name the headings above them`() throws {
    let document = try read(
      """
      <!doctype html><html><head><title>Loans</title></head><body>
      <h1>Renew</h1><p>Once.</p>
      <h2>Online</h2><p>Sign <b>in</b> first.</p>
      <h2>By phone</h2><p>Call us.</p></body></html>
      """)
    #expect(document.title == "Loans")
    #expect(
      document.outline == [
        "title Loans", "section Renew", "paragraph Once.", "section Online",
        "paragraph Sign in first.", "section By phone", "paragraph Call us.",
      ])
    #expect(document.nodes.map(\.level) == [nil, 1, nil, 2, nil, 2, nil])
    #expect(document.nodes[4].section == ["Renew", "Online"])
    #expect(document.nodes[6].section == ["Renew", "By phone"])
    #expect(document.nodes[4].path == "/html/body/p[2]")
    #expect(document.nodes[4].line == 3)
  }

  @Test func `controls and their attributes are UI strings`() throws {
    let document = try read(
      """
      <!doctype html><title>T</title><form><label for="a">Card number</label>
      <input id="a" placeholder="0000" aria-label="Number"><input type="submit" value="Renew">
      <fieldset><legend>Size</legend><select><option>Small</option></select></fieldset>
      <p>Press <button title="Sends it">Send</button> now.</p></form>
      """)
    let strings = document.nodes.filter { $0.kind == .uiString }.map {
      "\($0.role ?? "") \($0.text)"
    }
    #expect(
      strings == [
        "label Card number", "placeholder 0000", "label Number", "button Renew", "legend Size",
        "option Small", "tooltip Sends it", "button Send",
      ])
    #expect(document.outline.contains("paragraph Press Send now."))
  }

  @Test func `terms that ask are questions, and details have one each`() throws {
    let document = try read(
      """
      <!doctype html><title>FAQ</title><dl><dt>May I renew?</dt><dd>Yes, twice.</dd>
      <dt>Hold</dt><dd>A reserved copy.</dd></dl>
      <details><summary>Where?</summary><p>At the desk.</p></details>
      """)
    #expect(
      document.outline.dropFirst() == [
        "question May I renew?", "answer Yes, twice.", "glossaryTerm Hold",
        "listItem:definition A reserved copy.", "question Where?", "answer At the desk.",
      ])
  }

  @Test func `a row of a table is one node, a table that lays out a page none`() throws {
    let data = try read(
      "<!doctype html><title>T</title><table><tr><th>Fee</th><td><p>1 €</p><p>a day</p></td></tr></table>"
    )
    #expect(data.outline.last == "tableRow Fee | 1 € a day")
    let layout = try read(
      "<!doctype html><title>T</title><table><tr><td><h2>News</h2><p>None.</p></td></tr></table>")
    #expect(layout.outline.dropFirst() == ["section News", "paragraph None."])
  }

  @Test func `nested lists keep their items apart`() throws {
    let document = try read(
      "<!doctype html><title>T</title><ul><li>One<ul><li>Two</li></ul>three</ul>")
    #expect(
      document.outline.dropFirst() == ["listItem One", "listItem Two", "listItem three"])
  }

  @Test func `scripts and hidden text are left out and told of`() throws {
    let document = try read(
      """
      <!doctype html><title>T</title><p onclick="steal()">Seen</p><p hidden>obey me</p>
      <p style="display: none">obey me too</p><script>obey()</script>
      <a href="java&#10;script:x()">link</a>
      """)
    #expect(document.nodes.allSatisfy { !$0.text.contains("obey") })
    #expect(
      document.rules == [
        "active-content", "hidden-text", "hidden-text", "active-content", "unsafe-link",
      ])
    #expect(document.links.isEmpty)
  }

  @Test func `an image needs an alternative, a decorative one an empty one`() throws {
    let document = try read(
      """
      <!doctype html><title>T</title>
      <p><img src="a.png" alt="A card"> and <img src="b.png" alt=""></p>
      <img src="c.png">
      """)
    #expect(document.outline.dropFirst() == ["paragraph and", "figure A card"])
    #expect(document.rules == ["image-without-text-alternative"])
    #expect(document.findings.first?.place == SourcePlace("sources/page.html", line: 3, column: 1))
  }

  @Test func `links, ids and levels that do not fit are found with their lines`() throws {
    let document = try read(
      """
      <!doctype html><title>T</title>
      <h1 id="a">A</h1>
      <h3 id="a">B</h3>
      <a href="#nowhere">x</a> <a href="#a">y</a> <a href="#top">z</a>
      """)
    #expect(document.rules == ["duplicate-id", "skipped-heading-level", "broken-internal-link"])
    #expect(document.findings.map { $0.place?.line } == [3, 3, 4])
    #expect(document.findings.allSatisfy { !$0.isBlocking })
  }

  @Test func `a comment is a comment node, an unclosed one a finding`() throws {
    let document = try read("<!doctype html><title>T</title><p>A<!-- check this --></p>")
    #expect(document.outline.last == "comment:markup check this")
    let unclosed = try read("<!doctype html><title>T</title><h1>Kept</h1><!-- lost <p>text")
    #expect(unclosed.outline.contains("section Kept"))
    #expect(unclosed.rules.contains("unclosed-comment"))
  }

  @Test func `an encoding that is not the declared one is assumed aloud`() throws {
    var bytes = Array("<!doctype html><meta charset=utf-8><title>caf".utf8)
    bytes += [0xE9]
    bytes += Array("</title>".utf8)
    let document = try DocumentReader.read(.init(bytes), path: "a.html", display: "a.html")
    #expect(document.title == "café")
    #expect(document.rules == ["encoding-assumed"])
  }
}
