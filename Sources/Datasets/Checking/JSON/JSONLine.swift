/// One line of a JSONL file, scanned over the file's own bytes: every value keeps its offset, and none
/// is copied before its text is asked for.
///
/// It holds a pointer, and lives no longer than the call that lends it. A line is read into the memory
/// of the one before.
struct JSONLine {
  /// The whole file.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offsets of the line's first byte and of its end, without the line break.
  private(set) var range = 0..<0
  var nodes: [JSONNode] = []
  var oddities: [JSONOddity] = []
  /// The offset that the scanner has come to.
  var at = 0

  /// How deep objects and arrays may stand in one another; no format goes beyond ten.
  static let mostDepth = 64
  /// How many values a line may have: what is kept of each is bounded with it.
  static let mostValues = 1 << 20

  init(of bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Reads a line in place of the one before.
  ///
  /// - Throws: where the line is no JSON.
  mutating func read(_ range: Range<Int>) throws(JSONFault) {
    self.range = range
    nodes.removeAll(keepingCapacity: true)
    oddities.removeAll(keepingCapacity: true)
    at = range.lowerBound
    guard range.count < Int(UInt32.max) else {
      throw JSONFault(offset: at, reason: .tooManyValues)
    }
    skipSpace()
    try scanValue(depth: 0)
    skipSpace()
    if at < range.upperBound { throw fault(.trailing) }
  }

  /// The line's one value.
  static let root = 0

  func kind(_ node: Int) -> JSONNode.Kind { nodes[node].kind }

  /// The offset of a value in the file.
  func offset(of node: Int) -> Int { range.lowerBound + Int(nodes[node].start) }

  /// The bytes that a value is written with.
  func bytes(of node: Int) -> UnsafeBufferPointer<UInt8> {
    let start = range.lowerBound
    let written = start + Int(nodes[node].start)..<start + Int(nodes[node].end)
    return UnsafeBufferPointer(rebasing: bytes[written])
  }

  /// The items of an array.
  func items(of node: Int) -> JSONItems {
    JSONItems(nodes: nodes, at: node + 1, end: Int(nodes[node].next))
  }

  /// The names of an object's members; the value of each is the next node.
  func names(of node: Int) -> JSONItems {
    JSONItems(nodes: nodes, at: node + 1, end: Int(nodes[node].next), isOfNames: true)
  }

  /// A member's value; `nil` where there is none of that name, or no object.
  func member(_ name: StaticString, of node: Int) -> Int? {
    guard kind(node) == .object else { return nil }
    for found in names(of: node) where text(found, is: name) { return found + 1 }
    return nil
  }

  /// The path to a value or name from the line's root: `$.messages[2].role`.
  func path(to target: Int) -> String {
    var path = "$"
    var node = Self.root
    while node != target {
      switch kind(node) {
      case .object:
        guard let name = names(of: node).first(where: { target < nodes[$0 + 1].next }) else {
          return path
        }
        path += Self.step(text(name))
        guard name != target else { return path }
        node = name + 1
      case .array:
        let found = items(of: node).enumerated().first { target < nodes[$0.element].next }
        guard let (index, item) = found.map({ ($0.offset, $0.element) }) else { return path }
        path += "[\(index)]"
        node = item
      case .string, .number, .yes, .no, .null, .name: return path
      }
    }
    return path
  }

  private static func step(_ name: String) -> String {
    let isPlain =
      name.first?.isNumber == false
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
      }
    guard !isPlain else { return ".\(name)" }
    let shown = name.count > 40 ? "\(name.prefix(40))…" : name
    return "['\(shown.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))']"
  }
}
