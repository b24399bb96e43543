/// A text with changes that can be followed back: what stands where it stood, and what was made.
struct EditedText {
  /// One change to the text as it is now.
  struct Edit {
    /// In bytes of the text as it is now; never empty.
    var range: Range<Int>
    var replacement: [UInt8]
    var rule: CleaningRule
  }

  private struct Piece {
    /// Where it stood in the text as it was.
    var origin: Range<Int>
    /// What was put there; `nil` where the text is as it was.
    var made: [UInt8]?
    var rules: Set<CleaningRule> = []

    var count: Int { made?.count ?? origin.count }

    /// The two parts before and from a byte of the piece.
    func split(at offset: Int) -> (Piece, Piece) {
      guard let made else {
        let middle = origin.lowerBound + offset
        return (
          Piece(origin: origin.lowerBound..<middle), Piece(origin: middle..<origin.upperBound)
        )
      }
      // What was made has no places inside: the first part stands for all of it.
      let rest = origin.upperBound..<origin.upperBound
      return (
        Piece(origin: origin, made: Array(made.prefix(offset)), rules: rules),
        Piece(origin: rest, made: Array(made.dropFirst(offset)), rules: rules)
      )
    }
  }

  private let original: [UInt8]
  private var pieces: [Piece]
  /// The text as it is now.
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    original = bytes
    self.bytes = bytes
    pieces = bytes.isEmpty ? [] : [Piece(origin: 0..<bytes.count)]
  }

  /// Makes changes, which stand in order and apart.
  ///
  /// - Returns: where each changed passage stood in the text as it was.
  @discardableResult
  mutating func apply(_ edits: [Edit]) -> [Range<Int>] {
    guard !edits.isEmpty else { return [] }
    var origins: [Range<Int>] = []
    var result: [Piece] = []
    var rest = Array(pieces.reversed())
    var position = 0
    /// Takes off what stands before a byte of the text as it is now.
    func take(upTo end: Int) -> [Piece] {
      var taken: [Piece] = []
      while position < end, let next = rest.popLast() {
        if position + next.count <= end {
          taken.append(next)
          position += next.count
        } else {
          let (first, second) = next.split(at: end - position)
          taken.append(first)
          rest.append(second)
          position = end
        }
      }
      return taken
    }
    for edit in edits {
      result += take(upTo: edit.range.lowerBound)
      let replaced = take(upTo: edit.range.upperBound)
      guard let first = replaced.first, let last = replaced.last else { continue }
      let origin = first.origin.lowerBound..<last.origin.upperBound
      let rules = replaced.reduce(into: [edit.rule] as Set) { $0.formUnion($1.rules) }
      result.append(Piece(origin: origin, made: edit.replacement, rules: rules))
      origins.append(origin)
    }
    pieces = result + rest.reversed()
    bytes = pieces.flatMap { $0.made ?? Array(original[$0.origin]) }
    return origins
  }

  /// Everything that is not as it was, in order; changes that touch are one.
  var changes: [TextChange] {
    var changes: [TextChange] = []
    var isOpen = false
    for piece in pieces {
      guard let made = piece.made else {
        isOpen = isOpen && piece.count == 0
        continue
      }
      let text = String(decoding: made, as: UTF8.self)
      if isOpen, var last = changes.popLast() {
        last.range = last.range.lowerBound..<max(last.range.upperBound, piece.origin.upperBound)
        last.replacement += text
        last.rules = Set(last.rules).union(piece.rules).sorted()
        changes.append(last)
      } else {
        changes.append(
          TextChange(rules: piece.rules.sorted(), range: piece.origin, replacement: text))
      }
      isOpen = true
    }
    return changes
  }
}
