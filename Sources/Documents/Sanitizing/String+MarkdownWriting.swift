extension String {
  /// The text as Markdown that says just this: what would be markup is escaped. A citation marker,
  /// `[S1]`, stays as it is.
  public var markdownEscaped: String { inlineEscaped.escapingListMark }

  /// The same for a part of a line: what only a line's beginning would be is not escaped.
  var inlineEscaped: String {
    var escaped = UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let scalar = rest.first {
      if let end = rest.endOfCitation {
        escaped += rest[..<end]
        rest = rest[end...]
        continue
      }
      if "\\`*_[]<>#|~".unicodeScalars.contains(scalar) || rest.startsCharacterReference {
        escaped.append("\\")
      }
      escaped.append(scalar)
      rest.removeFirst()
    }
    return String(escaped)
  }

  /// A text that begins as an item of a list does, with that escaped.
  var escapingListMark: String {
    let digits = unicodeScalars.prefix { ("0"..."9").contains($0) }
    let rest = unicodeScalars[digits.endIndex...]
    guard let mark = rest.first else { return self }
    let isMark =
      if digits.isEmpty {
        mark == "-" || mark == "+" || mark == "="
      } else {
        digits.count < 10 && (mark == "." || mark == ")")
          && rest.dropFirst().first?.properties.isWhitespace != false
      }
    return isMark ? "\(Substring(digits))\\\(Substring(rest))" : self
  }

  /// A cell of a table with the bars escaped that are not yet: those in code.
  var escapingPipes: String {
    var escaped = UnicodeScalarView()
    var isEscaped = false
    for scalar in unicodeScalars {
      if scalar == "|", !isEscaped { escaped.append("\\") }
      isEscaped = scalar == "\\" && !isEscaped
      escaped.append(scalar)
    }
    return String(escaped)
  }

  /// The text as code inside a line.
  var asCode: String {
    let plain = whiteSpaceFolded
    guard !plain.isEmpty else { return "" }
    let run = plain.longestRunOfBackticks
    guard run > 0 else { return "`\(plain)`" }
    let fence = String(repeating: "`", count: run + 1)
    return "\(fence) \(plain) \(fence)"
  }

  /// The text as code on lines of its own, without the empty ones around it, in a fence that is longer
  /// than any inside.
  var asCodeBlock: String {
    var lines = lines
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    let code = lines.joined(separator: "\n")
    let fence = String(repeating: "`", count: max(3, code.longestRunOfBackticks + 1))
    return [fence, code, fence].joined(separator: "\n")
  }

  /// By scalars, as Markdown reads it: with an accent on it, a backtick is one still.
  private var longestRunOfBackticks: Int {
    var (longest, run) = (0, 0)
    for scalar in unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  func prefixingLines(_ prefix: String) -> String {
    var lines = lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.isEmpty ? "" : prefix + $0 }.joined(separator: "\n")
  }

  /// Its lines, whichever way they end: `\r\n` is one character, and no `\n`.
  private var lines: [Substring] {
    split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }
}

extension Substring.UnicodeScalarView {
  /// Where a citation marker that stands here, `[S1]`, ends.
  fileprivate var endOfCitation: Index? {
    guard first == "[", dropFirst().first == "S" else { return nil }
    let digits = dropFirst(2).prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty, digits.endIndex < endIndex, self[digits.endIndex] == "]" else {
      return nil
    }
    return index(after: digits.endIndex)
  }

  /// Whether a character reference stands here, which Markdown would read as its character: `&copy;`.
  fileprivate var startsCharacterReference: Bool {
    guard first == "&" else { return false }
    let name = dropFirst().prefix(40).prefix {
      $0 == "#" || ("0"..."9").contains($0) || ("a"..."z").contains($0) || ("A"..."Z").contains($0)
    }
    return !name.isEmpty && name.endIndex < endIndex && self[name.endIndex] == ";"
  }
}
