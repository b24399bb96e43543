import Core
import Foundation
import Newsroom
import TestSupport
import Testing

/// What the dataset of a piece says of its tokens.
struct TokenCountingTests {
  @Test func `without the ranks the dataset's report marks its token counts as estimates`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let walk = try await Walk(in: folder)
      try await walk.take(walk.piece(), through: .promptDatasets)
      let report = try #require(
        FileManager.default.enumerator(at: walk.root, includingPropertiesForKeys: nil)?
          .compactMap { $0 as? URL }.first { $0.path.hasSuffix("PromptDatasets/report.json") })
      let text = try String(contentsOf: report, encoding: .utf8)
      #expect(text.contains("\"isEstimate\" : true"))
      #expect(text.contains("\"model\" : \"gpt-5-mini\""))
    }
  }

  @Test func `a damaged rank file stops the dataset, and is named`() async throws {
    try await withTemporaryFolder { folder in
      var world = Walk.world
      world.rankFile = { TemplateFile(display: "tokens/\($0)", bytes: Data("IQ== 0\n".utf8)) }
      let desk = folder.appending(path: "desk").path
      let newsroom = try await Newsroom.makeDesk(at: desk, .sample, world: world).newsroom
      let piece = try newsroom.piece("booking/reserve")
      for stage in [StageID.useCasePrompt, .uxDesignDocs] {
        let people = try #require(Walk.people[stage])
        _ = try await newsroom.run(piece, as: newsroom.settings.actor(people.runs))
        for signer in people.signs {
          _ = try await newsroom.approve(piece, as: newsroom.settings.actor(signer))
        }
      }
      await #expect {
        try await newsroom.run(piece, as: newsroom.settings.actor("amara"))
      } throws: {
        "\($0)".contains("tokens/o200k_base: its SHA-256 is ")
      }
    }
  }
}
