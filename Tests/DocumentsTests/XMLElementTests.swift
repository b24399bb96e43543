import Core
import Documents
import Foundation
import Testing

struct XMLElementTests {
  @Test func `a document is read as plain values with lines`() throws {
    let root = try XMLElement(
      parsing: Data(
        """
        <editorial xmlns="urn:x" version="1">
          <correction passage="p3">
            <old>teh</old><new>the <b>one</b></new>
          </correction>
          <correction passage="p4"/>
        </editorial>
        """.utf8), display: "editorial.xml")
    #expect(root.name == "editorial")
    #expect(root.namespace == "urn:x")
    #expect(root.attributes == ["version": "1"])
    #expect(root.all("correction").map { $0.attributes["passage"] } == ["p3", "p4"])
    #expect(root.first("correction")?.first("new")?.text == "the one")
    #expect(root.first("correction")?.line == 2)
    #expect(root.first("correction")?.foldedText == "tehthe one")
  }

  @Test func `broken XML is refused with its place`() throws {
    let error = try #require(throws: DocumentError.self) {
      try XMLElement(parsing: Data("<a>\n<b>".utf8), display: "a.xml")
    }
    #expect(error.place.line == 2)
  }
}
