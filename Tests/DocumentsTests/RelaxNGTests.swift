import Core
import Documents
import Foundation
import Testing

struct RelaxNGTests {
  private let schema = Data(
    """
    <element name="request" xmlns="http://relaxng.org/ns/structure/1.0">
      <attribute name="version"/>
      <oneOrMore><element name="deliverable"><text/></element></oneOrMore>
    </element>
    """.utf8)

  @Test func `a valid document has no finding`() throws {
    let schema = try RelaxNGSchema(schema, display: "request.rng")
    let document = Data("<request version='1'><deliverable>a</deliverable></request>".utf8)
    #expect(schema.findings(in: document, display: "request.xml").isEmpty)
  }

  @Test func `what the schema does not know is found on its line, and blocks`() throws {
    let schema = try RelaxNGSchema(schema, display: "request.rng")
    let document = Data(
      "<request version='1'>\n<deliverable>a</deliverable>\n<delivery/>\n</request>".utf8)
    let findings = schema.findings(in: document, display: "request.xml")
    #expect(findings.contains { $0.place?.line == 3 && $0.message.contains("delivery") })
    #expect(findings.allSatisfy { $0.isBlocking && !$0.remedy.isEmpty })
  }

  @Test func `a document that is no XML gives one finding`() throws {
    let schema = try RelaxNGSchema(schema, display: "request.rng")
    let findings = schema.findings(in: Data("<request>\n<a".utf8), display: "request.xml")
    #expect(findings.count == 1)
    #expect(findings.first?.place?.file == "request.xml")
  }

  @Test(arguments: ["<element/>", "<a", "<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>"])
  func `what is no schema is refused`(text: String) {
    #expect(throws: DocumentError.self) {
      try RelaxNGSchema(Data(text.utf8), display: "a.rng")
    }
  }
}
