import Core
import Engines
import Evaluation
import Foundation
import Newsroom
import StageRawDesigns
import TestSupport
import Testing

/// What people said in stage 5 of drafts that two models wrote, beside what was measured.
struct ModelOpinionTests {
  private static let models = ["small", "large"]

  /// The sample desk with two models that were measured, the first of them deployed as `house`.
  private static func desk(in root: URL) async throws -> (walk: Walk, model: ModelDesk) {
    let world = Newsroom.World(
      now: Walk.world.now,
      engine: { name throws(EngineError) in
        if name == "extractive" { return ExtractiveEngine() }
        return ScriptedServer { model, _ in
          "# Rooms\n\n## Steps\n\nOpen the app, says \(model). [S1]\n"
        }
      },
      server: { (_, _) throws(EngineError) in
        ScriptedServer { model, _ in model == "small" ? "I am." : "Nothing of the sort." }
      },
      progress: { _ in })
    let walk = try await Walk(in: root, world: world)
    let line =
      #"{"messages":[{"role":"user","content":"Who?"},{"role":"assistant","content":"I am."}]}"#
    for (path, text) in [
      ("Sets/voice/test.jsonl", "\(line)\n\(line)\n"),
      ("gateway.yml", "backends:\n  - {name: local, url: 'http://127.0.0.1:9/v1'}\n"),
    ] {
      let file = walk.root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let model = try walk.newsroom.newModel("voice")
    let amara = try walk.actor("amara")
    for name in models {
      _ = try await model.evaluate(
        "server:\(name)", EvaluationOrder(set: "Sets/voice/test.jsonl"), as: amara)
    }
    _ = try model.promote("server:small", as: amara)
    return (walk, model)
  }

  /// Brings a draft in that a model wrote.
  private static func bring(
    _ model: String, _ words: String, _ walk: Walk, _ piece: PieceID
  ) async throws -> String {
    let plan = try #require(walk.plans(of: piece).first { $0.deliverable == "help-article" })
    return try await walk.newsroom.importDraft(
      Walk.markdown(plan, words), for: plan.deliverable, of: piece,
      .init(from: "asked by hand", model: model), as: walk.actor("yusuf")
    ).draft
  }

  private static func compare(_ model: ModelDesk) throws -> EvaluationComparison {
    try model.compare("server:large", with: "v1")
  }

  @Test func `stars and preferences of two models' drafts stand beside the measures`()
    async throws
  {
    try await withTemporaryFolder { root in
      let (walk, model) = try await Self.desk(in: root)
      let piece = try walk.piece()
      try await walk.take(piece, through: .chatGPTAPIScripts)
      _ = try await walk.newsroom.run(piece, as: walk.actor("amara"))
      #expect(try Self.compare(model).people == nil)
      var drafts: [(small: String, large: String)] = []
      for number in 1...2 {
        drafts.append(
          (
            try await Self.bring("small", "Said simply, \(number).", walk, piece),
            try await Self.bring("large", "Said at length, \(number).", walk, piece)
          ))
      }
      let newsroom = walk.newsroom
      for (rater, stars) in [("helen", [2, 3]), ("linh", [1, 3])] {
        for (pair, stars) in zip(drafts, stars) {
          for (id, stars) in [(pair.small, stars), (pair.large, stars + 2)] {
            _ = try await newsroom.rate(
              id, of: piece, stars: stars, note: "", as: walk.actor(rater))
          }
          // The later model's draft stands now first, now second.
          _ = try await newsroom.prefer(
            rater == "helen" ? .first : .second,
            among: rater == "helen" ? pair.large : pair.small,
            and: rater == "helen" ? pair.small : pair.large, of: piece, note: "",
            as: walk.actor(rater))
        }
      }
      // The last word counts, and drafts of one model are no comparison of two.
      _ = try await newsroom.prefer(
        .tie, among: drafts[0].small, and: drafts[0].large, of: piece, note: "",
        as: walk.actor("linh"))
      _ = try await newsroom.prefer(
        .first, among: drafts[0].small, and: drafts[1].small, of: piece, note: "",
        as: walk.actor("linh"))
      _ = try await newsroom.prefer(
        .first, among: drafts[1].small, and: drafts[1].large, of: piece, note: "",
        as: walk.actor("tomasz"))
      _ = try await newsroom.rate(
        "help-article-a", of: piece, stars: 5, note: "", as: walk.actor("linh"))

      let people = try #require(Self.compare(model).people)
      let small = try #require(people.baseline)
      let large = try #require(people.candidate)
      #expect(abs(small.mean - 9.0 / 4) < 1e-12 && abs(large.mean - 17.0 / 4) < 1e-12)
      #expect(small.ratings == 4 && small.drafts == 2 && small.raters == 2)
      let interval = try #require(large.interval)
      #expect(interval.low < large.mean && large.mean < interval.high && interval.method == .bca)
      let preferred = try #require(people.preferences)
      #expect(preferred.wins == 3 && preferred.losses == 1)
      #expect(preferred.ties == 1 && preferred.raters == 3)
      #expect(preferred.share == 0.75)
      let wilson = try Proportion(3, of: 4).wilson()
      #expect(preferred.interval == wilson)
      #expect(people.unread.isEmpty)

      // It decides nothing, and is on record where a person decides.
      let refusal = #expect(throws: NewsroomError.self) {
        try model.promote("server:large", as: walk.actor("amara"))
      }
      #expect(refusal?.message.contains("gate") == true)
      let version = try model.promote(
        "server:large", override: "People prefer it.", as: walk.actor("amara"))
      let said = try #require(version.gate.people)
      #expect(
        said.contains("v2 have 4.25 of 5 stars") && said.contains("3 of 4 comparisons, 1 more tie"))
      let card = walk.root.appending(path: "Models/voice/v2/CARD.md")
      #expect(try String(contentsOf: card, encoding: .utf8).contains(said))
      #expect(try model.versions().last == version)
      #expect(try model.why("v2").text.contains(said))
    }
  }

  @Test func `a draft that an alias's model wrote is the version's that it stood for`()
    async throws
  {
    try await withTemporaryFolder { root in
      let (walk, model) = try await Self.desk(in: root)
      let (newsroom, amara) = (walk.newsroom, try walk.actor("amara"))
      _ = try newsroom.deploy("voice", "v1", as: "house", on: ["local"], by: amara)
      let piece = try walk.piece()
      try await walk.take(piece, through: .promptDatasets)
      _ = try await newsroom.run(piece, as: amara)
      let script = walk.root.appending(path: "Content/\(piece)/ChatGPTAPIScripts/script.yml")
      try Data(
        """
        engine: openai
        model: house
        parameters: {maxCompletionTokens: 200}
        candidates: 1
        ceiling:
          requests: 50
          completionTokens: 20000

        """.utf8
      ).write(to: script)
      _ = try await newsroom.submit(piece, as: amara)
      _ = try await newsroom.approve(piece, as: walk.actor("helen"))
      _ = try await newsroom.run(piece, as: amara)
      let run = try #require(newsroom.draft("help-article-a", of: piece).run)
      #expect(run.modelAsked == "house" && run.modelAnswered == "house")
      _ = try await newsroom.rate(
        "help-article-a", of: piece, stars: 4, note: "", as: walk.actor("linh"))
      let people = try #require(Self.compare(model).people)
      #expect(people.baseline?.mean == 4 && people.baseline?.interval == nil)
      #expect(people.candidate == nil && people.preferences == nil)

      // A piece that is damaged keeps nobody from comparing, and is named.
      let folder = walk.root.appending(path: "Content/\(piece)/handoffs")
      try FileManager.default.removeItem(at: folder)
      try Data("x".utf8).write(to: folder)
      #expect(try Self.compare(model).people?.unread == ["\(piece)"])
    }
  }
}
