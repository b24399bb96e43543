import Core
import Documents

/// A Markdown text with its lines, to say where in it something stands.
struct MarkdownSource {
  let page: MarkdownPage
  let display: String
  /// What is read as sentences: everything but code.
  let prose: [MarkdownBlock]
  private let lines: [Substring]
  /// The lines that blocks start on, in order.
  private let starts: [Int]

  init(_ markdown: String, display: String) {
    self.display = display
    page = Markdown.html(of: markdown, anchors: true)
    let blocks = Markdown.blocks(of: markdown)
    prose = blocks.filter { $0.kind != .code }
    starts = blocks.map(\.line)
    lines = markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Every place of a term in a block, as a whole word in any case; without a column where the term
  /// is broken over lines or by marks.
  func places(of term: String, in block: MarkdownBlock) -> [SourcePlace] {
    let count = block.text.wholeWords(term).count
    guard count > 0 else { return [] }
    var places: [SourcePlace] = []
    for number in lineNumbers(of: block) {
      places += lines[number - 1].wholeWords(term).map { column in
        SourcePlace(display, line: number, column: column)
      }
    }
    while places.count < count { places.append(SourcePlace(display, line: block.line)) }
    return Array(places.prefix(count))
  }

  /// Where some words of a block begin.
  func place(ofWords words: String, in block: MarkdownBlock) -> SourcePlace {
    let first = words.split(separator: " ").prefix(2).joined(separator: " ")
    return places(of: first, in: block).first ?? SourcePlace(display, line: block.line)
  }

  /// Where a text first stands, as it is written, from a line on.
  func place(of text: String, fromLine line: Int) -> SourcePlace {
    for number in max(1, line)...max(1, line, min(line + 40, lines.count)) {
      guard lines.indices.contains(number - 1) else { break }
      if let range = lines[number - 1].firstRange(of: text) {
        let column = lines[number - 1].distance(
          from: lines[number - 1].startIndex, to: range.lowerBound)
        return SourcePlace(display, line: number, column: column + 1)
      }
    }
    return SourcePlace(display, line: line)
  }

  private func lineNumbers(of block: MarkdownBlock) -> Range<Int> {
    let next = starts.first { $0 > block.line } ?? lines.count + 1
    let first = min(max(1, block.line), lines.count + 1)
    return first..<max(first, min(next, lines.count + 1))
  }
}

extension StringProtocol {
  /// The columns, from 1, at which a term stands as a whole word, in any case.
  fileprivate func wholeWords(_ term: String) -> [Int] {
    let characters = lowercased().map { $0 }
    let wanted = term.lowercased().map { $0 }
    guard !wanted.isEmpty, characters.count >= wanted.count else { return [] }
    func isPartOfWord(_ index: Int) -> Bool {
      guard characters.indices.contains(index) else { return false }
      return characters[index].isLetter || characters[index].isNumber
    }
    return (0...(characters.count - wanted.count)).filter { start in
      let end = start + wanted.count
      return characters[start] == wanted[0] && Array(characters[start..<end]) == wanted
        && !isPartOfWord(start - 1) && !isPartOfWord(end)
    }.map { $0 + 1 }
  }
}
