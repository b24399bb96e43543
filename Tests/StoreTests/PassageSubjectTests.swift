import Core
import Formats
import Foundation
import Store
import Testing

/// What a brief makes necessary, and what an outline alone cannot bring in.
@Suite struct PassageSubjectTests {
  private func node(
    _ id: String, _ text: String, _ kind: DesignNode.Kind = .paragraph,
    under section: [String] = [], at path: String = "/p", in document: String
  ) -> DesignNode {
    DesignNode(
      id: id, kind: kind, text: text, document: document, path: path, line: 1, section: section,
      digest: Digest(of: text))
  }

  private func page(_ name: String, _ title: String, _ texts: [String]) -> [DesignNode] {
    [node("\(name)-title", title, .title, in: "\(name).md")]
      + texts.enumerated().map { node("\(name)\($0 + 1)", $1, in: "\(name).md") }
  }

  private func found(_ query: PassageQuery, in nodes: [DesignNode]) throws -> Set<String> {
    Set(
      try PassageIndex(nodes: nodes).search(query, limit: 20).flatMap { found in
        let items = found.item.map { [found.excerpt.items[$0]] } ?? found.excerpt.items
        return items.joined().map(\.node.id)
      })
  }

  private let rules = "must, avoid, do not, at most"

  private var set: [DesignNode] {
    page("colour", "Colour", ["You must use the palette for all text.", "Tints are lighter."])
      + page(
        "images", "Images", ["Avoid using images for decoration.", "You must not crop faces."])
      + page("cards", "Cards", ["A card must have a PIN of four digits.", "Do not lend it."])
      + page("forms", "Forms", ["You must label each field.", "Avoid long forms where you can."])
  }

  @Test func `what answers the outline and is about something else is not found`() throws {
    let query = PassageQuery(
      title: "Choosing colours and contrast", heading: "Limits and rules", ask: rules)
    #expect(try found(query, in: set) == ["colour1"])
  }

  @Test func `what is about the subject and not of the section's kind is not found`() throws {
    let query = PassageQuery(title: "Colours", heading: "Problems", ask: "error, fails")
    #expect(try found(query, in: set).isEmpty)
  }

  @Test(arguments: ["Use color well", "Use colours well", "Colouring"])
  func `a subject is found in another spelling and form`(title: String) throws {
    let query = PassageQuery(title: title, heading: "Rules", ask: rules)
    #expect(try found(query, in: set) == ["colour1"])
  }

