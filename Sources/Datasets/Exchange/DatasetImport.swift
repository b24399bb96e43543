public import Core
import Formats
import FoundationEssentials

/// Reads examples from files that others wrote: fine-tuning files, preferences, batch files, chat
/// logs, tables. What a dataset cannot hold is a finding with its line; the rest is kept.
public struct DatasetImport: Sendable {
  /// What one file gave.
  public struct File: Codable, Hashable, Sendable {
    /// What findings and the lineage call it.
    public var name: String
    /// The formats of its records, each with how many there are.
    public var formats: [String: Int]
    /// How many examples it gave.
    public var examples: Int
    /// How many of its records gave none; the findings say why.
    public var leftOut: Int
  }

  /// The recipe that imported examples bear.
  public static let recipe = "import"

  /// In the order they were given.
  public private(set) var files: [File] = []
  /// In the order of the files and their lines.
  public private(set) var examples: [Example] = []
  /// What could not be held or looks unsafe, by file and line.
  public private(set) var findings: [Finding] = []
  /// The split that an example's row names, by the example's id.
  private(set) var namedSplits: [String: String] = [:]

  private let sources: [ImportFile]
  private let keepingRepeats: Bool
  private var batches = BatchJoin()
  private var drafts: [Draft] = []

  /// A record that was read, and where it stands.
  private struct Draft {
    var file: Int
    var record: ImportRecord
    var reading: ImportReading

    var order: (Int, Int, Int) { (file, record.line, record.bytes.startIndex) }
  }

  /// - Throws: what encoding an example for its id throws; a line that is wrong is a finding.
  public init(_ files: [ImportFile]) throws { try self.init(files, keepingRepeats: false) }

  /// Reads files; with `keepingRepeats`, what stands twice is kept twice: the dataset is finished.
  init(_ files: [ImportFile], keepingRepeats: Bool) throws {
    sources = files
    self.keepingRepeats = keepingRepeats
    for index in files.indices { read(index) }
    for (row, reading) in batches.chats() {
      drafts.append(Draft(file: row.file, record: row.record, reading: reading))
    }
    for (row, obstacle) in batches.obstacles { leave(row.record, of: row.file, obstacle) }
    drafts.sort { $0.order < $1.order }
    try keep()
    let order = Dictionary(files.enumerated().map { ($1.name, $0) }) { first, _ in first }
    // The findings of one line stay in the order they were made in.
    let ranked = findings.enumerated().map { offset, finding in
      let place = (order[finding.place?.file ?? ""] ?? 0, finding.place?.line ?? 0, offset)
      return (place: place, finding: finding)
    }
    findings = ranked.sorted { $0.place < $1.place }.map(\.finding)
  }

  private mutating func read(_ index: Int) {
    let source = sources[index]
    files.append(File(name: source.name, formats: [:], examples: 0, leftOut: 0))
    switch source.encoding {
    case .utf16: findings.append(.utf16(source.name))
    case .compressed(let program): findings.append(.compressed(source.name, program: program))
    case .utf8:
      let records = RecordCutter.records(of: source)
      if records.isEmpty { findings.append(.emptyImport(source.name)) }
      for record in records { read(record, of: index) }
    }
  }

  private mutating func read(_ record: ImportRecord, of file: Int) {
    let value: ExchangeValue
    switch record.value {
    case .success(let found): value = found
    case .failure(let error): return leave(record, of: file, .broken(error))
    }
    guard let shape = ImportShape(of: value) else {
      return leave(record, of: file, .unknownShape(value.keys))
    }
    files[file].formats[shape.rawValue, default: 0] += 1
    if shape == .batchInput || shape == .batchOutput {
      batches.add(BatchJoin.Row(file: file, record: record, value: value), as: shape)
      return
    }
    do throws(ImportObstacle) {
      drafts.append(Draft(file: file, record: record, reading: try .init(value, as: shape)))
    } catch {
      leave(record, of: file, error)
    }
  }

  private mutating func leave(_ record: ImportRecord, of file: Int, _ obstacle: ImportObstacle) {
    files[file].leftOut += 1
    var place = record.place(in: sources[file].name)
    if case .broken(let error) = obstacle {
      place = Self.place(error.offset, in: record, of: sources[file].name)
    }
    findings.append(Finding(obstacle, at: place))
  }

  /// The line and the column, in bytes, of a byte of a record.
  private static func place(
    _ offset: Int, in record: ImportRecord, of file: String
  ) -> SourcePlace {
    let before = record.bytes.prefix(offset)
    let newline = UInt8(ascii: "\n")
    let line = record.line + before.count { $0 == newline }
    let last = before.lastIndex(of: newline)
    let column = last.map { before.endIndex - $0 } ?? before.count + record.column
    return SourcePlace(file, line: line, column: column)
  }

  /// Makes examples of what was read, each once.
  private mutating func keep() throws {
    var first: [String: String] = [:]
    var named: [String: String] = [:]
    for draft in drafts {
      let (file, reading) = (sources[draft.file].name, draft.reading)
      let place = draft.record.place(in: file)
      let id = Example.identifier(of: reading.messages, rejected: reading.rejected)
      if !keepingRepeats, let other = first.updateValue("\(place)", forKey: id) {
        first[id] = other
        files[draft.file].leftOut += 1
        findings.append(.repeatedImport(of: other, at: place))
        continue
      }
      if let name = reading.id, let other = named.updateValue("\(place)", forKey: name) {
        findings.append(.repeatedID(name, other, at: place))
      }
      if let split = reading.split { namedSplits[id] = split }
      if reading.isCut { findings.append(.cutImport(at: place)) }
      files[draft.file].examples += 1
      let source = SourceReference(
        node: draft.record.node(in: file), document: file, path: draft.record.path,
        line: draft.record.line,
        digest: Digest(of: Data(draft.record.bytes)))
      examples.append(
        Example(
          id: id, recipe: Self.recipe, messages: reading.messages, rejected: reading.rejected,
          group: reading.group ?? Example.group(asking: reading.messages), sources: [source] + reading.sources))
    }
  }
}
