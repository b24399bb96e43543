import Core
import Datasets
import Foundation
import TestSupport
import Testing

/// What changed from one dataset to another, and why.
struct DatasetComparisonTests {
  private typealias Cause = DatasetComparison.Cause

  private static func nodes(_ count: Int = 8) -> [DesignNode] {
    (1...count).flatMap { document("d\($0).md", says: "Text number \($0) of a small dataset.") }
  }

  private static func snapshot(
    _ nodes: [DesignNode], _ reviews: [Example.Review] = [], knowsSources: Bool = true
  ) throws -> DatasetSnapshot {
    let ledger = ReviewLedger(reviews)
    let built = try DatasetBuilder.plain(reviews: ledger).build(from: nodes)
    return DatasetSnapshot(
      try built.dataset(), report: try DatasetReport { built.files[$0] }, reviews: ledger,
      sources: knowsSources ? DatasetSnapshot.Sources(nodes) : nil)
  }

  private static func review(
    _ verdict: Example.Review.Verdict, of example: Example, answer: String? = nil
  ) -> Example.Review {
    let messages = answer.map { example.messages.dropLast() + [ChatMessage(.assistant, $0)] }
    return Example.Review(
      example: example.id, verdict: verdict, reason: "It must be so.",
      messages: messages.map(Array.init), reviewer: "mia", at: "2026-11-21T09:00:00.000Z")
  }

  /// What is neither unchanged nor in another split only.
  private static func changes(_ comparison: DatasetComparison) -> [DatasetComparison.Entry] {
    comparison.entries.filter { $0.change != .moved }
  }

  @Test func `a dataset does not differ from itself`() throws {
    let comparison = DatasetComparison(
      from: try Self.snapshot(Self.nodes()), to: try Self.snapshot(Self.nodes()))
    #expect(comparison.isEqual && comparison.counts == ["unchanged": 8])
  }

  @Test(arguments: [true, false])
  func `a changed passage changes its example, and says which`(knowsSources: Bool) throws {
    var nodes = Self.nodes()
    nodes[5] = node(
      .paragraph, "Text number 3 of a large dataset.", in: "d3.md", line: 2,
      under: ["About d3.md"])
    let comparison = DatasetComparison(
      from: try Self.snapshot(Self.nodes(), knowsSources: knowsSources),
      to: try Self.snapshot(nodes, knowsSources: knowsSources))
    let entry = try #require(Self.changes(comparison).first)
    #expect(Self.changes(comparison).count == 1)
    #expect(entry.change == .changed && entry.group == "d3.md")
    #expect(entry.reasons.first == .init(cause: .sourceChanged, detail: "d3.md:2"))
    #expect(entry.old?.id != entry.new?.id)
    #expect(entry.new?.messages.last?.content.contains("large") == true)
  }