  @Test func `the goal tells which of the title's words matters`() throws {
    let nodes =
      page("walls", "Walls", ["A wall must be dry.", "Walls are old."])
      + page("paint", "Paint", ["You must stir the paint.", "Paint is wet."])
      + page("tools", "Tools", ["You must clean the tools."])
    let title = "Paint walls"
    let steered = PassageQuery(
      title: title, goal: "A reader knows how to keep paint.", request: "People spoil their paint.",
      heading: "Rules", ask: rules)
    let index = try PassageIndex(nodes: nodes)
    #expect(
      try index.search(steered, limit: 1).first?.excerpt.items.first?.first?.node.id == "paint1")
  }

  @Test func `a word in passing is no subject`() throws {
    let nodes =
      set
      + page(
        "toolbars", "Toolbars",
        [
          "In contrast to menus, a toolbar must be short.",
          "A toolbar must have buttons for saving, printing, or choosing the colour.",
        ])
    let query = PassageQuery(title: "Colours and contrast", heading: "Rules", ask: rules)
    #expect(try found(query, in: nodes) == ["colour1"])
  }

  @Test func `only a document about the subject introduces it`() throws {
    let nodes =
      page("loans", "Loans", ["A loan lasts for three weeks, and can be renewed twice by anybody."])
      + page("rooms", "Rooms", ["Rooms are for reading, for learning and for quiet meetings."])
      + page("fines", "Fines", ["There are no fines at any of our branches, since last year."])
    let query = PassageQuery(
      title: "Borrow with a loan", heading: "What it is", ask: "introduction, overview")
    #expect(try found(query, in: nodes) == ["loans1"])
  }

  @Test func `what only begins with a name has another`() throws {
    let nodes =
      page("about", "About", ["The Shelf Design System is a set of parts for all our services."])
      + page("day", "Events", ["Design System Day is a day for everybody who likes to meet."])
      + page("team", "People", ["The Design System team is a group of twelve people in one room."])
      + page(
        "code", "Code",
        [
          "The Design System is public, and free for anybody to copy.",
          "The Design System, where nothing is sold, is for anybody to change.",
        ])
    let query = PassageQuery(
      title: "Shelf Design System", heading: "What it is", ask: "introduction, overview")
    #expect(try found(query, in: nodes) == ["about1", "code1", "code2"])
  }

  @Test func `news of a version is no content`() throws {
    let nodes =
      page(
        "loans", "Loans", ["A loan must be renewed in time.", "As of version 3.0, loans must end."])
      + page("new", "Loans 2.4 released", ["You must know that loans are new."])
      + page("migrating", "Migrating loans to release 2", ["Loans must be moved."])
      + page("archive", "This page has been archived: loans", ["Loans must be read."])
    let query = PassageQuery(title: "Renew a loan", heading: "Rules", ask: rules)
    #expect(try found(query, in: nodes) == ["loans1"])
  }

  @Test func `a heading's word tells of news only where the piece is not about that`() throws {
    let nodes =
      page("messages", "Messages", ["Messages must be short."])
      + page("archive", "Archive a message", ["A message must be read before you archive it."])
      + page("archived", "Archived: messages", ["Messages must be printed."])
      + page("changelog", "Messages until now", ["Messages must be on paper."])
      + page("new", "What's new in messages", ["Messages must be sent with the new button."])
    func query(_ title: String) -> PassageQuery {
      PassageQuery(title: title, heading: "Rules", ask: rules)
    }
    #expect(try found(query("Messages"), in: nodes) == ["messages1", "archive1"])
    #expect(try found(query("Archived messages"), in: nodes).contains("archived1"))
    #expect(try found(query("What's new in messages"), in: nodes).contains("new1"))
  }

  @Test func `what speaks of words or screens counts for less, and is no taboo`() throws {
    func scores(_ title: String, for audience: String) throws -> [String: Int] {
      let nodes =
        page("cards", "Cards", ["A card must be shown at the desk."])
        + page("voice", "Cards: voice", ["Cards must have one sentence and one picture each."])
        + page(
          "screens", "Cards: screens", ["A card must be on the screen as a list, with a button."])
      let query = PassageQuery(title: title, audience: audience, heading: "Rules", ask: rules)
      let found = try PassageIndex(nodes: nodes).search(query, limit: 20)
      return Dictionary(
        uniqueKeysWithValues: found.compactMap { found in
          found.excerpt.items.first?.first.map { ($0.node.id, found.score) }
        })
    }
    let members = try scores("Your card", for: "Members of the library")
    let makers = try scores("Your card", for: "Designers and writers")
    for id in ["voice1", "screens1"] {
      let (less, more) = (try #require(members[id]), try #require(makers[id]))
      #expect(less * 3 < more * 2, "\(id): \(less), \(more)")
    }
    // A piece about screens and lists has to name them.
    let title = "Your card on the screen and in lists"
    let (own, all) = try (scores(title, for: "Members"), scores(title, for: "Designers"))
    #expect(own["screens1"] != nil && own["screens1"] == all["screens1"])
  }

  @Test func `a phrase is itself, and no word that begins like it`() throws {
    let nodes = page(
      "app", "App", ["You need access to the app.", "The app is accessible with a keyboard."])
    let query = PassageQuery(
      title: "The app", heading: "Accessibility", ask: "accessible, accessibility")
    #expect(try found(query, in: nodes) == ["app2"])
  }

  @Test func `a list is about what most of it says`() throws {
    let lead = node("lead", "A screen has these parts:", in: "screens.md")
    let items = ["a bar that must stay", "a field", "a list", "a colour that must not"].enumerated()
      .map { node("i\($0)", $1, .listItem, at: "/ul/li[\($0 + 1)]", in: "screens.md") }
    let query = PassageQuery(title: "Colours", heading: "Rules", ask: rules)
    #expect(try found(query, in: set + [lead] + items) == ["colour1"])
  }

  @Test func `where a text is missing nothing is quoted of what is left`() throws {
    let title = node("t", "Check the version", .title, in: "version.dita")
    var step = node(
      "s1", "Issue the command --version.", .step, at: "/task/steps/step[1]/cmd", in: "version.dita"
    )
    let query = PassageQuery(title: "Check the version", heading: "Steps", ask: "steps, procedure")
    #expect(try found(query, in: [title, step]) == ["s1"])
    step.lacksText = true
    #expect(try found(query, in: [title, step]).isEmpty)
    let second = node(
      "s2", "Press the key.", .step, at: "/task/steps/step[2]/cmd", in: "version.dita")
    #expect(try found(query, in: [title, second]).isEmpty)
  }

  @Test func `what only sends its reader elsewhere is not quoted`() throws {
    let nodes = page(
      "cards", "Cards", ["Read how cards must be kept.", "A card must be kept dry and flat."])
    let query = PassageQuery(title: "Your card", heading: "Rules", ask: rules)
    #expect(try found(query, in: nodes) == ["cards2"])
  }
}
