import Core

/// A reply without what chat engines put around a draft: a code fence, a sentence before and after. A fence
/// is taken off only where it encloses a draft of the form that is asked for, and what is outside is talk.
struct Unwrapping {
  /// More words than these are hardly talk.
  static let talkLimit = 40

  let body: String
  /// The line of the reply that the body starts on, from 1.
  let firstLine: Int
  let isFenced: Bool
  /// How many words stood around the fence, or the markup.
  let talk: Int

  init(_ text: String, _ format: DraftFormat) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if let fence = Self.fence(around: lines[...], format) {
      body = lines[(fence.open + 1)..<fence.close].joined(separator: "\n")
      firstLine = fence.open + 2
      isFenced = true
      talk = (lines[..<fence.open] + lines[(fence.close + 1)...]).reduce(0) { $0 + $1.wordCount }
      return
    }
    isFenced = false
    let range = Self.core(of: text, format)
    body = String(text[range])
    firstLine = text[..<range.lowerBound].count(where: \.isLineEnd) + 1
    talk = text[..<range.lowerBound].wordCount + text[range.upperBound...].wordCount
  }

  /// The fence that a draft stands in; `nil` where it stands in none.
  private static func fence(
    around lines: ArraySlice<Substring>, _ format: DraftFormat
  ) -> CodeFences.Fence? {
    let fences = CodeFences(lines).fences
    switch format {
    case .markdown: return whole(lines, fences)
    case .html:
      // Between two examples of code on a page, or in a Markdown text, stands no draft.
      guard let fence = fences.first(where: { hold(lines[($0.open + 1)..<$0.close], format) }),
        isTalk(lines[..<fence.open]), isTalk(lines[(fence.close + 1)...])
      else { return whole(lines, fences) }
      return fence
    case .svg, .json, .strings:
      return fences.first { hold(lines[($0.open + 1)..<$0.close], format) }
    }
  }

  /// The fence around a Markdown text as a whole. One without a name may as well be that of a text's own
  /// first example.
  private static func whole(
    _ lines: ArraySlice<Substring>, _ fences: [CodeFences.Fence]
  ) -> CodeFences.Fence? {
    let names: Set = ["markdown", "md", "gfm", "commonmark", "text", "txt", ""]
    guard let first = fences.first, names.contains(first.name) else { return nil }
    var candidates = fences.filter { $0 == first }
    // Bare fences inside: the outer one goes to the last.
    if let last = fences.last, last != first {
      candidates.append(.init(open: first.open, close: last.close, name: first.name))
    }
    return candidates.first { fence in
      let inside = lines[(fence.open + 1)..<fence.close]
      guard !fence.name.isEmpty || startsWithTitle(inside) else { return false }
      let outside = [lines[..<fence.open], lines[(fence.close + 1)...]]
      return CodeFences(inside).isBalanced && hasHeading(inside) && outside.allSatisfy(isTalk)
        && outside.reduce(0) { $0 + $1.reduce(0) { $0 + $1.wordCount } } <= 2 * talkLimit
    }
  }

  /// Whether a heading begins lines, as one of a text does, and no comment of a program.
  private static func startsWithTitle(_ lines: ArraySlice<Substring>) -> Bool {
    let text = lines.drop { $0.allSatisfy(\.isWhitespace) }
    guard text.first?.startsHeading == true else { return false }
    return text.dropFirst().first?.allSatisfy(\.isWhitespace) ?? true
  }

  /// Whether lines are words around a draft: neither markup nor headings, nor code.
  private static func isTalk(_ lines: ArraySlice<Substring>) -> Bool {
    !hasHeading(lines) && !lines.contains { $0.hasTag } && CodeFences(lines).fences.isEmpty
  }

  /// Whether a heading stands in Markdown lines, outside of code.
  private static func hasHeading(_ lines: ArraySlice<Substring>) -> Bool {
    let fences = CodeFences(lines).fences
    return lines.indices.contains { index in
      lines[index].startsHeading && !fences.contains { $0.open < index && index < $0.close }
    }
  }

  /// Whether what stands in a fence is of a form.
  private static func hold(_ lines: ArraySlice<Substring>, _ format: DraftFormat) -> Bool {
    switch format {
    case .markdown: hasHeading(lines)
    case .html: lines.contains { $0.hasTag }
    case .svg: lines.contains { $0.contains("<svg") }
    case .json: lines.first { !$0.allSatisfy(\.isWhitespace) }?.startsContainer ?? false
    case .strings:
      lines.contains { $0.startsContainer }
        || lines.contains { $0.contains("=") || $0.contains(":") }
    }
  }

  /// The part of a reply that is the draft itself.
  private static func core(of text: String, _ format: DraftFormat) -> Range<String.Index> {
    let whole = text.startIndex..<text.endIndex
    switch format {
    case .markdown, .html: return whole
    case .strings where !text.startsAsJSON: return whole
    case .svg:
      guard let start = text.firstRange(of: "<svg")?.lowerBound,
        let end = text.ranges(of: "</svg>").last?.upperBound, start < end
      else { return whole }
      // A declaration and a document type belong to it.
      let prolog = text[..<start].firstIndex(of: "<") ?? start
      return prolog..<end
    case .json, .strings:
      guard let start = text.startOfJSON else { return whole }
      let closing: Character = text[start] == "{" ? "}" : "]"
      guard let end = text.lastIndex(of: closing), end > start else {
        return start..<text.endIndex
      }
      return start..<text.index(after: end)
    }
  }
}

extension Substring {
  /// Words, as far as they are parted by spaces.
  fileprivate var wordCount: Int { split(whereSeparator: \.isWhitespace).count }

  /// Whether an element of markup begins or ends here.
  fileprivate var hasTag: Bool {
    let bytes = Array(utf8)
    return zip(bytes, bytes.dropFirst()).contains { one, next in
      one == UInt8(ascii: "<")
        && (next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
          || (0x61...0x7A).contains(next | 0x20))
    }
  }

  /// Whether it is a heading of Markdown: `## Steps`.
  fileprivate var startsHeading: Bool {
    let marks = prefix { $0 == "#" }
    return (1...6).contains(marks.count) && self[marks.endIndex...].first == " "
  }

  /// Whether an object or an array of JSON begins it.
  fileprivate var startsContainer: Bool {
    let bare = drop { $0.isWhitespace }
    return bare.first == "{" || bare.first == "["
  }
}

extension String {
  /// Whether an object of JSON begins it.
  var startsAsJSON: Bool { first { !$0.isWhitespace } == "{" }

  /// Where the first value of JSON begins that has members: a word in brackets is none. At the first
  /// bracket, where there is none.
  fileprivate var startOfJSON: Index? {
    if let first = firstIndex(where: { !$0.isWhitespace }), self[first] == "{" { return first }
    let starts = indices.lazy.filter { self[$0] == "{" || self[$0] == "[" }
    let found = starts.first { start in
      let next = self[index(after: start)...].first { !$0.isWhitespace }
      switch next {
      case "\""?: return true
      case "}"?: return self[start] == "{"
      case "{"?, "["?: return self[start] == "["
      case let digit?: return self[start] == "[" && digit.isNumber && isBlank(before: start)
      case nil: return false
      }
    }
    return found ?? starts.first
  }

  private func isBlank(before end: Index) -> Bool { self[..<end].allSatisfy(\.isWhitespace) }
}
