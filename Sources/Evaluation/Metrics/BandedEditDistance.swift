/// Edit distance from a hypothesis to a reference, near the diagonal only, as sacrebleu's beam has it.
/// Rows that the last hypothesis had too are not computed again.
struct BandedEditDistance {
  private enum Edit: UInt8 { case none, keep, substitute, delete, insert }
  private struct Cell {
    var cost = Int32.max / 2
    var edit = Edit.none
  }

  private let reference: [UInt32]
  private let length: Int
  private let ratio: Double
  private let beam: Int
  /// Cells of each row; row 0 is not kept.
  private let width: Int
  private var cells: [Cell]
  private var last: [UInt32] = []

  /// - Parameter length: how many words every hypothesis has.
  init(reference: [UInt32], length: Int) {
    self.reference = reference
    self.length = length
    ratio = length > 0 ? Double(reference.count) / Double(length) : 1
    // Where the lengths differ so much that two rows' cells would not touch.
    beam = ratio / 2 > 25 ? Int((ratio / 2 + 25).rounded(.up)) : 25
    // The last row goes to the end, which rounding may put one farther.
    width = min(2 * beam + 2, reference.count + 1)
    cells = Array(repeating: Cell(), count: width * length)
  }

  /// The first column of a row.
  private func start(of row: Int) -> Int { max(0, diagonal(row) - beam) }

  private func diagonal(_ row: Int) -> Int { Int((Double(row) * ratio).rounded(.down)) }

  private func cell(_ row: Int, _ column: Int) -> Cell {
    if row == 0 {
      return Cell(cost: Int32(truncatingIfNeeded: column), edit: .insert)
    }
    let offset = column - start(of: row)
    guard offset >= 0, offset < width else { return Cell() }
    return cells[(row - 1) * width + offset]
  }

  /// The edits that a hypothesis needs.
  mutating func measure(_ words: [UInt32]) -> Int {
    var known = 0
    while known < last.count, last[known] == words[known] { known += 1 }
    last = words
    if known < length { for row in (known + 1)...length { fill(row, words[row - 1]) } }
    return Int(cell(length, reference.count).cost)
  }

  private mutating func fill(_ row: Int, _ word: UInt32) {
    let first = start(of: row)
    let end = row == length ? reference.count + 1 : min(reference.count + 1, diagonal(row) + beam)
    let base = (row - 1) * width
    for offset in 0..<width { cells[base + offset] = Cell() }
    for column in first..<max(first, end) {
      let above = cell(row - 1, column).cost
      var best = Cell(cost: above + 1, edit: .delete)
      if column > 0 {
        let isSame = word == reference[column - 1]
        let diagonal = cell(row - 1, column - 1).cost + (isSame ? 0 : 1)
        // Equal costs: what was tried first stays.
        if diagonal <= best.cost {
          best = Cell(cost: diagonal, edit: isSame ? .keep : .substitute)
        }
        let left = column > first ? cells[base + column - first - 1].cost : Cell().cost
        if left + 1 < best.cost { best = Cell(cost: left + 1, edit: .insert) }
      }
      cells[base + column - first] = best.cost < Cell().cost ? best : Cell()
    }
  }

  /// How the last hypothesis and the reference stand side by side.
  func alignment() -> WordAlignment {
    var edits: [Edit] = []
    var (row, column) = (length, reference.count)
    while row > 0 || column > 0 {
      let edit = cell(row, column).edit
      edits.append(edit)
      if edit != .insert { row -= 1 }
      if edit != .delete { column -= 1 }
    }
    var alignment = WordAlignment()
    var position = -1
    for edit in edits.reversed() {
      if edit != .insert {
        position += 1
        let wrong = edit == .keep ? 0 : 1
        alignment.wrongInHypothesis.append((alignment.wrongInHypothesis.last ?? 0) + wrong)
      }
      if edit != .delete {
        alignment.positions.append(position)
        let wrong = edit == .keep ? 0 : 1
        alignment.wrongInReference.append((alignment.wrongInReference.last ?? 0) + wrong)
      }
    }
    return alignment
  }
}
