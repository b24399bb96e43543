import Documents
import TestSupport
import Testing

struct FormatGuideTests {
  @Test func `the page about formats says what the program says`() throws {
    let rows = DocumentFormat.builtIn.map { format in
      let guide = format.guide
      return ["`\(format.rawValue)`", guide.title, guide.recognisedBy, guide.read].map { text in
        text.replacing("<", with: "\\<").replacing("|", with: "\\|")
      }
    }
    try expectTable(["format", "name", "recognised by", "what is read"], rows, on: "Formats.md")
  }

  @Test func `every built-in format has a guide of its own`() {
    let guides = Set(DocumentFormat.builtIn.map(\.guide))
    #expect(guides.count == DocumentFormat.builtIn.count)
    for format in DocumentFormat.builtIn {
      #expect(format.guide.title != format.rawValue, "\(format.rawValue) has no guide")
    }
  }
}
