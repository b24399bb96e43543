public import Core
public import FoundationEssentials

/// A dataset read back from its folder: every example with its split and licence, and what its card
/// says of it.
public struct DatasetContents: Sendable {
  /// An example in its split.
  public struct Entry: Hashable, Sendable {
    public var example: Example
    public var split: Example.Split
    /// An SPDX identifier where there is one; empty where none is known.
    public var licence: String
  }

  /// By split, chats before preferences, in the order of the files' lines.
  public private(set) var entries: [Entry] = []
  /// Lines that could not be read, and what the lineage does not say.
  public private(set) var findings: [Finding] = []
  let card: CardFacts

  /// The files of a dataset's folder that are read, by their paths in it.
  public static let paths: [String] =
    Example.Split.allCases.flatMap { split in
      Example.Kind.allCases.map { path(of: split, $0) }
    } + ["lineage.jsonl", "card.md"]

  /// The file of a split's examples of a kind.
  public static func path(of split: Example.Split, _ kind: Example.Kind) -> String {
    "\(kind == .preference ? "preference/" : "")\(split.rawValue).jsonl"
  }

  /// Reads a folder's files.
  ///
  /// - Parameters:
  ///   - files: what is there of ``paths``.
  ///   - display: the path to print before the files' names in findings.
  /// - Throws: what encoding an example for its id throws; a line that is wrong is a finding.
  public init(files: [String: Data], display: String = "") throws {
    card = CardFacts(files["card.md"] ?? Data())
    let lineage = readLineage(files["lineage.jsonl"], display)
    for split in Example.Split.allCases {
      for kind in Example.Kind.allCases {
        let path = Self.path(of: split, kind)
        guard let bytes = files[path], !bytes.isEmpty else { continue }
        try read(ImportFile(display + path, bytes), split, kind, lineage)
      }
    }
  }

  private struct Place: Hashable {
    var split: Example.Split
    var kind: Example.Kind
    var line: Int
  }

  private mutating func readLineage(_ bytes: Data?, _ display: String) -> [Place: LineageLine]? {
    guard let bytes else { return nil }
    let decoder = JSONDecoder()
    var lines: [Place: LineageLine] = [:]
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      do {
        let line = try decoder.decode(LineageLine.self, from: Data(line))
        lines[Place(split: line.split, kind: line.kind, line: line.line)] = line
      } catch {
        findings.append(
          .lineageBroken(LineageLine.words(for: error), line: index + 1, display: display))
      }
    }
    return lines
  }

  private mutating func read(
    _ file: ImportFile, _ split: Example.Split, _ kind: Example.Kind,
    _ lineage: [Place: LineageLine]?
  ) throws {
    let read = try DatasetImport([file], keepingRepeats: true)
    findings += read.findings
    for example in read.examples {
      var entry = Entry(example: example, split: split, licence: card.licence)
      let line = example.sources.first?.line ?? 0
      if let known = lineage?[Place(split: split, kind: kind, line: line)] {
        entry.example.id = known.id
        entry.example.recipe = known.recipe
        entry.example.recipeVersion = known.recipeVersion
        entry.example.group = known.group
        entry.example.sources = known.sources
        entry.licence = known.licence
      } else if lineage != nil {
        findings.append(.noLineage(at: SourcePlace(file.name, line: line)))
      }
      entries.append(entry)
    }
  }
}
