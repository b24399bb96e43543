import Core
import Formats
import Foundation
import Publishing
import Testing

struct PackageBuilderTests {
  private func provenance() throws -> Provenance {
    let source = Provenance.Source(path: "brief.md", sha256: Digest(of: "brief"))
    return Provenance(
      piece: try #require(PieceID("booking/rooms-7f3kq")), title: "Rooms", version: "0.1",
      brief: source, documents: [source], dataset: [], script: [], runs: [], selection: [],
      isEdited: false, disclosure: .none, chain: [], events: [], passages: [])
  }

  private let listing = Listing(
    slug: "rooms-7f3kq", version: "0.1", title: "Rooms", summary: "All rooms.", language: "en",
    licence: "CC-BY-4.0", deliverables: [], package: [], disclosure: .none)

  private func item(_ name: String) -> PackageBuilder.Item {
    PackageBuilder.Item(
      name: name, title: name, page: Data("<p>\(name)".utf8), epub: Data("PK\(name)".utf8))
  }

  @Test func `a package holds its deliverables, provenance and checksums`() throws {
    let package = try PackageBuilder().build(
      listing, of: [item("faq"), item("email")], provenance: provenance())
    #expect(
      package.listing.package.map(\.path) == [
        "SHA256SUMS", "deliverables/email.epub", "deliverables/email.html",
        "deliverables/faq.epub", "deliverables/faq.html", "provenance.json",
      ])
    #expect(package.listing.deliverables.map(\.name) == ["faq", "email"])
    for file in package.listing.package {
      let data = try #require(package.files[file.path])
      #expect(file.size == data.count)
      #expect(file.sha256 == Digest(of: data))
    }
    let metadata = try #require(package.files[PackageBuilder.metadataPath])
    #expect(try JSONDecoder().decode(Listing.self, from: metadata) == package.listing)
  }

  @Test func `the checksums are what sha256sum reads, sorted by path`() throws {
    let package = try PackageBuilder().build(
      listing, of: [item("faq")], provenance: provenance())
    let sums = String(decoding: try #require(package.files["SHA256SUMS"]), as: UTF8.self)
    let lines = sums.split(separator: "\n").map(String.init)
    #expect(
      lines.map { $0.dropFirst(64) } == [
        "  deliverables/faq.epub", "  deliverables/faq.html", "  provenance.json",
      ])
    #expect(lines[0].hasPrefix(Digest(of: "PKfaq").hex))
  }

  @Test(arguments: ["../faq", "FAQ", ""])
  func `a name that is no file's name is refused`(name: String) throws {
    let provenance = try provenance()
    #expect(throws: PublishingError.self) {
      try PackageBuilder().build(listing, of: [item(name)], provenance: provenance)
    }
  }

  @Test func `two deliverables cannot share a name`() throws {
    let provenance = try provenance()
    #expect(throws: PublishingError.self) {
      try PackageBuilder().build(
        listing, of: [item("faq"), item("faq")], provenance: provenance)
    }
  }
}
