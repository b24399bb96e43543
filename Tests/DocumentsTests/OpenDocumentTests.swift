import Core
import Documents
import Foundation
import TestSupport
import Testing

/// OpenDocument texts of our own: what is read of them, and what those end in that were built to harm.
struct OpenDocumentTests {
  private let styles = """
    <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
    <style:style style:name="P2" style:family="paragraph" style:parent-style-name="Preformatted_20_Text"/>
    <style:style style:name="P3" style:family="paragraph" style:list-style-name="L1"/>
    <style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
    <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>\
    <text:list-level-style-bullet text:level="2"/></text:list-style>
    <text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>\
    <text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>
    """

  private func item(_ text: String, _ more: String = "") -> String {
    "<text:list-item><text:p>\(text)</text:p>\(more)</text:list-item>"
  }

  @Test func `headings, lists, notes and links come from elements and styles`() throws {
    let text = """
      <text:p text:style-name="P1">Paying a fine</text:p>
      <text:table-of-content><text:index-body><text:p>Before 1</text:p></text:index-body></text:table-of-content>
      <text:h text:outline-level="1"><text:number>1</text:number>Before</text:h>
      <text:h text:outline-level="2">What you need</text:h>
      <text:list text:style-name="L2">\(item("A card", "<text:list>\(item("any bank"))</text:list>"))</text:list>
      <text:list text:style-name="L1"><text:list-header><text:p>In order</text:p></text:list-header>\
      \(item("Open the page", "<text:list>\(item("any browser"))</text:list>"))</text:list>
      <text:list><text:list-item><text:p text:style-name="P3">By paragraph style</text:p></text:list-item></text:list>
      <text:p text:style-name="P2">GET<text:s text:c="3"/>/fines<text:tab/>HTTP<text:line-break/>Host</text:p>
      <text:p text:style-name="Quotations">Fines are fine.</text:p>
      <text:section text:display="none"><text:p>Not for you.</text:p></text:section>
      <text:section><text:p>See<text:note><text:note-citation>1</text:note-citation><text:note-body>\
      <text:p>A note, <text:a xlink:href="https://n.example/">linked</text:a></text:p></text:note-body></text:note>
      <text:a xlink:href="https://a.example/">the <text:span>guide</text:span></text:a> or
      <text:a xlink:href="javascript:x()">this</text:a><text:span text:style-name="T1"> secret</text:span>\
      <text:hidden-text text:is-hidden="true" text:string-value="x"/><text:bookmark text:name="here"/></text:p></text:section>
      <text:bibliography><text:bibliography-source/><text:index-body><text:p>Mia: Fines. 2026</text:p></text:index-body></text:bibliography>
      """
    let data = try Office.odt(
      text, styles: styles,
      extra: ["meta.xml": "<d xmlns:dc='urn:dc'><meta><dc:title>Fines</dc:title></meta></d>"])
    try expectGolden(Office.read(data, as: "a.odt").golden, "opendocument-structure.txt")
  }

  @Test func `tables, drawings, forms and formulas keep their words`() throws {
    let text = """
      <office:forms><form:form><form:button form:label="Pay now"/><form:checkbox form:label="I agree"/></form:form></office:forms>
      <table:table><table:table-column/><table:table-header-rows><table:table-row>\
      <table:table-cell table:number-columns-spanned="2"><text:p>Fee</text:p></table:table-cell><table:covered-table-cell/>\
      <table:table-cell><text:p>Due</text:p></table:table-cell></table:table-row></table:table-header-rows>
      <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Fine</text:p></table:table-cell>\
      <table:table-cell><text:p>small</text:p><text:p>or not</text:p></table:table-cell>\
      <table:table-cell><text:list><text:list-item><text:p>May</text:p></text:list-item></text:list></table:table-cell></table:table-row>
      <table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="900000000"/></table:table-row>
      </table:table>
      <text:p>Press <draw:frame><draw:image/><svg:title>A button</svg:title><svg:desc>A red button</svg:desc></draw:frame>
      <draw:frame><draw:image/></draw:frame><draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame></text:p>
      <draw:g><draw:custom-shape><text:p>On a shape</text:p></draw:custom-shape><draw:frame><draw:text-box>\
      <text:p>In a box</text:p></draw:text-box></draw:frame></draw:g>
      """
    let formula = """
      <math><semantics><mrow/><annotation>E = m c^2</annotation></semantics></math>
      """
    let data = try Office.odt(text, extra: ["Object 1/content.xml": formula])
    try expectGolden(Office.read(data, as: "a.odt").golden, "opendocument-content.txt")
  }

