import Core
import Documents
import Foundation
import Publishing
import Testing

struct RequestDocumentTests {
  private func request(due: String? = "2026-12-01", checks: [Finding] = []) throws -> Data {
    let piece = try #require(PieceID("booking/rooms-7f3kq"))
    return try RequestDocument(
      piece: piece, title: "Rooms & \u{2}prices", requestedBy: "Priya Raman",
      requestedOn: "2026-11-21T09:30:00.250Z", due: due,
      rights: .init(licence: "CC-BY-4.0", holder: "Riverside Public Library"),
      specification: .init(
        audience: "Members", voice: "Plain", acceptance: ["Names the price.", "Under 400 words."]),
      deliverables: [
        .init(
          name: "faq", title: "Rooms", draft: "faq-a", isEdited: true,
          manuscript: file("manuscript/faq.md"), page: file("deliverables/faq.html"),
          epub: file("deliverables/faq.epub"))
      ], disclosure: .aiAssisted, checks: checks
    ).xml(template: template)
  }

  private func findings(in data: Data) throws -> [Finding] {
    let file = try template(RequestDocument.schemaPath)
    return try RelaxNGSchema(file.bytes, display: file.display)
      .findings(in: data, display: "request.xml")
  }

  @Test func `a request is valid against its schema`() throws {
    let check = Finding(
      rule: "reading-grade", severity: .warning, place: SourcePlace("faq.md", line: 3),
      message: "Too <hard>.", remedy: "Shorten it.")
    #expect(try findings(in: request(checks: [check])).isEmpty)
    #expect(try findings(in: request(due: nil)).isEmpty)
  }

  @Test func `the schema tells a request that is wrong, with its line`() throws {
    let text = String(decoding: try request(), as: UTF8.self)
    let wrong = text.replacing("value=\"ai-assisted\"", with: "value=\"perhaps\"")
    let found = try findings(in: Data(wrong.utf8))
    #expect(found.first?.isBlocking == true)
    #expect(found.first?.place?.line != nil)
  }

  @Test func `values read back as they were put in, without what XML forbids`() throws {
    let root = try XMLElement(parsing: request(), display: "request.xml")
    #expect(root.first("title")?.text == "Rooms & prices")
    #expect(
      root.first("specification")?.all("criterion").map(\.text) == [
        "Names the price.", "Under 400 words.",
      ])
    let item = root.first("deliverables")?.first("deliverable")
    #expect(item?.attributes["draft"] == "faq-a")
    #expect(item?.all("file").map { $0.attributes["role"] } == ["manuscript", "page", "epub"])
    #expect(root.first("due")?.attributes["date"] == "2026-12-01")
  }
}
