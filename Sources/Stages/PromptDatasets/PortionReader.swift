import Core
import Datasets
import Formats
import FoundationEssentials
import Synchronization

/// Makes the examples of a design set, on all processors: of those portions that changed since they
/// were last made.
final class PortionReader: Sendable {
  private let portions: [DesignPortions.Portion]
  private let maker: ExampleMaker
  private let context: StageContext
  private let waiting = Mutex<[Int]>([])
  private let made = Mutex<[Int: DocumentExamples]>([:])
  /// Where what was made is kept, below the stage's folder; no file of that name is there.
  private static let folder = "examples"

  init(_ portions: [DesignPortions.Portion], _ maker: ExampleMaker, in context: StageContext) {
    self.portions = portions
    self.maker = maker
    self.context = context
  }

  /// The examples, in the order of the portions.
  ///
  /// - Throws: what reading a portion or a recipe throws.
  func examples() async throws -> [DocumentExamples] {
    let kept = context.keptReadings(Self.folder)
    let keys = portions.map(key)
    var examples: [DocumentExamples?] = zip(portions, keys).map { portion, key in
      guard let kept = kept[name(of: portion)], kept.key == key else { return nil }
      return kept.body.flatMap { DocumentExamples(packed: $0) }
    }
    let changed = examples.indices.filter { examples[$0] == nil }
    waiting.withLock { $0 = changed.reversed() }
    let width = max(1, min(changed.count, ProcessInfo.processInfo.activeProcessorCount))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<width { group.addTask { try self.work(of: changed.count) } }
      try await group.waitForAll()
    }
    var readings: [String: KeptReading] = [:]
    for (index, own) in made.withLock({ $0 }) {
      examples[index] = own
      readings[name(of: portions[index])] = KeptReading(
        key: keys[index], summary: Data(), body: own.packed)
    }
    context.keepReadings(readings)
    return examples.compactMap { $0 }
  }

  /// Makes examples until no portion is waiting.
  private func work(of total: Int) throws {
    while let index = waiting.withLock({ $0.popLast() }) {
      try Task.checkCancellation()
      let nodes = try CanonicalJSON.readLines(DesignNode.self, from: portions[index].lines)
      let own = maker.examples(of: nodes)
      let done = made.withLock { made in
        made[index] = own
        return made.count
      }
      context.progress(.init("making examples", done: done, total: total))
    }
  }

  private func name(of portion: DesignPortions.Portion) -> String {
    "\(Self.folder)/\(portion.name)"
  }

  private func key(of portion: DesignPortions.Portion) -> Digest {
    var hasher = DigestHasher()
    hasher.update(Data(maker.digest.hex.utf8))
    hasher.update(portion.lines)
    return hasher.finish()
  }
}
