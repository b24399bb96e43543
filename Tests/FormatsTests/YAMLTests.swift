import Core
import Formats
import Foundation
import Testing

@Suite struct YAMLTests {
  private struct Brief: Decodable, Equatable, YAMLMapping {
    static let keys = ["title", "count", "tags"]
    var title: String
    var count: Int?
    var tags: [String]?
  }

  private func read(_ text: String, firstLine: Int = 1) throws -> Brief {
    try YAML.read(Brief.self, from: Data(text.utf8), file: "brief.md", firstLine: firstLine)
  }

  @Test func `an unknown key is refused with its line`() {
    #expect {
      _ = try read("title: A\ntittle: B\n", firstLine: 2)
    } throws: { error in
      (error as? YAMLError)?.place == SourcePlace("brief.md", line: 3, column: 1)
    }
  }

  @Test func `a key that stands twice is refused`() {
    #expect(throws: YAMLError.self) { try read("title: A\ntitle: B\n") }
  }

  @Test func `a value of another type is refused at its line`() {
    #expect {
      _ = try read("title: A\ncount: many\n")
    } throws: { error in
      (error as? YAMLError)?.place.line == 2
    }
  }

  @Test func `malformed YAML is refused with its line`() {
    #expect {
      _ = try read("title: A\ntags: [one, two\n")
    } throws: { error in
      ((error as? YAMLError)?.place.line ?? 0) >= 2
    }
  }

  @Test func `words that look like other types stay words`() throws {
    #expect(try read("title: no\n").title == "no")
    #expect(try read("title: 1.10\n").title == "1.10")
  }

  @Test func `front matter is cut from the body with the body's line`() {
    let parts = FrontMatter(Data("---\r\ntitle: A\r\n---\r\nBody\n".utf8))
    #expect(parts.yaml == Data("title: A\n".utf8))
    #expect(parts.bodyLine == 4)
    #expect(parts.body.hasPrefix("Body"))
    #expect(FrontMatter(Data("# No front matter\n".utf8)).yaml == nil)
  }
}
