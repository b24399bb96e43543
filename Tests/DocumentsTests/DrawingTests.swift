import Core
import Documents
import Foundation
import TestSupport
import Testing

struct DrawingTests {
  @Test func `a drawing gives pages, labels by what they draw, tables, flows and links`() throws {
    try expectGoldenReading(of: "loan.drawio")
  }

  /// A drawing of one button, as draw.io writes it: plain, and packed.
  private let plain = """
    <mxfile><diagram name="Home"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>\
    <mxCell id="a" value="Search" style="shape=mxgraph.mockup.buttons.button;" vertex="1" \
    parent="1"/></root></mxGraphModel></diagram></mxfile>
    """
  private let packed = """
    <mxfile><diagram name="Home">\
    jVDLCgMhDPyaXBdX/6D2ceqpX5Duhlqqq7hxsX9ftwothYUeQiYzTJgElHb5FDGYsx/JgjqA0tF7rshlTdaCFPcR\
    1B6kFKVAHjfU/q2KgJEm/seA1bCgTVSZC2EcTKVnftpGzwbDCl2+rWE754dHCt01Mftpbh3Uru2jyJQ3M/XfmQr4\
    3FuGn3e8AA==\
    </diagram></mxfile>
    """
  private let wanted = ["section Home", "uiString:button Search"]

  private func model(_ cells: String) -> String {
    "<mxGraphModel><root>\(cells)</root></mxGraphModel>"
  }

  @Test func `a page is the same plain and packed`() throws {
    #expect(try read(plain, as: "a.drawio").outline == wanted)
    #expect(try read(packed, as: "a.xml").outline == wanted)
    #expect(try read(packed, as: "a.xml").format == .drawio)
  }

  @Test func `an SVG image that carries its drawing is read as the drawing`() throws {
    let content = packed.replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    let image = """
      <svg xmlns="http://www.w3.org/2000/svg" content="\(content)"><text>Search</text></svg>
      """
    let document = try read(image, as: "a.drawio.svg")
    let path = "/mxfile/diagram[1]/mxGraphModel/root/mxCell[3]"
    #expect(document.format == .drawio)
    #expect(document.outline == wanted)
    #expect(document.nodes.last?.path == "/svg/@content\(path)")
    let damaged = image.replacing("&lt;/mxfile>", with: "").replacing("/diagram>", with: "")
    let error = try #require(throws: DocumentError.self) { try read(damaged, as: "a.svg") }
    #expect(error.message.contains("not well-formed"))
  }

