import Core
import Foundation
import Publishing
import Testing

struct StorefrontTests {
  private func files(
    _ entries: [CatalogueEntry] = catalogue, site: String? = nil
  ) throws -> [String: String] {
    try Storefront(template: template, deskName: "Riverside Public Library", site: site)
      .files(for: entries).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `a storefront has its index, style, catalogue, feed and a page for every listing`()
    throws
  {
    #expect(
      try files().keys.sorted() == [
        "catalog.json", "feed.atom", "index.html", "old-prices-q4w6t/index.html",
        "reserve-a-study-room-7f3kq/index.html", "style.css", "sunday-opening-b6n2h/index.html",
      ])
  }

  @Test func `the index groups listings by pipeline and counts them`() throws {
    let index = try #require(files()["index.html"])
    let booking = try #require(index.firstRange(of: ">Booking</h2>"))
    let help = try #require(index.firstRange(of: ">Help</h2>"))
    #expect(booking.lowerBound < help.lowerBound)
    #expect(index.contains("3 listings. Each one"))
    #expect(index.contains("<span class=\"count\">1 listing</span>"))
    #expect(index.contains("<span class=\"count\">2 listings</span>"))
    #expect(index.contains("Sunday opening &lt;at&gt; Central"))
  }

  @Test func `a listing's status stands in words, and every text can be read and kept`() throws {
    let page = try #require(files()["reserve-a-study-room-7f3kq/index.html"])
    #expect(page.contains(">Version of record</span>"))
    #expect(page.contains("href=\"1.0/deliverables/help-article.html\""))
    #expect(page.contains("href=\"1.0/deliverables/onboarding-email.epub\""))
    #expect(page.contains("Download EPUB (12 kB)"))
    #expect(page.contains("An AI model helped to draft this text."))
    #expect(page.contains("Approved by Marcus Bell, publisher, <time"))
    #expect(page.contains("href=\"0.1/provenance.json\""))
    #expect(page.contains("href=\"1.0/SHA256SUMS\""))
  }

  @Test func `an override is shown to readers`() throws {
    let page = try #require(files()["sunday-opening-b6n2h/index.html"])
    #expect(
      page.contains("<li>Ana Ruiz approved her own text, because the desk has one editor.</li>"))
    #expect(page.contains(">Proof</span>"))
  }

  @Test func `a withdrawn listing keeps its record and offers nothing to read`() throws {
    let page = try #require(files()["old-prices-q4w6t/index.html"])
    #expect(page.contains(">Withdrawn</span>"))
    #expect(page.contains("Approved by Helen Marsh"))
    #expect(!page.contains("deliverables/"))
    #expect(!page.contains("provenance.json"))
    let feed = try #require(files()["feed.atom"])
    #expect(!feed.contains("old-prices-q4w6t/1.0"))
  }

  @Test func `the feed is dated by its newest entry, and keeps its ids when the site moves`() throws
  {
    let here = try #require(files()["feed.atom"])
    let there = try #require(files(site: "https://content.example")["feed.atom"])
    #expect(here.contains("<updated>2026-11-21T11:00:00Z</updated>\n  <author>"))
    let ids = { (feed: String) in feed.matches(of: /<id>(.+?)<\/id>/).map { String($0.output.1) } }
    #expect(ids(here) == ids(there))
    #expect(Set(ids(here)).count == 4)
    #expect(there.contains("href=\"https://content.example/feed.atom\""))
    #expect(!here.contains("rel=\"self\""))
  }

  @Test func `an empty marketplace still has its pages`() throws {
    let files = try files([])
    #expect(files["index.html"]?.contains("Nothing is published yet.") == true)
    #expect(files["feed.atom"]?.contains("<updated>") == true)
  }

  @Test func `the catalogue reads back as its entries`() throws {
    struct Catalogue: Decodable { var listings: [CatalogueEntry] }
    let json = try #require(files()["catalog.json"])
    let read = try JSONDecoder().decode(Catalogue.self, from: Data(json.utf8))
    #expect(Set(read.listings) == Set(catalogue))
  }

  @Test func `the order of the entries changes nothing`() throws {
    #expect(try files() == files(catalogue.reversed()))
  }

  @Test(arguments: ["../up", "Rooms", "a/b"])
  func `a slug that is no folder's name is refused`(slug: String) {
    #expect(throws: PublishingError.self) { try files([entry(slug)]) }
  }

  @Test func `two listings cannot share a folder`() {
    #expect(throws: PublishingError.self) { try files([entry(), entry()]) }
  }

  @Test func `a hostile entry breaks neither page nor feed`() throws {
    let files = try files([
      entry(title: "</title><script>alert(1)</script>\u{0}\u{B}", overrides: ["<img src=x>"])
    ])
    for (path, text) in files where path != "catalog.json" {
      #expect(!text.contains("<script"), "\(path)")
      #expect(!text.contains("<img"), "\(path)")
      #expect(!text.unicodeScalars.contains { $0.value < 9 }, "\(path)")
    }
  }
}
