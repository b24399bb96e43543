import Core
import Documents
import Foundation
import TestSupport
import Testing

/// Word documents as pandoc, which others wrote, reads them.
@Suite(
  .enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absent)),
  .enabled(if: Pandoc.isPresent, Comment(rawValue: Pandoc.absent)))
struct OfficePandocTests {
  private static let documents = Corpus.files(of: "office-pandoc/docx").filter {
    $0.pathExtension == "docx"
  }
  private static let tracked = documents.filter { file in
    ["track_changes_", "comments", "paragraph_insertion"].contains {
      file.lastPathComponent.hasPrefix($0)
    }
  }

  private func read(_ file: URL) throws -> ReadDocument {
    let name = file.lastPathComponent
    return try DocumentReader.read(Data(contentsOf: file), path: name, display: name)
  }

  @Test func `the corpus has the documents with changes and comments`() {
    #expect(Self.documents.count == 72)
    #expect(Self.tracked.count == 7)
  }

  @Test(arguments: tracked)
  func `accepted and rejected, a document has pandoc's words in pandoc's order`(file: URL) throws {
    let document = try read(file)
    for (reading, changes) in [(Reading.accepted, Pandoc.Changes.accept), (.rejected, .reject)] {
      var wanted = try Pandoc.plainWords(of: file, changes)
      if file.lastPathComponent == "paragraph_insertion_deletion.docx" {
        // Where a paragraph's end goes, pandoc leaves a space in its place. Word joins the words.
        wanted =
          reading == .accepted
          ? wanted.joined(separator: " ").replacing("split Paragraph", with: "splitParagraph").words
          : wanted.joined(separator: " ").replacing("a split", with: "asplit").words
      }
      #expect(document.text(reading).words == wanted, "\(reading)")
    }
  }

  @Test(arguments: tracked)
  func `marked, a document has pandoc's stretches with their authors and dates`(file: URL) throws {
    let document = try read(file)
    #expect(document.stretches == (try Pandoc(file).stretches))
  }

  @Test(arguments: tracked)
  func `a document has pandoc's comments with their authors and dates`(file: URL) throws {
    let comments = try read(file).nodes.filter { $0.kind == .comment }.map { node in
      Pandoc.Comment(
        id: node.remark?.id, author: node.remark?.author, date: node.remark?.date,
        words: node.text.words)
    }
    #expect(comments == (try Pandoc(file).comments))
  }

  /// What differs between our words and pandoc's, and why. Everything else is equal.
  private static let explained: [String: Difference] = [:]

  private struct Difference {
    var ours: [String] = []
    var theirs: [String] = []
    var why: String
  }

  @Test(arguments: documents)
  func `a document has pandoc's words, or the difference is explained`(file: URL) throws {
    // The words of pandoc's tree, of which its plain text is made: without list numbers, rules of
    // tables and signs for italics, which the file does not hold.
    let theirs = try Pandoc(file, .accept).words
    var ours: [String] = []
    for node in try read(file).nodes where ![.comment, .uiString].contains(node.kind) {
      ours += node.text.words.filter { node.kind != .tableRow || $0 != "|" }
    }
    let expected = Self.explained[file.lastPathComponent] ?? Difference(why: "")
    #expect(ours.without(theirs) == expected.ours.sorted(), "\(expected.why)")
    #expect(theirs.without(ours) == expected.theirs.sorted(), "\(expected.why)")
  }
}

extension [String] {
  /// The words that others lack, each as often as it is missing there, sorted.
  fileprivate func without(_ others: [String]) -> [String] {
    var left: [String: Int] = [:]
    for word in others { left[word, default: 0] += 1 }
    return filter { word in
      left[word, default: 0] -= 1
      return left[word, default: 0] < 0
    }.sorted()
  }
}

extension ReadDocument {
  /// The text as marked, as pandoc tells of it.
  fileprivate var stretches: [Pandoc.Stretch] {
    var pieces: [Revision] = []
    for node in nodes where node.kind != .comment && node.role != "metadata" {
      pieces += (node.revisions ?? [Revision(node.text)]) + [Revision(" ")]
    }
    var stretches: [Pandoc.Stretch] = []
    for piece in pieces {
      let words = piece.text.replacing("\n", with: "¶").words
      guard !words.isEmpty else { continue }
      let change = piece.change.map { _ in piece.isAddition ? "insertion" : "deletion" }
      let stretch = Pandoc.Stretch(
        words: words, change: change, author: piece.author, date: piece.date)
      if let last = stretches.last, last.change == nil, change == nil {
        stretches[stretches.count - 1].words += words
      } else {
        stretches.append(stretch)
      }
    }
    return stretches
  }
}
