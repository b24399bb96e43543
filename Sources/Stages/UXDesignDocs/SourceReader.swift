import Core
import Documents
import Formats
import FoundationEssentials
import Synchronization

/// Reads the source documents of a piece: those that changed, on all processors; what it kept of the
/// others it takes as it is.
final class SourceReader: Sendable {
  private let sources: [SourceFile]
  private let context: StageContext
  /// The digests of all files, by their paths below `sources/`.
  private let files: [String: Digest]
  private let folder: SourceFolder
  /// What the elements of each XML vocabulary are: the built-in profiles, and the desk's. They are
  /// made where something is read.
  private let templates: [TemplateFile]
  private let profiles = Mutex<DocumentProfiles?>(nil)
  /// The digest of all DITA maps, because the keys that they define mean something in every topic, and
  /// of the desk's profiles.
  private let surroundings: Digest
  private let waiting = Mutex<[Int]>([])
  private let read = Mutex<[Int: SourceReading]>([:])

  /// A reader of source files.
  ///
  /// - Throws: what the context throws.
  init(_ sources: [SourceFile], in context: StageContext) throws {
    self.sources = sources
    self.context = context
    let byPath = Dictionary(sources.map { ($0.pathInSources, $0) }) { first, _ in first }
    files = byPath.mapValues(\.sha256)
    folder = SourceFolder(paths: { byPath.keys.sorted() }, bytes: { try? byPath[$0]?.bytes() })
    templates = try context.templatePaths("profiles").map(context.template)
    let maps = sources.filter { $0.path.lowercased().hasSuffix(".ditamap") }
    surroundings = Digest(
      of: (maps.map { "\($0.path)\n\($0.sha256)" }
        + templates.map { "\($0.display)\n\(Digest(of: $0.bytes))" }).joined(separator: "\n"))
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
  func readings() async throws -> [SourceReading] {
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
    for (index, reading) in read.withLock({ $0 }) {
      known[index] = reading
      kept[sources[index].path] = reading.kept(as: keys[index])
    }
    context.keepReadings(kept)
    return known.compactMap { $0 }
  }

  /// Which document each part was read with, by the places of the sources.
  func owners(of readings: [SourceReading]) -> [Int: Int] {
    let places = Dictionary(
      uniqueKeysWithValues: sources.indices.map { (sources[$0].pathInSources, $0) })
    return ReadDocument.owners(
      ofParts: readings.map { $0.document?.parts.compactMap { places[$0] } ?? [] })
  }

  /// The design nodes of all readings, one a line, in the order of the sources.
  ///
  /// - Parameter owned: the places of those that were read as parts of others.
  /// - Throws: what reading a file again throws, where what was kept of it is gone.
  func lines(of readings: [SourceReading], without owned: Set<Int>) throws -> DesignLines {
    let isAllThere = readings.allSatisfy { $0.lines != nil }
    let kept = isAllThere ? [:] : context.keptReadings("sources")
    let parts = try readings.indices.filter { !owned.contains($0) }.map { index in
      let (source, reading) = (sources[index], readings[index])
      if let lines = reading.lines { return lines }
      if let kept = kept[source.path], kept.key == key(of: source), let lines = kept.body {
        return lines
      }
      return try self.reading(of: source).lines ?? Data()
    }
    var lines = DesignLines(capacity: parts.reduce(0) { $0 + $1.count })
    for part in parts { lines.append(part, isUnique: owned.isEmpty) }
    return lines
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
      let reading = try reading(of: sources[index])
      let done = read.withLock { read in
        read[index] = reading
        return read.count
      }
      let left = waiting.withLock { $0.count }
      context.progress(.init("reading documents", done: done, total: done + left))
    }
  }

  private func reading(of source: SourceFile) throws -> SourceReading {
    let bytes = try source.bytes()
    let profiles = try madeProfiles()
    do {
      let document = try DocumentReader.read(
        bytes, path: source.pathInSources, display: source.display, in: folder,
        profiles: profiles)
      // Here already, because making it durable waits for the disk, and others can read meanwhile.
      _ = try context.keepSource(source, document.format.mediaType)
      return try SourceReading(document, files: files)
    } catch let error as DocumentError {
      return SourceReading(leftOut: error.isForeign ? error.leftOut : error.finding)
    }
  }
}

extension SourceFile {
  /// The path below `sources/`.
  fileprivate var pathInSources: String { String(path.dropFirst("sources/".count)) }
}
