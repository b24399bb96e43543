import Core
import Documents
import Foundation
import Publishing
import TestSupport
import Testing

/// What a person sees of a document is its words, whatever the document is made of.
struct DocumentPreviewTests {
  private func preview(_ text: String, as name: String) throws -> String {
    let document = try DocumentReader.read(Data(text.utf8), path: name, display: name)
    let page = try DocumentPreview(template: template).page(of: document, file: name)
    return String(decoding: page, as: UTF8.self)
  }

  private static let hostile = """
    <!doctype html><html><head><title>&lt;script>alert(1)&lt;/script></title>
    <base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">
    </head><body onload="alert(2)"><h1>Rooms</h1><p>Book <a href="javascript:alert(3)">here</a>
    <img src="https://evil.example/x.png" onerror="alert(4)"><ins datetime="2026-01-01">now</ins></p>
    <iframe src="https://evil.example"></iframe><table><tr><th>A<td>B</table>
    <!-- "><script>alert(5)</script> --></body></html>
    """

  @Test func `nothing of the document runs, loads or leads anywhere`() throws {
    let page = try preview(Self.hostile, as: "rooms.html")
    #expect(page.contains("Rooms") && page.contains("&lt;script&gt;alert(5)"))
    for active in ["<script", "<iframe", "<img", "<a ", "<base", "refresh", "onload=\"", "src="] {
      #expect(!page.contains(active), "\(active)")
    }
  }

  @Test(.enabled(if: Validators.vnu != nil, Comment(rawValue: Validators.absent)))
  func `a preview passes the Nu HTML Checker`() async throws {
    let jar = try #require(Validators.vnu)
    try await withTemporaryFolder { folder in
      let page = folder.appending(path: "preview.html")
      try Data(try preview(Self.hostile, as: "rooms.html").utf8).write(to: page)
      #expect(try Validators.complaint(of: jar, ["--Werror", page.path]) == nil)
    }
  }
}
