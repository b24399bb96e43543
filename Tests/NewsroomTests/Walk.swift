import Core
import Engines
import Foundation
import Newsroom
import TestSupport

/// The sample desk and its people, for the tests of the use cases.
struct Walk {
  let newsroom: Newsroom
  let root: URL

  /// Makes the sample desk in a folder.
  init(in root: URL, world: Newsroom.World = Walk.world) async throws {
    self.root = root.appending(path: "desk")
    let made = try await Newsroom.makeDesk(at: self.root.path, .sample, world: world)
    newsroom = made.newsroom
  }

  /// A world with a clock that stands still, and the embedded engine.
  static let world = Newsroom.World(
    now: { Date(timeIntervalSince1970: 1_795_000_000) },
    engine: { name throws(EngineError) in
      guard name == "extractive" else {
        throw EngineError(.notConfigured, "there is no engine '\(name)'", remedy: "Name another.")
      }
      return ExtractiveEngine()
    },
    progress: { _ in })

  func piece(_ name: String = "reserve") throws -> PieceID {
    try newsroom.piece("booking/\(name)")
  }

  func actor(_ id: String) throws -> Actor { try newsroom.settings.actor(id) }

  /// Who runs and who signs at each stage of the sample.
  static let people: [StageID: (runs: String, signs: [String])] = [
    .useCasePrompt: ("priya", ["helen"]), .uxDesignDocs: ("tomasz", ["helen"]),
    .promptDatasets: ("amara", ["tomasz"]), .chatGPTAPIScripts: ("amara", ["helen"]),
    .rawDesigns: ("amara", ["helen"]), .productionRequest: ("yusuf", ["linh", "yusuf"]),
    .mediaMarketplace: ("linh", ["priya"]), .publisherEditorial: ("priya", ["marcus"]),
  ]

  /// Takes a piece through the stages from one, up to and with another.
  func take(
    _ piece: PieceID, through last: StageID = .publisherEditorial,
    from first: StageID = .useCasePrompt
  ) async throws {
    for stage in StageID.allCases where stage >= first && stage <= last {
      guard let people = Walk.people[stage] else { continue }
      _ = try await newsroom.run(piece, as: actor(people.runs))
      for signer in people.signs { try await sign(piece, at: stage, as: actor(signer)) }
    }
  }

  private func sign(_ piece: PieceID, at stage: StageID, as actor: Actor) async throws {
    switch stage {
    case .rawDesigns:
      var seen: Set<String> = []
      let best = try newsroom.show(piece).drafts.filter { seen.insert($0.deliverable).inserted }
      _ = try await newsroom.select(
        best.map(\.id), of: piece, as: actor, because: "The fullest answer.")
    case .publisherEditorial:
      _ = try await newsroom.publish(piece, as: actor, note: "Checked.")
    case .useCasePrompt, .uxDesignDocs, .promptDatasets, .chatGPTAPIScripts, .productionRequest,
      .mediaMarketplace:
      _ = try await newsroom.approve(piece, as: actor)
    }
  }
}