  /// A PNG image of no pixels with one chunk of text.
  private func image(_ type: String, _ content: [UInt8]) -> Data {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (24 - 8 * $0)) }
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    return Data(signature + length + Array(type.utf8) + content + [0, 0, 0, 0])
  }

  private func readImage(_ type: String, _ content: [UInt8]) throws -> [String] {
    try DocumentReader.read(image(type, content), path: "a.png", display: "a.png").outline
  }

  @Test func `a PNG image that carries its drawing is read, any other is refused`() throws {
    let encoded = packed.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    let text = Array(try #require(encoded).utf8)
    let keyword = Array("mxfile".utf8) + [0]
    #expect(try readImage("tEXt", keyword + text) == wanted)
    #expect(try readImage("iTXt", keyword + [0, 0, 0, 0] + text) == wanted)
    let deflated: [UInt8] = try #require(Data(base64Encoded: Self.deflated).map { Array($0) })
    #expect(try readImage("zTXt", keyword + [0] + deflated) == wanted)
    #expect(try readImage("iTXt", keyword + [1, 0, 0, 0] + deflated) == wanted)
    for (type, content) in [
      ("tEXt", Array("Comment".utf8) + [0] + text), ("zTXt", keyword + [0] + deflated.prefix(40)),
      ("tEXt", Array("mxfile".utf8)),
    ] {
      let error = try #require(throws: DocumentError.self) { try readImage(type, content) }
      #expect(error.message.contains("PNG"))
    }
    let cut = image("tEXt", keyword + text).dropLast(60)
    #expect(throws: DocumentError.self) {
      try DocumentReader.read(Data(cut), path: "a.png", display: "a.png")
    }
  }

  /// The percent-encoded packed drawing in zlib's frame.
  private static let deflated = """
    eNo9kNtugzAMhp8m9+CUsl1CQkBQpLIBg91xTKBAGw4q7dMvnbRJvrD9/7b8GWEy7m03NAg7CJO6K/hcjAi0qRhV\
    jyIA76oyAGXoU3oiPBT0/Cgyu84QsCOFqpG3zKCbGKSUptiX7L1d79dV5EkTdfkz9rkzeKXBqJsvu5rxeS8tbWXm\
    vIghrgvCztWHbh8vLEgtr28T5ZEQcN9Rh7ClsfSS8Dj9/CbgVHGQTu16c5/3kpIBENjzl2Mah9ojq6aHSioFTuYN\
    +ocf4VAtyNoxmg+Ybe6EmzfLelG9gijtj/cXXtX/v/gBLjJYTQ==
    """

  @Test func `a library's shapes are sections`() throws {
    let shape =
      #"{"xml":"jVDLCgMhDPyaXBdX/6D2ceqpX5Duhlqqq7hxsX9ftwothYUeQiYzTJgElHb5FDGYsx/JgjqA0tF7rshlTdaCFPcR1B6kFKVAHjfU/q2KgJEm/seA1bCgTVSZC2EcTKVnftpGzwbDCl2+rWE754dHCt01Mftpbh3Uru2jyJQ3M/XfmQr43FuGn3e8AA==","w":80,"h":30,"title":"Search button"}"#
    let logo = #"{"data":"data:image/png;base64,iVBO","title":"Logo"}"#
    let library = "<mxlibrary>[\(shape),\(logo)]</mxlibrary>"
    #expect(
      try read(library, as: "a.xml").outline
        == ["section Search button", "uiString:button Search", "section Logo"])
    #expect(try read("<mxlibrary>[{</mxlibrary>", as: "a.xml").rules.contains("unreadable-page"))
  }

  @Test func `a label's markup is gone, and what acts in it`() throws {
    let labels = [
      (
        "&lt;img src=x onerror=alert(1)&gt;Save &amp;amp; close&lt;br&gt;&lt;b&gt;now&lt;/b&gt;",
        "Save & close now"
      ),
      ("&lt;script&gt;steal()&lt;/script&gt;Pay", "Pay"),
      ("&lt;&lt;include&gt;&gt; Pay", "<<include>> Pay"),
      ("&lt;h1&gt;Fees&lt;/h1&gt;&lt;p&gt;20&amp;nbsp;cents&lt;/p&gt;", "Fees 20\u{A0}cents"),
      ("a &lt; b", "a < b"),
      ("&lt;ul&gt;&lt;li&gt;One&lt;/li&gt;&lt;li&gt;Two&lt;/li&gt;&lt;/ul&gt;", "One Two"),
    ]
    for (written, wanted) in labels {
      let cell = "<mxCell id='0' vertex='1' value='\(written)'/>"
      #expect(try read(model(cell), as: "a.xml").outline == ["uiString:shape \(wanted)"])
    }
  }

  @Test func `a bomb stops at its limit, and the pages beside it stay`() throws {
    let bombs = (0..<3).map { "<diagram name=\"p\($0)\">\(Self.bomb)</diagram>" }.joined()
    let drawing = plain.replacing("</mxfile>", with: bombs + "</mxfile>")
    let document = try read(drawing, as: "a.drawio")
    #expect(document.outline.prefix(2) == wanted[...])
    #expect(document.rules == Array(repeating: "unreadable-page", count: 3))
    #expect(document.findings.first?.message.contains("8 MB") == true)
  }

  /// Spaces, deflated: three times as much as one page may inflate to.
  private static let bomb: String = {
    // Blocks of fixed codes (RFC 1951, 3.2.6): one space, then runs of 258 bytes at distance 1.
    var bits: [UInt8] = []
    func code(_ value: Int, _ count: Int) {
      for bit in (0..<count).reversed() { bits.append(UInt8(value >> bit & 1)) }
    }
    // The last block; its type, 1, stands lowest bit first.
    code(0b110, 3)
    code(0x30 + 0x20, 8)
    for _ in 0..<100_000 {
      code(0b1100_0101, 8)
      code(0, 5)
    }
    code(0, 7)
    var bytes = Data()
    for start in stride(from: 0, to: bits.count, by: 8) {
      let byte = bits[start..<min(start + 8, bits.count)]
      bytes.append(byte.reversed().reduce(0) { $0 << 1 | $1 })
    }
    return bytes.base64EncodedString()
  }()

  @Test func `circles, missing parents and too many cells end`() throws {
    let deep = (1...3_000).map {
      "<mxCell id='\($0)' parent='\($0 - 1)' vertex='1' style='swimlane' value='L\($0)'/>"
    }
    let document = try read(model("<mxCell id='0'/>" + deep.joined()), as: "a.drawio")
    #expect(document.nodes.count == 3_000)
    #expect((document.nodes.map(\.section.count).max() ?? 99) < 16)
    let many = String(repeating: "<mxCell id='1' vertex='1' value='x'/>", count: 20_001)
    let overfull = try read(model(many), as: "a.drawio")
    #expect(overfull.nodes.count == 20_000)
    #expect(overfull.rules.contains("unreadable-page"))
    let crowd = String(repeating: "<mxCell/>", count: 400_001)
    let error = try #require(throws: DocumentError.self) { try read(model(crowd), as: "a.drawio") }
    #expect(error.message.contains("400000"))
  }

  @Test func `pages without end are left out, and an image too large is not looked over`() throws {
    let pages = String(repeating: "<diagram><mxGraphModel/></diagram>", count: 5_001)
    let drawing = try read("<mxfile>\(pages)</mxfile>", as: "a.drawio")
    #expect(drawing.nodes.count == 5_000)
    #expect(drawing.rules == ["unreadable-page"])
    let crowd = String(repeating: "<use/>", count: 400_001)
    let image = "<svg xmlns='http://www.w3.org/2000/svg'><title>A</title>\(crowd)</svg>"
    #expect(try read(image, as: "a.svg").rules == ["not-checked"])
  }

  @Test func `an image that copies itself without end is told of`() throws {
    let space = "xmlns='http://www.w3.org/2000/svg'"
    let loop = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"
    let circle = "<svg \(space)><title>A</title>\(loop)</svg>"
    #expect(try read(circle, as: "a.svg").rules == ["circular-reference"])
    let layers = (1...6).map { layer in
      "<g id='a\(layer)'>" + String(repeating: "<use href='#a\(layer - 1)'/>", count: 10) + "</g>"
    }
    let bomb = "<svg \(space)><title>A</title><g id='a0'><path/></g>\(layers.joined())</svg>"
    #expect(try read(bomb, as: "a.svg").rules == ["excessive-copies"])
    let twice = "<g id='a'><path/></g><use href='#a'/><use href='#a'/>"
    let icon = "<svg \(space)><title>A</title>\(twice)</svg>"
    #expect(try read(icon, as: "a.svg").rules.isEmpty)
  }

  @Test func `what an image draws on outside itself is told`() throws {
    let document = try read(
      """
      <svg xmlns="http://www.w3.org/2000/svg"><title>A</title>
      <image href="http://tracker.example/p.png"/>
      <rect fill="url(#own)" style="fill: url('http://tracker.example/q.svg#x')"/>
      <style>@import "fonts.css";</style>
      <image href="data:image/png;base64,iVBO"/><a href="https://library.example/">x</a></svg>
      """, as: "a.svg")
    #expect(document.rules == ["external-reference", "external-reference", "external-reference"])
    #expect(document.findings.map(\.place?.line) == [2, 3, 4])
  }
}