  @Test func `a document that came or went is told from a passage that did`() throws {
    let section = [
      node(.section, "More", in: "d2.md", line: 3),
      node(.paragraph, "More of the text is here now.", in: "d2.md", line: 4, under: ["More"]),
    ]
    let more = Self.nodes() + section
    let grown = DatasetComparison(
      from: try Self.snapshot(Self.nodes(7)), to: try Self.snapshot(more))
    let added = Self.changes(grown)
    #expect(added.map(\.change) == [.added, .added])
    #expect(
      added.map(\.reasons.first) == [
        .init(cause: .sourceNew, detail: "d2.md:3"), .init(cause: .sourceNew, detail: "d8.md"),
      ])
    let shrunk = DatasetComparison(
      from: try Self.snapshot(more), to: try Self.snapshot(Self.nodes(7)))
    #expect(Self.changes(shrunk).map(\.change) == [.removed, .removed])
    #expect(
      Self.changes(shrunk).map(\.reasons.first) == [
        .init(cause: .sourceGone, detail: "d2.md:3"), .init(cause: .sourceGone, detail: "d8.md"),
      ])
    let folders = DatasetComparison(
      from: try Self.snapshot(more, knowsSources: false),
      to: try Self.snapshot(Self.nodes(7), knowsSources: false))
    #expect(
      Self.changes(folders).compactMap(\.reasons.first?.cause) == [.sourceUnused, .sourceUnused])
  }

  @Test func `a review explains what it edits, takes out and brings back`() throws {
    let plain = try Self.snapshot(Self.nodes())
    let example = try #require(plain.dataset.entries.first?.example)
    let cases: [(Example.Review.Verdict, DatasetComparison.Change)] = [
      (.edit, .changed), (.reject, .removed), (.retract, .removed),
    ]
    for (verdict, change) in cases {
      let review = Self.review(verdict, of: example, answer: "As edited.")
      let reviewed = try Self.snapshot(Self.nodes(), [review])
      let there = try #require(
        Self.changes(DatasetComparison(from: plain, to: reviewed)).first, "\(verdict)")
      #expect(there.change == change)
      #expect(
        there.reasons.first
          == .init(cause: .review, detail: "\(verdict.rawValue) by mia: It must be so."))
    }
    let rejected = try Self.snapshot(Self.nodes(), [Self.review(.reject, of: example)])
    let accepted = try Self.snapshot(Self.nodes(), [Self.review(.accept, of: example)])
    let back = try #require(Self.changes(DatasetComparison(from: rejected, to: accepted)).first)
    #expect(back.change == .added)
    #expect(back.reasons.first?.detail == "accept by mia: It must be so.")
  }

  @Test func `what repeats another now, or contradicts one, says so`() throws {
    let twins = ["a.md", "z.md"].flatMap { name in
      [
        node(.section, "Opening", in: name, line: 1),
        node(.paragraph, "Open daily from nine to five.", in: name, line: 2, under: ["Opening"]),
      ]
    }
    let both = twins + Self.nodes()
    let built = try Self.snapshot(both)
    let survivor = try #require(
      built.dataset.entries.first { ["a.md", "z.md"].contains($0.example.group) }?.example)
    // Before, only the one was there that is dropped now.
    let comparison = DatasetComparison(
      from: try Self.snapshot(both.filter { $0.document != survivor.group }), to: built)
    let gone = try #require(Self.changes(comparison).first { $0.change == .removed })
    #expect(["a.md", "z.md"].filter { $0 != survivor.group } == [gone.group])
    #expect(gone.reasons.first?.cause == .duplicate)
    #expect(gone.reasons.first?.detail.hasPrefix(survivor.id) == true)

    let asked = [node(.question, "Who may book a room?", in: "q.md", line: 1)]
    let answer = [node(.answer, "Every member may.", in: "q.md", line: 2)]
    let other = [
      node(.question, "Who may book a room?", in: "r.md", line: 1),
      node(.answer, "Only the staff may do so.", in: "r.md", line: 2),
    ]
    let disputed = DatasetComparison(
      from: try Self.snapshot(Self.nodes() + asked + answer),
      to: try Self.snapshot(Self.nodes() + asked + answer + other))
    let dropped = try #require(Self.changes(disputed).first)
    #expect(dropped.change == .removed)
    #expect(
      dropped.reasons.first
        == .init(cause: .rule, detail: "the same request with different answers"))
  }

  @Test func `an example that goes to another split with its document is moved`() throws {
    let comparison = DatasetComparison(
      from: try Self.snapshot(Self.nodes(2)), to: try Self.snapshot(Self.nodes(5)))
    let moved = comparison.entries.filter { $0.change == .moved }
    #expect(!moved.isEmpty || comparison.counts["unchanged"] == 2)
    for entry in moved {
      #expect(entry.old?.id == entry.new?.id && entry.old?.split != entry.new?.split)
      #expect(entry.reasons.map(\.cause) == [.regrouped])
      #expect(entry.reasons.first?.detail.contains("documents: 2 → 5") == true)
    }
  }

  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func `every example of both is in the comparison once, in the same order each time`(seed: UInt64)
    throws
  {
    var random = SeededGenerator(seed: seed)
    func some() -> [DesignNode] {
      (1...12).filter { _ in Bool.random(using: &random) }.flatMap {
        document("d\($0).md", says: "Text \(Int.random(in: 1...3, using: &random)) of \($0), this.")
      }
    }
    let (old, new) = (try Self.snapshot(some()), try Self.snapshot(some()))
    let comparison = DatasetComparison(from: old, to: new)
    #expect(DatasetComparison(from: old, to: new) == comparison)
    let unchanged = comparison.counts["unchanged"] ?? 0
    let olds = comparison.entries.compactMap(\.old?.id)
    let news = comparison.entries.compactMap(\.new?.id)
    #expect(Set(olds).count == olds.count && Set(news).count == news.count)
    #expect(olds.count + unchanged == old.dataset.entries.count)
    #expect(news.count + unchanged == new.dataset.entries.count)
    #expect(comparison.entries.allSatisfy { !$0.reasons.isEmpty })
    // Turned round, what came goes.
    let back = DatasetComparison(from: new, to: old).counts
    #expect(back["added"] == comparison.counts["removed"])
    #expect(back["changed"] == comparison.counts["changed"])
  }
}
