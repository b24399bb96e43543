/// Finds the lines of a text that belong to a page and not to its text.
struct BoilerplateLines: Sendable {
  /// Folded lines, by the first byte.
  private let whole: [[[UInt8]]]
  /// How lines begin, by the first byte.
  private let beginnings: [[[UInt8]]]
  private let crumbs: [[[UInt8]]]
  /// Whether a folded line may begin with a byte at all: most lines are let go by this.
  private let isStart: [Bool]
  private let longest: Int

  init(_ settings: CleaningSettings) {
    let lines = settings.boilerplate.map { Array($0.normalized.utf8) }.filter { !$0.isEmpty }
    let notices = settings.notices.map { Array($0.normalized.utf8) }.filter { !$0.isEmpty }
    let crumbs = settings.crumbs.map { Array($0.normalized.utf8) }.filter { !$0.isEmpty }
    whole = Self.byFirstByte(lines)
    beginnings = Self.byFirstByte(notices)
    self.crumbs = Self.byFirstByte(crumbs)
    var isStart = [Bool](repeating: false, count: 256)
    for text in lines + notices + crumbs { isStart[Int(text[0])] = true }
    self.isStart = isStart
    longest = lines.map(\.count).max() ?? 0
  }

  private static func byFirstByte(_ texts: [[UInt8]]) -> [[[UInt8]]] {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for text in texts { table[Int(text[0])].append(text) }
    return table
  }

  /// The changes that take such lines out; none where nothing else would be left.
  func edits(in bytes: [UInt8]) -> [EditedText.Edit] {
    guard bytes.contains(0x0A) else { return [] }
    var edits: [EditedText.Edit] = []
    var isSomethingLeft = false
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if isBoilerplate(bytes, start..<end) {
        edits.append(
          .init(range: start..<min(end + 1, bytes.count), replacement: [], rule: .boilerplate))
      } else if !isSomethingLeft {
        isSomethingLeft = bytes[start..<end].contains { !$0.isWhite }
      }
      start = end + 1
    }
    return isSomethingLeft ? Self.withoutLastLineEnd(edits, of: bytes.count) : []
  }

  /// Lines that go at a text's end take the line end before them.
  private static func withoutLastLineEnd(
    _ edits: [EditedText.Edit], of count: Int
  ) -> [EditedText.Edit] {
    var edits = edits
    var end = count
    guard var first = edits.indices.last, edits[first].range.upperBound == end else { return edits }
    while edits[first].range.upperBound == end {
      end = edits[first].range.lowerBound
      guard first > 0, edits[first - 1].range.upperBound == end else { break }
      first -= 1
    }
    let range = edits[first].range
    if range.lowerBound > 0 { edits[first].range = (range.lowerBound - 1)..<range.upperBound }
    return edits
  }

  private func isBoilerplate(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    let start = textStart(bytes, line)
    guard start < line.upperBound, isStart[Int(bytes[start].lowercased)] else { return false }
    let first = Int(bytes[start].lowercased)
    if beginnings[first].contains(where: { begins(bytes, start..<line.upperBound, with: $0) }) {
      return true
    }
    if !crumbs[first].isEmpty, isBreadcrumb(bytes, start..<line.upperBound) { return true }
    guard line.upperBound - start <= longest + 12 else { return false }
    let end = textEnd(bytes, start..<line.upperBound)
    // What ends as a sentence and begins as none is the end of one.
    let isTail = !bytes[start].isUpper && bytes[end..<line.upperBound].contains(UInt8(ascii: "."))
    let isCall = bytes[end..<line.upperBound].contains(UInt8(ascii: "("))
    return !isTail && !isCall && whole[first].contains { equals(bytes[start..<end], $0) }
  }

  /// Where a line's words begin, after bullets and arrows: `- `, `» `, `← `.
  private func textStart(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
    var start = line.lowerBound
    while start < line.upperBound {
      switch bytes[start] {
      case 0..<0x80 where !bytes[start].isAlphanumeric: start += 1
      case 0xC2: start += 2
      case 0xE2: start += 3
      default: return start
      }
    }
    return line.upperBound
  }

  /// Where a line's words end, before signs and arrows.
  private func textEnd(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
    var end = line.upperBound
    while end > line.lowerBound {
      if bytes[end - 1] < 0x80, !bytes[end - 1].isAlphanumeric {
        end -= 1
      } else if end - 2 > line.lowerBound, bytes[end - 2] == 0xC2 {
        end -= 2
      } else if end - 3 > line.lowerBound, bytes[end - 3] == 0xE2 {
        end -= 3
      } else {
        break
      }
    }
    return end
  }

  private func equals(_ bytes: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    bytes.count == wanted.count && zip(bytes, wanted).allSatisfy { $0.lowercased == $1 }
  }

  private func begins(_ bytes: [UInt8], _ line: Range<Int>, with wanted: [UInt8]) -> Bool {
    equals(bytes[line].prefix(wanted.count), wanted)
      && (line.count == wanted.count || !bytes[line.lowerBound + wanted.count].isWordPart)
  }

  /// `Home > Help > Opening hours`: two or more steps, each of a few words.
  private func isBreadcrumb(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    guard line.count < 200 else { return false }
    let end = bytes[line].firstIndex { $0 < 0x80 && !$0.isAlphanumeric } ?? line.upperBound
    let first = bytes[line.lowerBound..<end]
    guard let lead = first.first,
      crumbs[Int(lead.lowercased)].contains(where: { equals(first, $0) })
    else { return false }
    let text = String(decoding: bytes[line], as: UTF8.self)
    for sign in [" > ", " » ", " › ", " → "] where text.contains(sign) {
      let steps = text.split(separator: sign)
      guard steps.count >= 3 || sign != " > " && steps.count == 2 else { continue }
      return steps.allSatisfy { $0.split(separator: " ").count <= 6 && !$0.hasSuffix(".") }
    }
    return false
  }
}
