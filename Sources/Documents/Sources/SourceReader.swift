public import Core
import Formats
public import FoundationEssentials
import Synchronization

/// Reads the source documents of one folder: those that changed, on all processors; what was kept of
/// the others it takes as it is.
public final class SourceReader: Sendable {
  /// What a reader may do beside reading.
  public struct Effects: Sendable {
    /// Keeps a document's bytes, once they are read.
    public var keepSource: @Sendable (SourceFile, DocumentFormat) throws -> Void
    /// Keeps what was made of files, by their paths, for the next run.
    public var keepReadings: @Sendable ([String: KeptReading]) -> Void
    /// What was kept of all files, bodies and all, by their paths.
    public var keptReadings: @Sendable () -> [String: KeptReading]
    /// Says how far the work is.
    public var progress: @Sendable (StageContext.Progress) -> Void

    public init(
      keepSource: @escaping @Sendable (SourceFile, DocumentFormat) throws -> Void = { _, _ in },
      keepReadings: @escaping @Sendable ([String: KeptReading]) -> Void,
      keptReadings: @escaping @Sendable () -> [String: KeptReading],
      progress: @escaping @Sendable (StageContext.Progress) -> Void
    ) {
      self.keepSource = keepSource
      self.keepReadings = keepReadings
      self.keptReadings = keptReadings
      self.progress = progress
    }
  }

  private let sources: [SourceFile]
  /// The paths of the sources below the folder that their references may reach.
  private let paths: [String]
  private let effects: Effects
  private let body: @Sendable (ReadDocument) throws -> Data
  /// The digests of all files, by their paths below the folder.
  private let files: [String: Digest]
  private let folder: SourceFolder
  /// What the elements of each XML vocabulary are: the built-in profiles, and the desk's. They are
  /// made where something is read.
  private let templates: [TemplateFile]
  private let profiles = Mutex<DocumentProfiles?>(nil)
  /// The digest of all DITA maps, because the keys that they define mean something in every topic, of
  /// the desk's profiles, and of what else the bodies depend on.
  private let surroundings: Digest
  private let waiting = Mutex<[Int]>([])
  private let read = Mutex<[Int: SourceReading]>([:])

  /// A reader of source files.
  ///
  /// - Parameters:
  ///   - sources: the files.
  ///   - root: what their paths begin with, and no reference among them does: `sources/`.
  ///   - profiles: the profiles of the desk, and the built-in ones.
  ///   - salt: what the bodies depend on beside the documents.
  ///   - body: what is made of a document, and kept.
  public init(
    _ sources: [SourceFile], below root: String, profiles: [TemplateFile], salt: Digest? = nil,
    effects: Effects, body: @escaping @Sendable (ReadDocument) throws -> Data
  ) {
    self.sources = sources
    self.effects = effects
    self.body = body
    let paths = sources.map { String($0.path.dropFirst(root.count)) }
    let byPath = Dictionary(zip(paths, sources)) { first, _ in first }
    files = byPath.mapValues(\.sha256)
    self.paths = paths
    folder = SourceFolder(paths: { byPath.keys.sorted() }, bytes: { try? byPath[$0]?.bytes() })
    templates = profiles
    let maps = sources.filter { $0.path.lowercased().hasSuffix(".ditamap") }
    surroundings = Digest(
      of: (maps.map { "\($0.path)\n\($0.sha256)" }
        + templates.map { "\($0.display)\n\(Digest(of: $0.bytes))" }
        + (salt.map { [$0.hex] } ?? [])).joined(separator: "\n"))
  }

  /// The profiles, made once.
  ///
  /// - Throws: ``StageFailure`` where one of the desk's is wrong.
  private func madeProfiles() throws -> DocumentProfiles {
    do {
      return try profiles.withLock { profiles in
        let made = try profiles ?? .builtIn.adding(templates.filter { !$0.isBuiltIn })
        profiles = made
        return made
      }
    } catch let error as YAMLError {
      throw StageFailure(
        .unready, "a profile cannot be used: \(error)", remedy: "Correct that line of it.")
    } catch let error as DocumentError {
      throw StageFailure(
        .unready, "a profile cannot be used: \(error.place): \(error.message)",
        remedy: error.remedy)
    }
  }

