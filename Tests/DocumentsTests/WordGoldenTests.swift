import Core
import Documents
import Foundation
import TestSupport
import Testing

/// One Word document with everything that is read of one, held against a file that a person has read.
struct WordGoldenTests {
  private let styles = """
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Base"><w:name w:val="house"/>
      <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/>
      <w:basedOn w:val="Base"/></w:style>
    <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="Bullets"/>
      <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Src"><w:name w:val="Source Code"/></w:style>
    <w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
    <w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
    """
  private let numbering = """
    <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Steps"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="3"><w:styleLink w:val="Steps"/>
      <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
      <w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/></w:lvl></w:lvlOverride></w:num>
    """

  private func paragraph(_ text: String, style: String? = nil, list: (Int, Int)? = nil) -> String {
    let style = style.map { "<w:pStyle w:val='\($0)'/>" } ?? ""
    let list =
      list.map { "<w:numPr><w:ilvl w:val='\($1)'/><w:numId w:val='\($0)'/></w:numPr>" } ?? ""
    return "<w:p><w:pPr>\(style)\(list)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>\n"
  }

  @Test func `titles, headings, lists, code and quotes come from styles and numbering`() throws {
    let body = [
      paragraph("Paying a fine", style: "T"),
      paragraph("Paying 1", style: "Verzeichnis1"),
      paragraph("Before you pay", style: "Chapter"),
      paragraph("What you need", style: "H2"),
      paragraph("A card", style: "Bullets"),
      paragraph("No bullet", style: "Bullets", list: (0, 0)),
      paragraph("Open the page", list: (1, 0)),
      paragraph("Any browser", list: (1, 1)),
      paragraph("By numbering style", list: (3, 0)),
      paragraph("By override", list: (4, 0)),
      paragraph("By hand", style: "Nowhere"),
      paragraph("GET /fines", style: "Src"),
      paragraph("Fines are fine.", style: "Q"),
      "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>Afterwards</w:t></w:r></w:p>",
      "<w:p><w:pPr><w:pStyle w:val='Chapter'/><w:outlineLvl w:val='9'/></w:pPr><w:r><w:t>No heading</w:t></w:r></w:p>",
    ].joined()
    let parts = ["styles": styles, "numbering": numbering]
    let document = try Office.readDocx(body, parts: parts)
    try expectGolden(document.golden, "word-structure.txt")
  }

  @Test func `changes and comments keep their people, dates, places and threads`() throws {
    let mia = "w:author='Mia' w:date='2026-03-01T10:00:00Z'"
    let body = """
      <w:p><w:r><w:t>Pay </w:t></w:r><w:ins w:id="1" \(mia)><w:r><w:t>online </w:t></w:r></w:ins>\
      <w:del w:id="2" \(mia)><w:r><w:delText>at the desk </w:delText></w:r></w:del>\
      <w:commentRangeStart w:id="0"/><w:r><w:t>within </w:t></w:r>\
      <w:commentRangeStart w:id="1"/><w:r><w:t>14 days</w:t></w:r><w:commentRangeEnd w:id="0"/>\
      <w:r><w:t>, please.</w:t></w:r></w:p>
      <w:p><w:r><w:t>Or write</w:t></w:r><w:commentRangeEnd w:id="1"/>\
      <w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:del w:id="3" \(mia)/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>
      <w:p><w:r><w:t>sentence.</w:t></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:ins w:id="4" \(mia)/></w:rPr></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>
      <w:p><w:r><w:t>paragraphs.</w:t></w:r></w:p>
      <w:p><w:moveFrom w:id="5" \(mia)><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p>
      <w:p><w:moveTo w:id="6" \(mia)><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>
      <w:p><w:ins w:id="7" \(mia)><w:del w:id="8" w:author="Yusuf"><w:r><w:delText>Never was.\
      </w:delText></w:r></w:del></w:ins><w:r><w:rPr><w:rPrChange w:id="9"/></w:rPr><w:t>Bold.</w:t></w:r></w:p>
      """
    let comments = """
      <w:comment w:id="0" w:author="Priya" w:date="2026-03-02T09:00:00Z">\
      <w:p w14:paraId="AA"><w:r><w:t>Is it 14?</w:t></w:r></w:p></w:comment>
      <w:comment w:id="1" w:author="Tomasz"><w:p w14:paraId="AB"><w:r><w:t>Yes.</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Table 7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      <w:p w14:paraId="AC"/></w:comment>
      <w:comment w:id="9" w:author="Yusuf"><w:p><w:r><w:t>About nothing.</w:t></w:r></w:p></w:comment>
      """
    let extended = """
      <w15:commentEx w15:paraId="AA" w15:done="1"/>
      <w15:commentEx w15:paraId="AC" w15:paraIdParent="AA" w15:done="0"/>
      """
    let document = try Office.readDocx(
      body, parts: ["comments": comments, "commentsExtended": extended])
    let readings = Reading.allCases.map { "\($0):\n\(document.text($0))" }.joined(separator: "\n")
    try expectGolden(document.golden + "\n" + readings, "word-changes.txt")
  }

