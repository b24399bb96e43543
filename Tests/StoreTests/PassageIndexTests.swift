import Core
import Formats
import Foundation
import Store
import Testing

@Suite struct PassageIndexTests {
  private func node(_ id: String, _ text: String, under section: [String] = []) -> DesignNode {
    DesignNode(
      id: id, kind: .paragraph, text: text, document: "guide.md", path: "/p", line: 1,
      section: section, digest: Digest(of: text))
  }

  @Test(arguments: [
    "\"", "'", "\"booking", "booking\"; DROP TABLE passage; --", "booking AND", "OR NOT booking",
    "NEAR(booking room, 2)", "body:booking", "-booking", "^booking", "boo*",
    "{body trail}:booking",
    "(((booking", "booking + + room", "\u{0}booking", "bo\u{301}oking 🏛 预订 booking", "\\booking",
  ])
  func `a query is words, whatever it looks like`(query: String) throws {
    let index = try PassageIndex(nodes: [
      node("a", "How a booking of a room is made."), node("b", "Fines are gone."),
    ])
    let found = try index.search(query, limit: 5).map(\.id)
    #expect(found == (query.contains("booking") ? ["a"] : []))
    #expect(try index.search("fines", limit: 5).map(\.id) == ["b"])
  }

  @Test func `a query of no word that says something finds nothing`() throws {
    let index = try PassageIndex(nodes: [node("a", "What is this and how?")])
    for query in ["", "   ", "what is this", "?!", "a b c", "🏛"] {
      #expect(try index.search(query, limit: 5).isEmpty, "\(query)")
    }
  }

  @Test func `a query as long as a chapter is answered`() throws {
    let index = try PassageIndex(nodes: [node("a", "word4711"), node("b", "another")])
    let query = (0..<10_000).map { "word\($0)" }.joined(separator: " ")
    #expect(try index.search(query, limit: 5).map(\.id) == ["a"])
  }

  @Test func `passages that answer alike come in the order of the documents`() throws {
    let alike = (0..<40).map { node("n\($0)", "Renew a loan online.") }
    let other = node("x", "Opening hours of the branch.")
    let index = try PassageIndex(nodes: alike + [other])
    #expect(try index.search("renew loan", limit: 40).map(\.id) == alike.map(\.id))
    #expect(try index.search("renew loan", limit: 3).map(\.id) == ["n0", "n1", "n2"])
    #expect(try index.search("renew loan", limit: 0).isEmpty)
  }

  @Test func `the text counts for more than the headings above it`() throws {
    let index = try PassageIndex(nodes: [
      node("heading", "See the desk.", under: ["Renewals"]),
      node("text", "Renewals online.", under: ["Desk"]), node("none", "Nothing to see."),
      node("else", "Hours of the branch."),
    ])
    #expect(try index.search("renewal", limit: 5).map(\.id) == ["text", "heading"])
  }

  @Test func `a step brings its whole procedure, in order, once`() throws {
    let steps = ["Open the menu.", "Choose Renew.", "Confirm."].enumerated().map { index, text in
      var step = node("s\(index)", text, under: ["Renewing"])
      step.kind = .step
      return step
    }
    let index = try PassageIndex(
      nodes: steps + [node("p", "Renewing is free."), node("q", "Menu of the café.")])
    let found = try index.search("choose renew menu", limit: 3).map(\.id)
    #expect(found.filter { $0.hasPrefix("s") } == ["s0", "s1", "s2"])
    #expect(Set(found).count == found.count && found.contains("q"))
  }
}
