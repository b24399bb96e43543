import Core
import Documents
import Foundation
import TestSupport
import Testing

/// What DITA takes from other files, where a text begins in one file and goes on in another.
struct ReuseTests {
  private let library = """
    <topic id="lib"><title>Library</title><body>
    <p id="p">Bring <uicontrol>Card</uicontrol>.<ul><li>Or a letter.</li></ul></p>
    </body></topic>
    """

  private func read(_ topic: String) throws -> ReadDocument {
    let files = ["a.dita": topic, "lib.dita": library]
    return try DocumentReader.read(
      Data(topic.utf8), path: "a.dita", display: "a.dita",
      in: SourceFolder(paths: { files.keys.sorted() }) { files[$0].map { Data($0.utf8) } })
  }

  @Test func `a block of another file inside a text keeps both files' places`() throws {
    let document = try read(
      """
      <topic id="t"><title>T</title><body>
      <section><p>Before <uicontrol>Go</uicontrol> <ph conref="lib.dita#lib/p"/> after.</p></section>
      <p>More.</p>
      </body></topic>
      """)
    let places = document.nodes.map { "\($0.document):\($0.line) \($0.text)" }
    #expect(
      places == [
        "a.dita:1 T", "a.dita:2 Before Go", "a.dita:2 Go", "lib.dita:2 Bring Card.",
        "lib.dita:2 Card", "lib.dita:2 Or a letter.", "a.dita:2 after.", "a.dita:3 More.",
      ])
  }

  @Test(.enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absent)))
  func `the DITA Open Toolkit's documentation is read with what it reuses`() throws {
    let files = Corpus.files(of: "dita-ot-docs")
    let root = Corpus.root.appending(path: "dita-ot-docs").path + "/"
    let folder = SourceFolder(paths: { files.map { String($0.path.dropFirst(root.count)) } }) {
      FileManager.default.contents(atPath: root + $0)
    }
    for file in files where ["dita", "ditamap"].contains(file.pathExtension) {
      let path = String(file.path.dropFirst(root.count))
      let document = try DocumentReader.read(
        Data(contentsOf: file), path: path, display: path, in: folder)
      #expect(document.nodes.allSatisfy { $0.line > 0 && !$0.path.isEmpty })
    }
  }
}
