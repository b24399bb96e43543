import Core
import Formats
import Foundation
import Publishing
import TestSupport

/// The project's own templates.
@Sendable func template(_ path: String) throws -> TemplateFile {
  let file = Corpus.projectRoot.appending(path: "Templates").appending(path: path)
  return TemplateFile(display: "Templates/\(path)", bytes: try Data(contentsOf: file))
}

let sampleMarkdown = """
  # Reserve a study room

  Members can reserve a *study room* for up to **two hours** a day & free of charge.

  ## Before you start

  - Have your library card ready.
  - Check that your account is open.

  ## Reserve a room

  1. Open the app and choose **Rooms**.
  2. Pick a day, then a time. See [what it costs](#what-it-costs).

  ## What it costs

  | Room | Price |
  | --- | --- |
  | Small | Free |

  > Ask at the desk if the app does not let you in.

  ```
  rooms@library.example
  ```
  """

func manuscript(
  title: String = "Reserve a study room", markdown: String = sampleMarkdown,
  draft: [RawDesigns.Block] = [], disclosure: Disclosure = .none
) -> Manuscript {
  Manuscript(
    name: "help-article", title: title,
    summary: "How to reserve a room, what it costs, and what to bring.", language: "en",
    markdown: markdown, draftBlocks: draft, disclosure: disclosure, licence: "CC-BY-4.0",
    identifier: "urn:uuid:6d0c3f8e-1f5a-8b6c-9a21-0f3f5a7be101",
    modified: "2026-11-21T09:30:00.250Z", deskName: "Riverside Public Library",
    pieceTitle: "Study rooms")
}

func block(_ text: String, node: String) -> RawDesigns.Block {
  RawDesigns.Block(
    digest: Digest(of: text),
    sources: [
      SourceReference(
        node: node, document: "rooms.md", path: "/document/paragraph[1]", line: 3,
        digest: Digest(of: text))
    ])
}

func file(_ path: String, size: Int = 12_345) -> ArtifactFile {
  ArtifactFile(path: path, mediaType: "text/html", size: size, sha256: Digest(of: path))
}

func deliverable(_ name: String, _ title: String) -> Deliverable {
  Deliverable(
    name: name, title: title, page: file("deliverables/\(name).html"),
    epub: file("deliverables/\(name).epub"))
}

func entry(
  _ slug: String = "reserve-a-study-room-7f3kq", title: String = "Reserve a study room",
  pipeline: String = "booking", status: CatalogueEntry.Status = .versionOfRecord,
  version: String = "1.0", updated: String = "2026-11-21T10:00:00.000Z",
  overrides: [String] = []
) -> CatalogueEntry {
  CatalogueEntry(
    slug: slug, pipeline: pipeline, title: title,
    summary: "How to reserve a room, what it costs, and what to bring.", language: "en",
    licence: "CC-BY-4.0", status: status, version: version,
    versions: [
      .init(version: "0.1", status: .proof, date: "2026-11-20T16:00:00.000Z"),
      .init(version: version, status: status, date: updated),
    ],
    deliverables: [
      deliverable("help-article", "Reserve a study room"),
      deliverable("onboarding-email", "Your first booking"),
    ],
    disclosure: .aiAssisted, overrides: overrides,
    credits: [
      .init(
        stage: .useCasePrompt, decision: "acceptBrief", name: "Helen Marsh",
        roles: [.commissioningEditor], at: "2026-11-18T09:00:00.000Z"),
      .init(
        stage: .rawDesigns, decision: "acceptDesigns", name: "Amara Okafor",
        roles: [.automationEngineer, .selectingEditor], at: "2026-11-19T11:30:00.000Z"),
      .init(
        stage: .publisherEditorial, decision: "publishVersionOfRecord", name: "Marcus Bell",
        roles: [.publisher], at: updated),
    ],
    published: "2026-11-20T16:00:00.000Z", updated: updated)
}

let catalogue = [
  entry(),
  entry(
    "sunday-opening-b6n2h", title: "Sunday opening <at> Central & \"Westside\"",
    pipeline: "help", status: .proof, version: "0.2", updated: "2026-11-21T11:00:00.000Z",
    overrides: ["Ana Ruiz approved her own text, because the desk has one editor."]),
  entry(
    "old-prices-q4w6t", title: "Prices of 2025", pipeline: "help", status: .withdrawn,
    updated: "2026-11-10T11:00:00.000Z"),
]
