import Documents
import Foundation
import TestSupport

/// A folder of generated documents in several formats, the same every time.
struct MixedFolder {
  /// The formats, by the ending of their files' names.
  static let formats = [
    "html": "html", "md": "markdown", "xml": "docbook", "dita": "dita", "page": "mallard",
    "svg": "svg", "docx": "docx",
  ]

  let root: URL

  /// Writes so many documents below a folder.
  init(_ count: Int, in root: URL) throws {
    self.root = root
    var random = SeededGenerator(seed: 3)
    let endings = Self.formats.keys.sorted()
    for number in 0..<count {
      let ending = endings[number % endings.count]
      let folder = root.appending(path: "part\(number % 7)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let sections = (0..<8).map { section in
        ("Part \(section)", Self.sentences(Int.random(in: 3...9, using: &random), &random))
      }
      try Self.document(ending, "Guide \(number)", sections)
        .write(to: folder.appending(path: "guide\(number).\(ending)"))
    }
  }

  private static func sentences(_ count: Int, _ random: inout SeededGenerator) -> String {
    let words = [
      "room", "loan", "card", "desk", "book", "renew", "reader", "online", "open", "late",
    ]
    return (0..<count).map { _ in
      let sentence = (0..<9).compactMap { _ in words.randomElement(using: &random) }
      return sentence.joined(separator: " ").capitalized + "."
    }.joined(separator: " ")
  }

  private static func document(
    _ ending: String, _ title: String, _ sections: [(String, String)]
  ) throws -> Data {
    func body(
      _ open: String, _ heading: (String, String), _ text: (String, String), _ close: String
    )
      -> String
    {
      sections.map { "\(open)\(heading.0)\($0)\(heading.1)\(text.0)\($1)\(text.1)\(close)\n" }
        .joined()
    }
    let text =
      switch ending {
      case "html":
        "<!doctype html><title>\(title)</title><h1>\(title)</h1>"
          + body("", ("<h2>", "</h2>"), ("<p>", "</p>"), "")
      case "md": "# \(title)\n\n" + body("", ("## ", "\n\n"), ("", "\n"), "")
      case "xml":
        "<article><title>\(title)</title>"
          + body("<section>", ("<title>", "</title>"), ("<para>", "</para>"), "</section>")
          + "</article>"
      case "dita":
        "<topic id='t'><title>\(title)</title><body>"
          + body("<section>", ("<title>", "</title>"), ("<p>", "</p>"), "</section>")
          + "</body></topic>"
      case "page":
        "<page xmlns='http://projectmallard.org/1.0/' id='p'><title>\(title)</title>"
          + body("<section>", ("<title>", "</title>"), ("<p>", "</p>"), "</section>") + "</page>"
      case "svg":
        "<svg xmlns='http://www.w3.org/2000/svg'><title>\(title)</title>"
          + body("<g>", ("<text>", "</text>"), ("<text>", "</text>"), "</g>") + "</svg>"
      default: ""
      }
    guard ending == "docx" else { return Data(text.utf8) }
    return try WordFile.document(
      body(
        "", ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"), ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"), ""
      ))
  }
}
