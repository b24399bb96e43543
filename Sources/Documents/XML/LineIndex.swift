import FoundationEssentials
import Glibc

/// Where the lines of a text begin.
struct LineIndex {
  /// How many bytes of a line are counted at most for one column.
  private static let stride = 2_048

  private let text: Data
  private let starts: [UInt32]
  /// Places inside long lines whose column is known.
  private let marks: [(offset: UInt32, column: UInt32)]

  init(_ text: Data) {
    self.text = text
    var starts: [UInt32] = [0]
    var marks: [(offset: UInt32, column: UInt32)] = []
    unsafe text.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var next = 0
      while next < buffer.count {
        let found = unsafe memchr(base + next, 0x0A, buffer.count - next)
        let end = unsafe found.map { unsafe base.distance(to: UnsafeRawPointer($0)) } ?? buffer.count
        var column = 1
        while end - next > Self.stride {
          column += unsafe Self.characters(in: next..<(next + Self.stride), of: buffer)
          next += Self.stride
          marks.append((UInt32(next), UInt32(column)))
        }
        next = end + 1
        if next <= buffer.count { starts.append(UInt32(next)) }
      }
    }
    self.starts = starts
    self.marks = marks
  }

  /// The line of a byte, from 1, and its column in characters (Unicode scalars), from 1.
  func position(of offset: Int) -> (line: Int, column: Int) {
    let line = Self.last(of: starts.count) { Int(starts[$0]) <= offset } ?? 0
    return (line + 1, column(of: offset, lineStart: Int(starts[line])))
  }

  /// Where the last answer was: what is asked next is most often near it.
  struct Cursor {
    fileprivate var line = 0
  }

  /// The line of a byte, from 1.
  func line(of offset: Int, from cursor: inout Cursor) -> Int {
    let start = cursor.line
    guard start < starts.count, Int(starts[start]) <= offset else {
      cursor.line = Self.last(of: starts.count) { Int(starts[$0]) <= offset } ?? 0
      return cursor.line + 1
    }
    var line = start
    while line + 1 < starts.count, Int(starts[line + 1]) <= offset {
      line += 1
      if line - start > 64 {
        line = Self.last(of: starts.count) { Int(starts[$0]) <= offset } ?? 0
        break
      }
    }
    cursor.line = line
    return line + 1
  }

  /// The line of a byte, from 1, and its column in characters, from 1.
  func position(of offset: Int, from cursor: inout Cursor) -> (line: Int, column: Int) {
    let line = line(of: offset, from: &cursor)
    return (line, column(of: offset, lineStart: Int(starts[line - 1])))
  }

  private func column(of offset: Int, lineStart: Int) -> Int {
    var (from, column) = (lineStart, 1)
    if offset - from > Self.stride,
      let mark = Self.last(of: marks.count, { Int(marks[$0].offset) <= offset }),
      Int(marks[mark].offset) > from
    {
      (from, column) = (Int(marks[mark].offset), Int(marks[mark].column))
    }
    return unsafe text.withUnsafeBytes { buffer in
      unsafe column + Self.characters(in: from..<min(max(offset, from), buffer.count), of: buffer)
    }
  }

  /// The last of `count` places that satisfies a condition, which all before it do as well.
  private static func last(of count: Int, _ condition: (Int) -> Bool) -> Int? {
    var (low, high) = (-1, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if condition(middle) { low = middle } else { high = middle }
    }
    return low < 0 ? nil : low
  }

  /// How many characters begin in a range: bytes that continue one begin with the bits 10.
  private static func characters(in range: Range<Int>, of buffer: UnsafeRawBufferPointer) -> Int {
    var count = 0
    for index in range where unsafe buffer[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