  @Test func `changes and annotations keep their people, dates and places`() throws {
    func region(_ id: String, _ changes: String...) -> String {
      let info =
        "<office:change-info><dc:creator>Mia</dc:creator><dc:date>2026-03-01</dc:date></office:change-info>"
      let inner = changes.map { change in
        let name = change.prefix { $0 != ">" }
        return "<text:\(name)>\(info)\(change.dropFirst(name.count + 1))</text:\(name)>"
      }
      return "<text:changed-region text:id='\(id)'>\(inner.joined())</text:changed-region>"
    }
    func change(_ id: String, _ what: String = "") -> String {
      "<text:change\(what) text:change-id='\(id)'/>"
    }
    let text = """
      <text:tracked-changes>\(region("i", "insertion>"))\(region("j", "insertion>"))
      \(region("d", "deletion><text:p>at<text:s/>the</text:p><text:p>desk </text:p>"))
      \(region("e", "deletion><text:p>Gone: \(change("e"))</text:p>"))
      \(region("x", "deletion><text:p>never</text:p>", "insertion>"))\(region("f", "format-change>"))</text:tracked-changes>
      <text:p>Pay \(change("i", "-start"))online \(change("i", "-end"))\(change("d"))\(change("x"))within \
      <office:annotation office:name="a" loext:resolved="true"><dc:creator>Priya</dc:creator><dc:date>2026-03-02</dc:date>\
      <text:p>Is it</text:p><text:p>14?</text:p></office:annotation>14 days.</text:p>
      \(change("e"))
      <text:p>Two\(change("j", "-start"))</text:p>
      <text:p>\(change("j", "-end"))paragraphs<office:annotation-end office:name="a"/>.<office:annotation \
      office:name="b" loext:parent-name="a"><text:p>Yes.</text:p></office:annotation></text:p>
      """
    let document = try Office.readODT(text)
    let readings = Reading.allCases.map { "\($0):\n\(document.text($0))" }.joined(separator: "\n")
    try expectGolden(document.golden + "\n" + readings, "opendocument-changes.txt")
  }

  @Test func `an encrypted text, and a package without one, is told from a text`() throws {
    let manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    let encrypted = try Office.odt("", extra: ["META-INF/manifest.xml": manifest])
    let error = try #require(throws: DocumentError.self) { try Office.read(encrypted, as: "a.odt") }
    #expect(error.message.contains("encrypted") && error.remedy.contains("password"))
    let sheet = try Office.odt(
      "", extra: ["content.xml": "<d><body><spreadsheet/></body></d>"])
    #expect(throws: DocumentError.self) { try Office.read(sheet, as: "a.odt") }
  }

  @Test func `circles of styles, and elements in each other without end, are left`() throws {
    let circle = """
      <style:style style:name="P1" style:family="paragraph" style:parent-style-name="P2"/>
      <style:style style:name="P2" style:family="paragraph" style:parent-style-name="P1"/>
      """
    let text = "<text:p text:style-name='P1'>Words</text:p>"
    #expect(try Office.readODT(text, styles: circle).outline == ["paragraph Words"])
    let deep =
      String(repeating: "<text:section>", count: 200) + text
      + String(repeating: "</text:section>", count: 200)
    #expect(try Office.readODT(deep + text).outline == ["paragraph Words"])
    #expect(try Office.readODT(deep).rules.contains("nested-too-deep"))
  }
}
