public import Core
import Documents
import Formats
public import FoundationEssentials
import StageRawDesigns
import Store

extension Newsroom {
  /// A section of a merged draft, and which draft it is taken from.
  public struct Taking: Hashable, Sendable {
    /// The section's heading, in any case.
    public var heading: String
    /// A draft's id, or `A` or `B` for the first or the second.
    public var draft: String

    public init(heading: String, draft: String) {
      self.heading = heading
      self.draft = draft
    }
  }

  /// Makes one draft of two: sections of either, or a person's own text made of both. Each block keeps
  /// the draft it is from, and its sources.
  ///
  /// - Parameters:
  ///   - first: the one draft's id.
  ///   - second: the other's.
  ///   - takings: which section is taken from which; those that are not named, from the first.
  ///   - edited: the merged text, in place of takings.
  ///   - piece: whose drafts they are.
  ///   - actor: who merges them.
  /// - Returns: what became of the draft.
  /// - Throws: ``NewsroomError`` where the drafts are not two of one deliverable, or have no such
  ///   section.
  public func mergeDrafts(
    _ first: String, _ second: String, taking takings: [Taking] = [], edited: Data? = nil,
    of piece: PieceID, as actor: Actor
  ) async throws -> DraftOutcome {
    try await holding(piece, as: actor, "draft merge") {
      let pieceDesk = try readyForDrafts(piece, as: actor)
      let lined = try linedUp(pieceDesk)
      let pair = [try Self.draft(first, in: lined), try Self.draft(second, in: lined)]
      guard pair[0].deliverable == pair[1].deliverable, pair[0].id != pair[1].id else {
        throw NewsroomError(
          .usage, "'\(pair[0].id)' and '\(pair[1].id)' are not two drafts of one deliverable",
          remedy: "colophon draft list \(piece) shows which are.")
      }
      let texts = try pair.map {
        String(decoding: try desk.versions.read($0.file.sha256), as: UTF8.self)
      }
      let merged: (text: String, taken: [[Range<Int>]]?)
      if let edited {
        merged = (try Self.text(edited), nil)
      } else {
        let (text, taken) = try Self.merge(texts, takings, pair)
        merged = (text, taken)
      }
      let runner = StageRunner(newsroom: self, pieceDesk: pieceDesk)
      let deliverable = pair[0].deliverable
      let parents = try pair.indices.map { index in
        try parent(pair[index], taken: merged.taken?[index], in: lined)
      }
      let draft = WrittenDraft(
        id: try freeID(for: deliverable, by: actor, pieceDesk), deliverable: deliverable, file: "",
        person: actor.id, from: "merged of \(pair[0].id) and \(pair[1].id)", model: nil,
        parents: parents, at: world.now().timestamp)
      return try await keep(
        draft, merged.text, plan(for: deliverable, runner), pieceDesk, as: actor)
    }
  }

  /// A draft as one that another is merged of.
  ///
  /// - Parameters:
  ///   - draft: the draft.
  ///   - taken: the lines of its text that were taken; `nil` where that is not known, and each passage
  ///     that is found again is taken from it.
  ///   - lined: what it is lined up in.
  /// - Returns: it, with the blocks that were taken, and their texts.
  private func parent(
    _ draft: RawDesigns.Draft, taken: [Range<Int>]?, in lined: RawDesigns
  ) throws -> WrittenDraft.Parent {
    let words = String(
      decoding: try desk.versions.read((draft.words ?? draft.file).sha256), as: UTF8.self)
    let written = Markdown.blocks(of: words).map {
      (line: $0.line, digest: Digest(of: $0.text), text: $0.text)
    }
    let texts = Dictionary(written.map { ($0.digest, $0.text) }) { first, _ in first }
    var blocks = draft.blocks
    if let taken {
      let there = written.map { block in taken.contains { $0.contains(block.line) } }
      if written.map(\.digest) == blocks.map(\.digest) {
        // One text may stand in several sections, each with sources of its own.
        blocks = zip(blocks, there).filter(\.1).map(\.0)
      } else {
        let digests = Set(zip(written, there).filter(\.1).map(\.0.digest))
        blocks = blocks.filter { digests.contains($0.digest) }
      }
    }
    return WrittenDraft.Parent(
      draft: draft.id,
      response: lined.runs.indices.contains(draft.run)
        ? lined.runs[draft.run].responseDigest : draft.file.sha256,
      isGenerative: draft.isGenerative ?? lined.isGenerative, blocks: blocks,
      texts: blocks.map { texts[$0.digest] ?? "" })
  }

  /// Puts sections together.
  ///
  /// - Returns: the text, and the lines that are taken of either draft.
  private static func merge(
    _ texts: [String], _ takings: [Taking], _ pair: [RawDesigns.Draft]
  ) throws(NewsroomError) -> (text: String, taken: [[Range<Int>]]) {
    guard pair.allSatisfy({ $0.format ?? .markdown == .markdown }) else {
      throw NewsroomError(
        .usage, "only drafts in Markdown can be merged by their headings",
        remedy: "Put the text together yourself: --file FILE")
    }
    guard !takings.isEmpty else {
      throw NewsroomError(
        .usage, "nothing is taken from '\(pair[1].id)'",
        remedy: "Say what: --take \"Heading=B\", or give the whole text: --file FILE")
    }
    let parts = texts.map(DraftSections.init)
    var choice: [Int: Int] = [:]
    var added: [Int] = []
    for taking in takings {
      let index = try index(of: taking.draft, pair)
      let place = try Self.place(of: taking.heading, in: parts[index], of: pair[index])
      guard index == 1 else { continue }
      if parts[0].places(of: taking.heading).isEmpty {
        added.append(place)
      } else {
        choice[try Self.place(of: taking.heading, in: parts[0], of: pair[0])] = place
      }
    }
    var merged: [String] = []
    var taken: [[Range<Int>]] = [[], []]
    func take(_ place: Int, from index: Int) {
      let section = parts[index].sections[place]
      guard !section.text.isEmpty else { return }
      merged.append(section.text)
      taken[index].append(section.lines)
    }
    // By their places: one heading may stand several times.
    for place in parts[0].sections.indices {
      if let other = choice[place] { take(other, from: 1) } else { take(place, from: 0) }
    }
    for place in parts[1].sections.indices where added.contains(place) { take(place, from: 1) }
    return (merged.joined(separator: "\n\n") + "\n", taken)
  }

  /// The place of the one section of a heading.
  private static func place(
    of heading: String, in parts: DraftSections, of draft: RawDesigns.Draft
  ) throws(NewsroomError) -> Int {
    let places = parts.places(of: heading)
    if let only = places.first, places.count == 1 { return only }
    let known = parts.sections.map(\.heading).filter { !$0.isEmpty }.joined(separator: ", ")
    throw NewsroomError(
      .usage,
      places.isEmpty
        ? "'\(draft.id)' has no section '\(heading)'"
        : "'\(draft.id)' has \(places.count) sections '\(heading)', and it is not said which",
      remedy: places.isEmpty
        ? "Its sections are \(known)." : "Put the text together yourself: --file FILE")
  }

  private static func index(
    of name: String, _ pair: [RawDesigns.Draft]
  ) throws(NewsroomError) -> Int {
    if let place = ["a", "b"].firstIndex(of: name.lowercased()) { return place }
    if let place = pair.firstIndex(where: { $0.id == name }) { return place }
    throw NewsroomError(
      .usage, "'\(name)' is neither of the two drafts",
      remedy: "Say A for \(pair[0].id), B for \(pair[1].id).")
  }
}
