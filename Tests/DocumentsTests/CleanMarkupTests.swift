import Documents
import Foundation
import Testing

/// Markup that means harm, and what is kept of it.
struct CleanMarkupTests {
  /// A few of each kind of scalar that is one character with what stands before or behind it
  /// (Unicode TR 29: Extend, SpacingMark, Prepend, ZWJ).
  static let combining: [Unicode.Scalar] = [
    "\u{300}", "\u{E33}", "\u{903}", "\u{FE0F}", "\u{200D}", "\u{20E3}", "\u{1F3FB}", "\u{E0041}",
    "\u{600}", "\u{1D165}",
  ]

  /// Whatever is kept has none of these, read as a browser does: by code points.
  private static func hasActive(_ markup: String) -> [String] {
    let bytes = Array(markup.lowercased().utf8)
    return [
      "javascript:", "vbscript:", "data:", "evil.example", "<script", "onload", "onclick",
      "@import", "<iframe", "<object", "<embed", "<foreignobject", "<animate", "<set",
      "<image", "srcdoc", "ping=", "attributionsrc", "image-set", "expression(", "<base", "<meta",
      "<link", "<form", "<math",
    ].filter { bytes.firstRange(of: Array($0.utf8)) != nil }
  }

  static let html = [
    "<p>x<script>alert('javascript:')</script>", "<p onclick=alert(1)>x", "<p ONLOAD='a()'>x",
    "<a href='javascript:alert(1)'>x</a>", "<a href='  java&#10;script:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>", "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>", "<a href='JAVASCRIPT:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>", "<a href='data:text/html,x'>x</a>",
    "<a href='#a' ping='https://evil.example/p'>x</a>",
    "<img src='https://evil.example/p.png'>", "<img src='//evil.example/p.png'>",
    "<img src='\\\\evil.example\\p.png'>", "<img src='/\t/evil.example/p.png'>",
    "<img src=x onerror=alert(1)>", "<img srcset='https://evil.example/p.png 2x'>",
    "<svg onload=alert(1)><image href='https://evil.example/a'/></svg>",
    "<math><mtext><img src='https://evil.example'></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<object data='//evil.example'>",
    "<embed src='//evil.example'>", "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href='//evil.example'>", "<style>@import '//evil.example';</style>x",
    "<p style='background:url(//evil.example)'>x", "<form action='//evil.example'><p>x</form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>", "<video poster='//evil.example'></video>",
    "<xmp><script>alert(1)</script></xmp>", "<!--><script>alert(1)</script>-->",
    "<p>x</p><![CDATA[<script>alert(1)</script>]]>",
  ]

  @Test(arguments: html)
  func `of a page nothing runs, and nothing calls home`(text: String) throws {
    let clean = try CleanMarkup.html("<h1>Rooms</h1>" + text, display: "page")
    #expect(Self.hasActive(clean.markup).isEmpty, "\(clean.markup)")
    #expect(clean.markup.contains("<h1>Rooms</h1>"))
  }

  @Test(arguments: combining)
  func `what combines with a colon or a parenthesis hides neither`(scalar: Unicode.Scalar) throws {
    let page = try CleanMarkup.html(
      "<p><a href=\"javascript:\(scalar)=alert(1)\">a</a><a href=\"javascript:\(scalar)//\">b</a>"
        + "<img src=\"https:\(scalar)evil.example/p.png\" alt=\"c\"></p>", display: "page")
    #expect(Self.hasActive(page.markup).isEmpty, "\(page.markup)")
    #expect(page.removals.count(where: \.isActive) == 3)
    #expect(!page.words.contains("javascript"))
    let drawing = try CleanMarkup.svg(
      """
      <svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:\(scalar)=alert(1)"><text>a</text></a>
      <rect fill="url(\(scalar)evil.example/a.svg#x)"/><rect style="fill:url(\(scalar)//evil.example)"/>
      <style>rect{fill:url(\(scalar)evil.example/leak.svg)}</style></svg>
      """, display: "drawing")
    #expect(Self.hasActive(drawing.markup).isEmpty, "\(drawing.markup)")
    #expect(!drawing.markup.contains("url("))
  }

