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
        // Pandoc runs the cells of a table in a comment together: letters are compared, not words.
        words: [node.text.words.joined()])
    }
    let wanted = try Pandoc(file).comments.map { comment in
      var comment = comment
      comment.words = [comment.words.joined()]
      return comment
    }
    #expect(comments == wanted)
  }

  /// What differs between our words and pandoc's, and why. Everything else is equal.
  private static let explained: [String: Difference] = [
    "0_level_headers.docx": Difference(
      theirs: ["1", "2", "FIGURES", "Introduction", "SECTION", "TABLES", "iv", "v"],
      why: "We leave generated tables of contents out."),
    "diagram.docx": Difference(
      ours: ["bottom", "middle", "top"], why: "Pandoc does not read diagrams."),
    "image_vml.docx": Difference(
      ours: ["Fictitious", "Transactions"],
      why: "Pandoc does not read the text alternative of a VML image."),
    "link_in_notes.docx": Difference(
      ours: ["test."], theirs: [".", "test"], why: "The note's number stands between them there."),
    "nested_anchors_in_header.docx": Difference(
      theirs: [
        "1", "1", "2", "2", "Remote", "Remote", "Short", "Some", "closing", "file", "file",
        "folder",
        "folder", "inside", "inside", "instructions", "instructions", "letters", "letters",
        "longlonglonglonglong", "longlonglonglonglong", "manymanymanymany", "manymanymanymany",
        "opening", "or", "or", "with", "with",
      ], why: "We leave generated tables of contents out."),
    "pageref.docx": Difference(
      theirs: ["2", "2", "Title", "Title2"],
      why: "We leave generated tables of contents out, in German as well."),
    "paragraph_insertion_deletion.docx": Difference(
      ours: ["splitParagraph."], theirs: ["Paragraph.", "split"],
      why: "Pandoc leaves a space in the place of a deleted paragraph end; Word joins the words."),
    "special_punctuation.docx": Difference(
      ours: ["[]"], theirs: ["[\u{AD}]"], why: "We leave soft hyphens out."),
  ]

  private struct Difference {
    var ours: [String] = []
    var theirs: [String] = []
    var why: String
  }

  // The XML of normalize.docx is not well-formed; pandoc's parser lets it pass.
  @Test(arguments: documents.filter { $0.lastPathComponent != "normalize.docx" })
  func `a document has pandoc's words, or the difference is explained`(file: URL) throws {
    try compareWords(of: file, Self.explained)
  }

  @Test(arguments: Corpus.files(of: "office-pandoc/odt"))
  func `an OpenDocument text has pandoc's words, or the difference is explained`(
    file: URL
  ) throws { try compareWords(of: file, Self.explainedTexts) }

  private static let explainedTexts: [String: Difference] = [
    "expression.odt": Difference(
      ours: ["123"], why: "Pandoc leaves out the values that variables and expressions show."),
    "expressionUnevaluated.odt": Difference(
      ours: ["12"], why: "Pandoc leaves out the values that variables show."),
    "formula.odt": Difference(
      ours: ["c^2", "cdot", "m"], theirs: ["\\cdot", "c^{2}}", "{m"],
      why: "Pandoc writes formulas in TeX; we keep them as they were typed."),
    "hiddenTextByStyle.odt": Difference(
      theirs: ["Hidden", "text"], why: "We leave hidden text out, and say so."),
    "referenceToChapter.odt": Difference(
      ours: ["Another", "chapter."], theirs: ["."],
      why: "Pandoc leaves out the name of the chapter that a field shows."),
  ]

  private func compareWords(of file: URL, _ explained: [String: Difference]) throws {
    // The words of pandoc's tree, of which its plain text is made: without list numbers, rules of
    // tables and signs for italics, which the file does not hold.
    let theirs = try Pandoc(file, .accept).words
    var ours: [String] = []
    for node in try read(file).nodes where ![.comment, .uiString].contains(node.kind) {
      ours += node.text.words.filter { node.kind != .tableRow || $0 != "|" }
    }
    let expected = explained[file.lastPathComponent] ?? Difference(why: "")
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
