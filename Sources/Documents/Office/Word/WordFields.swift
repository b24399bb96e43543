/// The fields of a Word document that are open, each inside the one before.
struct WordFields {
  /// The most that are followed inside each other: Word's own limit is twenty.
  private static let limit = 64

  private var open: [WordField] = []
  /// How many more are open than are followed.
  private var ignored = 0

  /// Whether the code of a field is being read, which is no text.
  var isInCode: Bool { open.contains { !$0.isResult } }

  mutating func begin() {
    if open.count < Self.limit { open.append(WordField()) } else { ignored += 1 }
  }

  /// Takes a part of the innermost field's code.
  mutating func append(code: String) {
    guard ignored == 0, !open.isEmpty else { return }
    open[open.count - 1].append(code)
  }

  /// Goes from the innermost field's code to its result; where the field leads, for a link.
  mutating func beginResult() -> String? {
    guard ignored == 0, !open.isEmpty else { return nil }
    let last = open.count - 1
    open[last].isResult = true
    let target = open[last].linkTarget
    open[last].isLink = target != nil
    return target
  }

  /// Ends the innermost field; whether it was a link.
  mutating func end() -> Bool {
    guard ignored == 0 else {
      ignored -= 1
      return false
    }
    return open.popLast()?.isLink ?? false
  }

  /// Ends what may not go on past a paragraph: a code that has no end would hide all text to come, and a
  /// link belongs to the paragraph it begins in.
  mutating func endParagraph() {
    for place in open.indices {
      open[place].isResult = true
      open[place].isLink = false
    }
  }
}