  /// The readings, in the order of the sources.
  ///
  /// - Throws: ``StageFailure`` where one of the desk's profiles is wrong, and what reading or keeping
  ///   a file throws.
  public func readings() async throws -> [SourceReading] {
    let keys = sources.map(key)
    var known: [SourceReading?] = zip(sources, keys).map(taken)
    let changed = known.indices.filter { known[$0] == nil }
    waiting.withLock { $0 = changed.reversed() }
    let width = max(1, min(changed.count, ProcessInfo.processInfo.activeProcessorCount))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<width { group.addTask { try self.work() } }
      try await group.waitForAll()
    }
    var kept: [String: KeptReading] = [:]
    let made = read.withLock { read in
      defer { read = [:] }
      return read
    }
    for (index, reading) in made {
      known[index] = reading
      kept[sources[index].path] = reading.kept(as: keys[index])
    }
    effects.keepReadings(kept)
    return known.compactMap { $0 }
  }

  /// Which document each part was read with, by the places of the sources.
  public func owners(of readings: [SourceReading]) -> [Int: Int] {
    let places = Dictionary(paths.enumerated().map { ($1, $0) }) { first, _ in first }
    return ReadDocument.owners(
      ofParts: readings.map { $0.document?.parts.compactMap { places[$0] } ?? [] })
  }

  /// What was made of each document, in the order of the sources.
  ///
  /// - Parameter owned: the places of those that were read as parts of others, and are passed over.
  /// - Throws: what reading a file again throws, where what was kept of it is gone.
  public func bodies(of readings: [SourceReading], without owned: Set<Int>) throws -> [Data] {
    let isAllThere = readings.allSatisfy { $0.body != nil }
    let kept = isAllThere ? [:] : effects.keptReadings()
    return try readings.indices.filter { !owned.contains($0) }.map { index in
      let (source, reading) = (sources[index], readings[index])
      if let body = reading.body { return body }
      if let kept = kept[source.path], kept.key == key(of: source), let body = kept.body {
        return body
      }
      return try self.reading(at: index).body ?? Data()
    }
  }

  /// What the reading of a file depends on beside the program and the files it includes.
  private func key(of source: SourceFile) -> Digest {
    Digest(of: "\(source.display)\n\(source.sha256)\n\(surroundings)")
  }

  /// The reading that was kept of a file, where it still holds.
  private func taken(_ source: SourceFile, _ key: Digest) -> SourceReading? {
    guard let kept = source.kept, kept.key == key,
      let reading = SourceReading(kept),
      reading.included.allSatisfy({ files[$0.key] == $0.value })
    else { return nil }
    return reading
  }

  /// Reads files until none is waiting.
  private func work() throws {
    while let index = waiting.withLock({ $0.popLast() }) {
      try Task.checkCancellation()
      let reading = try reading(at: index)
      let done = read.withLock { read in
        read[index] = reading
        return read.count
      }
      let left = waiting.withLock { $0.count }
      effects.progress(.init("reading documents", done: done, total: done + left))
    }
  }

  private func reading(at index: Int) throws -> SourceReading {
    let source = sources[index]
    let bytes = try source.bytes()
    let profiles = try madeProfiles()
    do {
      let document = try DocumentReader.read(
        bytes, path: paths[index], display: source.display, in: folder, profiles: profiles)
      // Here already, because making it durable waits for the disk, and others can read meanwhile.
      try effects.keepSource(source, document.format)
      return SourceReading(document, files: files, body: try body(document))
    } catch let error as DocumentError {
      return SourceReading(leftOut: error.isForeign ? error.leftOut : error.finding)
    }
  }
}