  @Test func `tables, notes, links, images, controls and boxes are read with their places`() throws
  {
    func cell(_ text: String, _ properties: String = "") -> String {
      "<w:tc><w:tcPr>\(properties)</w:tcPr><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:tc>"
    }
    let body = """
      <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>\(cell("Fee", "<w:gridSpan w:val='2'/>"))\(cell("Due"))</w:tr>
      <w:tr>\(cell("Fine", "<w:vMerge w:val='restart'/>"))\(cell("small"))\(cell("May"))</w:tr>
      <w:sdt><w:sdtContent><w:tr>\(cell("", "<w:vMerge/>"))\(cell("large"))\
      <w:tc><w:p><w:r><w:t>June</w:t></w:r></w:p><w:tbl><w:tr>\(cell("or"))\(cell("July"))</w:tr></w:tbl><w:p/></w:tc></w:tr>\
      </w:sdtContent></w:sdt></w:tbl>
      <w:p><w:r><w:t>See</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>\
      <w:hyperlink r:id="out"><w:r><w:t>the guide</w:t></w:r></w:hyperlink><w:r><w:t>,</w:t><w:tab/></w:r>\
      <w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "https://b.example/" \\l "top" \\o "tip" </w:instrText>\
      <w:fldChar w:fldCharType="separate"/><w:t>this</w:t><w:fldChar w:fldCharType="end"/><w:t xml:space="preserve"> or </w:t></w:r>\
      <w:fldSimple w:instr=" HYPERLINK \\l here "><w:r><w:t>that</w:t></w:r></w:fldSimple>\
      <w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:noBreakHyphen/>\
      <w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Odd" w:char="F041"/></w:r><w:bookmarkStart w:name="here"/></w:p>
      <w:sdt><w:sdtPr><w:alias w:val="Payment"/><w:dropDownList><w:listItem w:displayText="Card" w:value="1"/>\
      <w:listItem w:value="Cash"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Card</w:t></w:r></w:p></w:sdtContent></w:sdt>
      <w:p><w:smartTag><w:r><w:t xml:space="preserve">Pay </w:t></w:r></w:smartTag><w:customXml><w:r><w:t>now</w:t></w:r></w:customXml>\
      <m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>
      <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Your name</w:t></w:r></w:sdtContent></w:sdt></w:p>
      <w:p><w:r><w:drawing><wp:docPr id="1" descr="A red button"/><a:blip/></w:drawing></w:r>\
      <w:r><w:drawing><wp:docPr id="2" descr="" title="A key"/><a:blip/></w:drawing></w:r>\
      <w:r><w:drawing><wp:docPr id="3"/><a:blip/></w:drawing></w:r>\
      <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>\
      <w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:txbx><w:txbxContent><w:p><w:r><w:t>In another</w:t></w:r></w:p>\
      </w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r>\
      <w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>\
      <mc:AlternateContent><mc:Choice Requires="w16se"><w:t>?</w:t></mc:Choice><mc:Fallback><w:t>☎</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:altChunk r:id="out"/>
      """
    let notes = """
      <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:hyperlink r:id="out"><w:r>\
      <w:t>A note</w:t></w:r></w:hyperlink></w:p></w:footnote>
      """
    let relations = """
      <Relationships><Relationship Id='out' Type='x/hyperlink' Target='https://note.example/' \
      TargetMode='External'/></Relationships>
      """
    let data = try Office.docx(
      body, parts: ["styles": styles, "footnotes": notes], links: ["out": "https://a.example/"],
      extra: [
        "word/_rels/footnotes.xml.rels": relations,
        "docProps/core.xml": "<p xmlns:dc='urn:dc'><dc:title>Fees</dc:title></p>",
      ])
    try expectGolden(Office.read(data).golden, "word-content.txt")
  }

  @Test func `a link to a bookmark that is not there is told of`() throws {
    let document = try Office.readDocx(
      """
      <w:p><w:bookmarkStart w:name="here"/><w:hyperlink w:anchor="here"><w:r><w:t>here</w:t></w:r></w:hyperlink>
      <w:hyperlink w:anchor="there"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>
      """)
    #expect(document.rules == ["missing-title", "broken-internal-link"])
    #expect(document.findings.last?.message.contains("#there") == true)
  }

  @Test func `a strict document with a main part of another name is read`() throws {
    let data = try Office.docx(
      paragraph("Words", style: "Chapter"), parts: ["styles": styles], main: "word/document2.xml",
      namespace: "http://purl.oclc.org/ooxml/wordprocessingml/main")
    #expect(try Office.read(data).outline == ["section Words"])
  }
}
