import Core
import Datasets
import Formats
import Foundation
import TestSupport

/// Datasets of chats that are hard to write down, for the tests of export and import.
enum ExchangedDataset {
  /// What a text may be made of: all that some format has a meaning of its own for.
  private static let pieces = [
    "Save", "the draft", "\"quoted\"", "\"\u{301}", "a,b;c", "\n", "\r\n", "\t", "\\n", "\\",
    "=1+1",
    "é", "e\u{301}", "你好", "שלום", "👩‍👩‍👧", "\u{2028}", "\u{FEFF}", "{\"a\": [1]}", "</s>", "- item",
    "\u{0}", "'", "#",
  ]

  static func text(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...8, using: &generator)
    let words = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
    // A message of white space alone says nothing, and is no message.
    return words.joined(separator: Bool.random(using: &generator) ? " " : "") + "x"
      + String(Int.random(in: 0...9_999, using: &generator))
  }

  /// A chat by turns, with a system message or without.
  static func chat(_ generator: inout SeededGenerator) -> [ChatMessage] {
    var messages: [ChatMessage] = []
    if Bool.random(using: &generator) { messages.append(ChatMessage(.system, text(&generator))) }
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      messages.append(ChatMessage(.user, text(&generator)))
      messages.append(ChatMessage(.assistant, text(&generator)))
    }
    return messages
  }

  private struct Pair: Encodable {
    struct Input: Encodable { var messages: [ChatMessage] }
    var input: Input
    var preferred_output: [ChatMessage]
    var non_preferred_output: [ChatMessage]
  }

  static let card = """
    ---
    language: [en, de-CH]
    license: cc-by-sa-4.0
    pretty_name: Study rooms
    size_categories: [n<1K]
    ---

    # Prompt dataset: Study rooms

    Made for a test.

    """

  /// The files of a dataset's folder, with a lineage line for each example.
  static func files(seed: UInt64, examples: Int = 12) throws -> [String: Data] {
    var generator = SeededGenerator(seed: seed)
    var files = ["card.md": Data(card.utf8)]
    var lineage: [Example.Lineage] = []
    for split in Example.Split.allCases {
      let chats = (0..<examples).map { _ in chat(&generator) }
      files[Dataset.path(of: split, .chat)] = try CanonicalJSON.lines(
        chats.map { ["messages": $0] })
      let pairs = (0..<examples / 2).map { _ in
        let chat = chat(&generator)
        return Pair(
          input: .init(messages: chat.dropLast()), preferred_output: chat.suffix(1),
          non_preferred_output: [ChatMessage(.assistant, "not " + text(&generator))])
      }
      files[Dataset.path(of: split, .preference)] = try CanonicalJSON.lines(pairs)
      for (kind, count) in [(Example.Kind.chat, chats.count), (.preference, pairs.count)] {
        for line in 1...count {
          let example = Example(
            id: "e-\(split)-\(kind)-\(line)", recipe: "section", messages: [],
            rejected: kind == .chat ? nil : "", group: "doc-\(line % 3).dita",
            sources: line.isMultiple(of: 4) ? [] : [reference(line)])
          lineage.append(.init(example, split: split, line: line, licence: "CC-BY-SA-4.0"))
        }
      }
    }
    files["lineage.jsonl"] = try CanonicalJSON.lines(lineage)
    return files
  }

  private static func reference(_ line: Int) -> SourceReference {
    SourceReference(
      node: "n\(line)", document: "doc-\(line % 3).dita", path: "/topic/p[\(line)]", line: line,
      digest: Digest(of: "text \(line)"))
  }

  static func contents(seed: UInt64, examples: Int = 12) throws -> Dataset {
    let files = try files(seed: seed, examples: examples)
    return try Dataset(display: "") { files[$0] }
  }

  /// Writes files into a folder.
  static func write(_ files: [String: Data], into folder: URL) throws {
    for (path, data) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
  }
}

extension Example {
  /// All that it says, byte for byte: texts of equal meaning are not equal here.
  var said: [[UInt8]] {
    messages.flatMap { [Array($0.role.rawValue.utf8), Array($0.content.utf8)] }
      + [Array((rejected ?? "").utf8)]
  }
}
