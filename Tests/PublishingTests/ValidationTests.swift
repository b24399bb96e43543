import Core
import Formats
import Foundation
import Publishing
import TestSupport
import Testing

/// What is published passes the public validators.
struct ValidationTests {
  @Test(
    .enabled(if: Validators.epubcheck != nil, Comment(rawValue: Validators.absent)),
    arguments: [Disclosure.none, .aiAssisted])
  func `a book passes EPUBCheck`(disclosure: Disclosure) async throws {
    let jar = try #require(Validators.epubcheck)
    try await withTemporaryFolder { folder in
      let book = folder.appending(path: "book.epub")
      let hostile = manuscript(title: "Rooms & <prices> \u{7}", disclosure: disclosure)
      try DeliverableBuilder(template: template).build(hostile).epub.write(to: book)
      let complaint = try Validators.complaint(of: jar, ["--failonwarnings", book.path])
      #expect(complaint == nil)
    }
  }

  @Test(.enabled(if: Validators.vnu != nil, Comment(rawValue: Validators.absent)))
  func `every page passes the Nu HTML Checker`() async throws {
    let jar = try #require(Validators.vnu)
    try await withTemporaryFolder { folder in
      let storefront = Storefront(
        template: template, deskName: "Riverside & Sons", site: "https://content.example/")
      for (path, data) in try storefront.files(for: catalogue) where path.hasSuffix(".html") {
        try data.write(to: folder.appending(path: path.replacing("/", with: "-")))
      }
      let empty = try storefront.files(for: [])["index.html"]
      try #require(empty).write(to: folder.appending(path: "empty.html"))
      let builder = DeliverableBuilder(template: template)
      try builder.build(manuscript(disclosure: .aiAssisted)).page
        .write(to: folder.appending(path: "text.html"))
      try builder.build(manuscript(title: "</script>\"<&", markdown: "No heading.")).page
        .write(to: folder.appending(path: "plain.html"))
      let complaint = try Validators.complaint(of: jar, ["--Werror", folder.path])
      #expect(complaint == nil)
    }
  }

  @Test(
    .enabled(if: Validators.jing != nil, Comment(rawValue: Validators.absent)),
    arguments: [nil, "https://content.example/"])
  func `the feed is Atom`(site: String?) async throws {
    let jing = try #require(Validators.jing)
    let schema = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Schemas/atom.rnc")
    try await withTemporaryFolder { folder in
      let feed = folder.appending(path: "feed.atom")
      let storefront = Storefront(template: template, deskName: "Riverside & Sons", site: site)
      try #require(storefront.files(for: catalogue)["feed.atom"]).write(to: feed)
      #expect(try Validators.complaint(running: jing, ["-c", schema.path, feed.path]) == nil)
      let broken = String(decoding: try Data(contentsOf: feed), as: UTF8.self)
        .replacing("<id>", with: "<identity>").replacing("</id>", with: "</identity>")
      try Data(broken.utf8).write(to: feed)
      #expect(try Validators.complaint(running: jing, ["-c", schema.path, feed.path]) != nil)
    }
  }

  @Test(.enabled(if: Validators.sha256sum != nil, Comment(rawValue: Validators.absent)))
  func `sha256sum verifies a package`() async throws {
    let tool = try #require(Validators.sha256sum)
    let source = Provenance.Source(path: "brief.md", sha256: Digest(of: "brief"))
    let provenance = Provenance(
      piece: try #require(PieceID("booking/rooms-7f3kq")), title: "Rooms", version: "0.1",
      brief: source, documents: [], dataset: [], script: [], runs: [], selection: [],
      isEdited: false, disclosure: .none, chain: [], events: [], passages: [])
    let package = try PackageBuilder().build(
      Listing(
        slug: "rooms-7f3kq", version: "0.1", title: "Rooms", summary: "", language: "en",
        licence: "CC-BY-4.0", deliverables: [], package: [], disclosure: .none),
      of: [.init(name: "faq", title: "Rooms", page: Data("a".utf8), epub: Data("b".utf8))],
      provenance: provenance)
    try await withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "deliverables"), withIntermediateDirectories: true)
      for (path, data) in package.files { try data.write(to: folder.appending(path: path)) }
      #expect(
        try Validators.complaint(running: tool, ["--check", "SHA256SUMS"], in: folder) == nil)
      try Data("c".utf8).write(to: folder.appending(path: "deliverables/faq.html"))
      #expect(
        try Validators.complaint(running: tool, ["--check", "SHA256SUMS"], in: folder) != nil)
    }
  }

  @Test func `bytes are the same in every time zone`() throws {
    let earlier = ProcessInfo.processInfo.environment["TZ"]
    defer { if let earlier { setenv("TZ", earlier, 1) } else { unsetenv("TZ") } }
    let builder = DeliverableBuilder(template: template)
    var books: Set<Data> = []
    for zone in ["UTC", "Asia/Tokyo", "America/St_Johns"] {
      setenv("TZ", zone, 1)
      tzset()
      books.insert(try builder.build(manuscript()).epub)
    }
    #expect(books.count == 1)
  }
}
