import Foundation
import TestSupport
import Testing

/// `colophon document` on a book whose chapters are files, with what else lies in a folder.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct DocumentPartTests {
  private let files = [
    "book.xml": """
    <!DOCTYPE book [<!ENTITY one SYSTEM "one.xml"> <!ENTITY legal SYSTEM "legal.xml">]>
    <book><title>Loans</title>&legal;&one;</book>
    """,
    "one.xml": "<chapter><title>Renewing</title><para>Renew a loan twice.</para></chapter>",
    "legal.xml": "<bibliography><title>Sources</title></bibliography>",
    "LICENSE": "Do as you like.\n",
  ]

  private func withFolder(_ body: (String) throws -> Void) async throws {
    try await withTemporaryFolder { root in
      for (name, text) in files {
        try Data(text.utf8).write(to: root.appending(path: name))
      }
      try body(root.path)
    }
  }

  @Test func `a chapter is counted, printed and complained about once, with its book`() async throws {
    try await withFolder { root in
      let read = try Program.run("document", "read", root)
      #expect(read.code == 0)
      #expect(read.output.contains("part of \(root)/book.xml"))
      #expect(read.output.contains("\n1 document, 2 parts of them, 1 left out: 4 nodes, 1 notice.\n"))
      #expect(read.errors == "Left out, of no format that is read: \(root)/LICENSE.\n")
      let text = try Program.run("document", "text", root)
      #expect(text.code == 0)
      #expect(text.output.components(separatedBy: "Renew a loan twice.").count == 2)
      #expect(try Program.run("document", "check", root).code == 0)
    }
  }

  @Test func `what is in a chapter is said to stand in the chapter's file`() async throws {
    try await withFolder { root in
      let nodes = try Program.run("document", "read", root, "--nodes")
      #expect(nodes.output.contains("\(root)/one.xml:1:33: paragraph: Renew a loan twice."))
      let outline = try Program.run("document", "outline", root + "/book.xml")
      #expect(outline.output.contains("Renewing  \(root)/one.xml:1"))
    }
  }

  @Test func `a chapter that is named is a document, and so is what cannot be one`() async throws {
    try await withFolder { root in
      let text = try Program.run("document", "text", root + "/one.xml")
      #expect(text.code == 0 && text.output.contains("Renew a loan twice."))
      #expect(try Program.run("document", "read", root + "/LICENSE").code == 1)
    }
  }

  @Test func `a changed chapter is compared with its book, under its own name`() async throws {
    try await withTemporaryFolder { root in
      for (folder, times) in [("old", "twice"), ("new", "three times")] {
        let place = root.appending(path: folder)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for (name, text) in files where name != "LICENSE" {
          try Data(text.replacing("twice", with: times).utf8).write(to: place.appending(path: name))
        }
      }
      let ended = try Program.run("document", "diff", root.path + "/old", root.path + "/new")
      #expect(ended.code == 1)
      #expect(ended.output.contains("paragraph  one.xml line 1 → one.xml line 1"))
      #expect(ended.output.components(separatedBy: "[-twice").count == 2)
      #expect(!ended.output.contains("cannot be compared"))
    }
  }

  @Test func `a broken chapter is an error of its own, and does not pass`() async throws {
    try await withFolder { root in
      try Data("<chapter><title>Renewing</chapter>".utf8).write(
        to: URL(filePath: root + "/one.xml"))
      let checked = try Program.run("document", "check", root)
      #expect(checked.code == 1)
      #expect(checked.output.contains("\(root)/one.xml:1:"))
      #expect(checked.output.contains("\(root)/book.xml:2:34: warning"))
    }
  }

  @Test func `a chapter that is not there is named by its path`() async throws {
    try await withFolder { root in
      try FileManager.default.removeItem(atPath: root + "/one.xml")
      let checked = try Program.run("document", "check", root + "/book.xml")
      #expect(checked.output.contains("book.xml:2:34: warning: The entity '&one;' stands for the file"))
      #expect(checked.output.contains("'one.xml', which was not read"))
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `on a narrow terminal no line is longer than the terminal`() async throws {
    try await withFolder { root in
      let command = "stty cols 60; NO_COLOR=1 '\(Program.path)' document read '\(root)' 2>/dev/null"
      let ended = try ChildProcess("/usr/bin/script", ["-qec", command, "/dev/null"]).end()
      let rows = ended.output.split(whereSeparator: \.isNewline).prefix { !$0.hasPrefix("1 document") }
      #expect(rows.count > 5)
      for row in rows where !row.contains("/book.xml") { #expect(row.count <= 60, "\(row)") }
      #expect(rows.contains { $0.hasPrefix("…") && $0.contains("one.xml") })
    }
  }
}