  static let svg = [
    "<script>alert(1)</script>", "<rect onload='alert(1)'/>", "<rect OnLoad='alert(1)'/>",
    "<a href='javascript:alert(1)'><text>x</text></a>",
    "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<a HREF='javascript:alert(1)'><text>x</text></a>",
    "<a href='#x' ping='https://evil.example/p'><text>x</text></a>",
    "<a href='#x' attributionsrc='https://evil.example/p'><text>x</text></a>",
    "<use href='https://evil.example/a.svg#x'/>", "<use href='data:image/svg+xml,x#x'/>",
    "<image href='https://evil.example/a'/>", "<feImage href='https://evil.example/a'/>",
    "<foreignObject><iframe src='//evil.example'/></foreignObject>",
    "<animate attributeName='href' to='javascript:alert(1)'/>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<style>@import url(//evil.example);</style>",
    "<style>rect{fill:url('https://evil.example/a#x')}</style>",
    "<style>rect{fill:u\\72l(//evil.example)}</style>",
    "<style>rect{background:image-set('//evil.example' 1x)}</style>",
    "<style>rect{background:URL( '//evil.example' )}</style>",
    "<rect fill='url(https://evil.example/a)'/>", "<rect filter='url(//evil.example#f)'/>",
    "<rect style='fill:url(\"//evil.example\")'/>",
    "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
    "<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='//evil.example' onload='x()'/>",
  ]

  @Test(arguments: svg)
  func `of a drawing nothing runs, and nothing calls home`(text: String) throws {
    let clean = try CleanMarkup.svg(
      "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
        + "<title>Rooms</title><rect fill='url(#shade)'/>\(text)</svg>", display: "drawing")
    #expect(Self.hasActive(clean.markup).isEmpty, "\(clean.markup)")
    #expect(clean.markup.contains("<title>Rooms</title><rect fill=\"url(#shade)\"></rect>"))
    #expect(clean.words.hasPrefix("# Rooms\n"))
  }

  // MARK: Words

  /// The page that words make again, as plain text of its blocks.
  private static func read(_ html: String) throws -> [String] {
    Markdown.blocks(of: try CleanMarkup.html(html, display: "page").words).map(\.text)
  }

  @Test func `a bar in a cell makes no column`() throws {
    let words = try CleanMarkup.html(
      "<table><tr><th>a|b</th></tr><tr><td>c <code>d|e</code></td></tr></table>", display: "page"
    ).words
    #expect(words == "| a\\|b |\n| --- |\n| c `d\\|e` |\n")
  }

  @Test(arguments: [
    "- no list", "2026. A year it was.", "+ plus", "1) one", "&copy; by us", "# no",
  ])
  func `what looks like a mark of Markdown stays a word`(text: String) throws {
    let markup = text.replacing("&", with: "&amp;")
    #expect(try Self.read("<p>\n\(markup)</p>") == [text])
    #expect(try Self.read("<div>\n \(markup)</div>") == [text])
    let blocks = Markdown.blocks(
      of: try CleanMarkup.html("<p>\n\(markup)</p>", display: "page").words)
    #expect(blocks.map(\.kind) == [.paragraph])
  }

  @Test func `words are those that are kept`() throws {
    let drawing = try CleanMarkup.svg(
      """
      <svg xmlns="http://www.w3.org/2000/svg"><text>go<script>alert('words')</script> on</text>
      <text><tspan x="0">Line one</tspan><tspan x="0" dy="9">line two</tspan></text>
      <text>H<tspan baseline-shift="sub">2</tspan>O</text></svg>
      """, display: "drawing")
    #expect(drawing.words == "- go on\n- Line one line two\n- H2O\n")
    let page = try CleanMarkup.html(
      "<p>a <code>b<script>alert(1)</script></code></p><pre>c<style>d</style></pre>",
      display: "page")
    #expect(!page.words.contains("alert") && !page.words.contains("d"))
  }

  @Test(arguments: [
    "```\nplain\n```\nafter", "a\n  ```\nb", "a\r\n```\r\nb", "a\r````\rb", "`\u{301}``\nx",
    "x ````` y", "no fence",
  ])
  func `code stays code, whatever fences it holds`(code: String) throws {
    let written = code.replacing("\r\n", with: "&#13;&#10;").replacing("\r", with: "&#13;")
    let page = try CleanMarkup.html(
      "<blockquote><pre>\(written)</pre></blockquote><pre>\(written)</pre>", display: "page")
    let lines = code.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    let blocks = Markdown.blocks(of: page.words)
    #expect(blocks.map(\.kind) == [.code, .code], "\(page.words)")
    for block in blocks {
      let kept = block.text.split { $0.isNewline }.map(String.init)
      #expect(kept == lines, "\(page.words)")
    }
    #expect(page.words.split(separator: "\n").allSatisfy { !$0.contains("\r") })
  }
}
