import Core
import Documents
import Testing

struct IdentityTests {
  private let text = "# T\n\nOne.\n\nTwo.\n\nTwo.\n"

  @Test func `a node keeps its id while its document, kind and text stay`() throws {
    let before = try read(text, as: "a.md")
    let after = try read("# T\n\nNew.\n\nOne.\n\nTwo.\n\nTwo.\n", as: "a.md")
    let ids = Set(before.nodes.map(\.id))
    #expect(ids.count == 4)
    #expect(ids.isSubset(of: after.nodes.map(\.id)))
  }

  @Test func `another document, kind or text is another id`() throws {
    let first = try read(text, as: "a.md").nodes[1]
    #expect(try read(text, as: "b.md").nodes[1].id != first.id)
    #expect(try read("# T\n\n- One.\n", as: "a.md").nodes[1].id != first.id)
    #expect(try read("# T\n\nOne!\n", as: "a.md").nodes[1].id != first.id)
  }

  @Test func `an id has the form that references rely on`() throws {
    let id = try read(text, as: "a.md").nodes[1].id
    #expect(id.wholeMatch(of: /n-[0-9a-f]{16}/) != nil)
  }
}
