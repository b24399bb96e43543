import Testing

/// Journal articles, editions and outlines, whole documents of our own.
struct ScholarlyTests {
  @Test(arguments: ["lending.jats.xml", "notice.tei.xml", "plan.opml"])
  func `a document gives its text, tables, notes and changes`(name: String) throws {
    try expectGoldenReading(of: name)
  }
}
