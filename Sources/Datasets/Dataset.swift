public import Core
import Formats
public import FoundationEssentials

/// A dataset as its files hold it.
public struct Dataset: Sendable {
  /// One example, and where it came from.
  public struct Entry: Hashable, Sendable {
    public var example: Example
    public var lineage: Example.Lineage
  }

  /// In the order of the splits, chats before preferences, then of the lines.
  public let entries: [Entry]

  /// The name of a split's file: `train.jsonl`, `preference/train.jsonl`.
  public static func path(of split: Example.Split, _ kind: Example.Kind) -> String {
    switch kind {
    case .chat: "\(split.rawValue).jsonl"
    case .preference: "preference/\(split.rawValue).jsonl"
    }
  }

  /// The name of the file with a line of lineage for each example.
  public static let lineagePath = "lineage.jsonl"

  /// Reads a dataset.
  ///
  /// - Parameter file: the bytes of one of its files, by its path; `nil` where it is not there.
  /// - Throws: ``DatasetError`` for a line that is none of its file, and where lineage and files do not
  ///   belong together; and what `file` throws.
  public init(_ file: (_ path: String) throws -> Data?) throws {
    guard let written = try file(Self.lineagePath) else {
      throw DatasetError(
        .missing, "there is no \(Self.lineagePath)",
        remedy: "Name a folder that `colophon dataset build` or `import` made.")
    }
    let lineage = try Self.lines(Example.Lineage.self, of: written, Self.lineagePath)
    var lines: [String: [DatasetLine]] = [:]
    for path in Set(lineage.map { Self.path(of: $0.split, $0.kind) }) {
      lines[path] = try Self.lines(DatasetLine.self, of: file(path) ?? Data(), path)
    }
    entries = try lineage.map { origin throws(DatasetError) in
      let path = Self.path(of: origin.split, origin.kind)
      guard let found = lines[path], found.indices.contains(origin.line - 1) else {
        throw DatasetError(
          .damaged, "\(Self.lineagePath) names line \(origin.line) of \(path), which is not there",
          remedy: "Build the dataset again.")
      }
      let line = found[origin.line - 1]
      return Entry(
        example: Example(
          id: origin.id, recipe: origin.recipe, recipeVersion: origin.recipeVersion,
          messages: line.messages, rejected: line.rejected, group: origin.group,
          sources: origin.sources), lineage: origin)
    }
  }

  private static func lines<Line: Decodable>(
    _ type: Line.Type, of bytes: Data, _ path: String
  ) throws(DatasetError) -> [Line] {
    do {
      return try CanonicalJSON.readLines(type, from: bytes)
    } catch {
      throw DatasetError(
        .damaged, "\(path):\(error.line): the line is none of a dataset",
        remedy: "Build the dataset again; `colophon dataset check` names every such line.")
    }
  }
}
