/// The telephone numbers that a text shows, as addresses of `tel:`.
struct PrintedNumbers {
  let all: Set<String>

  /// Fewer digits than these are no number that stands behind another.
  private static let leastBehind = 8

  /// Groups of digits that may be one number.
  private struct Row {
    var groups: [String] = []
    /// Whether the first of them stands behind a letter, and may belong to a name: `Level2`.
    var isGlued = false

    /// The numbers that they may be. Where a group begins as a whole number does, with a nought, what
    /// stands before it may be something else: `Room 12 020 7946 0000`.
    var numbers: [String] {
      let starts = groups.indices.filter {
        $0 == 0 || $0 == 1 && isGlued || groups[$0].hasPrefix("0")
      }
      return starts.compactMap { start in
        let number = groups[start...].joined()
        return number.count >= (start == 0 ? 3 : leastBehind) ? number : nil
      }
    }
  }

  init(in text: String) {
    all = Set(Self.rows(of: text).flatMap(\.numbers).map { "tel:" + $0 })
  }

  /// Groups that are parted by one sign or space, or by two around a bracket.
  private static func rows(of text: String) -> [Row] {
    var rows: [Row] = []
    // What stands since the last digit; a row at a text's beginning joins none.
    var between = "\n"
    var last: Character = " "
    for character in text {
      if character.isNumber {
        if between.isEmpty, let row = rows.indices.last {
          rows[row].groups[rows[row].groups.count - 1].append(character)
        } else if joints.contains(between), let row = rows.indices.last {
          rows[row].groups.append(String(character))
        } else {
          rows.append(Row(groups: [String(character)], isGlued: last.isLetter))
        }
        between = ""
      } else if between.count < 3 {
        between.append(character)
      }
      last = character
    }
    return rows
  }

  private static let joints: Set<String> = [
    " ", "\u{A0}", "\u{202F}", "-", "\u{2011}", ".", "/", "(", ")", " (", ") ", ")-", "-(", ")/",
  ]
}
