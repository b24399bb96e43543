import Core

/// A value in a scanned JSON text, to be asked for its parts. What is not asked for is never made: of a
/// file of 50,000 answers only a few members of each are read.
///
/// It holds the text's pointer, and lives as long as that at most.
package struct JSONPart {
  private let text: JSONText
  private let node: Int

  private init(_ text: JSONText, _ node: Int) {
    self.text = text
    self.node = node
  }

  /// The value of a text that was scanned.
  package init(_ text: JSONText) { self.init(text, JSONText.root) }

  /// A member of an object; `nil` where there is none, or this is no object.
  package subscript(_ name: StaticString) -> JSONPart? {
    text.member(name, of: node).map { JSONPart(text, $0) }
  }

  package var isObject: Bool { text.kind(node) == .object }

  /// The text that it is; half of a surrogate pair is replaced.
  package var string: String? { text.kind(node) == .string ? text.text(node) : nil }

  /// The whole number that it is.
  package var whole: Int? { text.whole(node) }

  /// The number that it is.
  package var number: Double? {
    guard text.kind(node) == .number else { return nil }
    switch text.number(node) {
    case .integer(let whole): return Double(whole)
    case .number(let number): return number
    case .null, .bool, .string, .array, .object, nil: return nil
    }
  }

  /// The elements of the array that it is.
  package var elements: [JSONPart]? {
    text.kind(node) == .array ? text.items(of: node).map { JSONPart(text, $0) } : nil
  }

  /// The value's own bytes.
  package var bytes: UnsafeBufferPointer<UInt8> { text.bytes(of: node) }
}