/// Counts on real drawings, held against those of FORMATS.md and of another reader.
@Suite(.enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absent)))
struct DrawingCorpusTests {
  private func drawings() throws -> [ReadDocument] {
    try Corpus.files(of: "drawio-jgraph").compactMap { file in
      let data = try Data(contentsOf: file)
      guard DocumentFormat.sniff(data, name: file.lastPathComponent) == .drawio else { return nil }
      return try DocumentReader.read(
        data, path: file.lastPathComponent, display: file.lastPathComponent)
    }
  }

  @Test func `draw.io's own diagrams give every page and every label`() throws {
    let all = try drawings()
    // Six SVG images that carry drawings, and one library, are counted apart there.
    #expect(all.count == 141)
    let files = all.filter { $0.nodes.first?.path.hasPrefix("/mxfile/") == true }
    #expect(files.count == 134)
    let nodes = files.flatMap(\.nodes)
    let pages = nodes.count { $0.path.hasSuffix("]") && $0.path.split(separator: "/").count == 2 }
    #expect(pages == 223)
    // 173 of the pages are deflated, 50 plain: each could be read.
    #expect(!files.flatMap(\.rules).contains("unreadable-page"))
    // Of 11,266 cells 4,722 have a label of their own; 307 more have it from one of the 573 wrappers.
    // One of these shows a property that is empty. A table's labels are its rows' cells.
    var labels = (cells: 0, wrappers: 0)
    for node in nodes where node.path.contains("/root/") {
      guard !["flow", "property", "tooltip"].contains(node.role) else { continue }
      let isWrapper = node.path.split(separator: "/").last?.hasPrefix("mxCell") != true
      let count = node.cells.map { $0.count { !$0.text.isEmpty } } ?? 1
      if isWrapper { labels.wrappers += count } else { labels.cells += count }
    }
    #expect(labels == (4_722, 306))
    // 928 + 118 labels are HTML: none of it is left.
    let tags = /<\/?(b|br|div|font|h1|i|li|p|span|table|td|tr|u|ul)\b/
    #expect(nodes.allSatisfy { $0.text.firstMatch(of: tags) == nil })
  }

  @Test func `hostile drawings end as the catalogue wants`() throws {
    var read: [String: ReadDocument] = [:]
    for file in Corpus.files(of: "hostile-own")
    where "ms".contains(file.lastPathComponent.prefix(1)) {
      read[file.lastPathComponent] = try DocumentReader.read(
        Data(contentsOf: file), path: file.lastPathComponent, display: file.lastPathComponent)
    }
    #expect(read["m01-drawio-bomb.drawio"]?.rules == ["unreadable-page"])
    #expect(read["m02-drawio-badb64.drawio"]?.rules == ["unreadable-page"])
    #expect(
      read["m03-drawio-html-label.drawio"]?.outline
        == ["section p", "uiString:shape Save & close now", "uiString:shape cycle"])
    let script = try #require(read["s01-script.svg"])
    #expect(script.outline == ["title Button", "uiString:text Go"])
    #expect(
      script.rules.sorted() == [
        "active-content", "active-content", "active-content", "external-reference",
        "external-reference", "unsafe-link",
      ])
    #expect(read["s02-use-bomb.svg"]?.rules.contains("excessive-copies") == true)
    #expect(read["s03-use-cycle.svg"]?.rules.contains("circular-reference") == true)
  }
}
