import FoundationEssentials
import Glibc

/// A value among the bytes of a JSON text, which must outlive it. Values are skipped until they are wanted:
/// of an answer that passes only a few members are read, each in one pass over what it stands in.
///
/// What is no JSON may be taken for some where nobody looks; an object that is not whole is none.
struct JSONSlice {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where it stands among the bytes.
  let range: Range<Int>

  /// The value that a text is, but for the space around it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
    var end = bytes.endIndex
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    self.init(bytes, start..<end)
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  private var first: UInt8? { range.isEmpty ? nil : bytes[range.lowerBound] }

  /// Whether it is a text or an object, as errors are.
  var isTextOrObject: Bool { first == UInt8(ascii: "\"") || first == UInt8(ascii: "{") }

  /// Whether it is the word `true`.
  var isTrue: Bool { range.count == 4 && bytes[range].elementsEqual("true".utf8) }

  /// The text that it is, without its escapes.
  var text: String? {
    guard first == UInt8(ascii: "\""), range.count > 1 else { return nil }
    let inner = bytes[range.lowerBound + 1..<range.upperBound - 1]
    guard inner.contains(UInt8(ascii: "\\")) else {
      return String(validating: inner, as: UTF8.self)
    }
    return try? JSONDecoder().decode(String.self, from: Data(bytes[range]))
  }

  /// The whole number that it is.
  var whole: Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }

  /// Whether it is a text that is written so, byte for byte: what makes a `switch` over names cheap.
  static func ~= (text: StaticString, slice: JSONSlice) -> Bool {
    let range = slice.range
    guard range.count == text.utf8CodeUnitCount + 2, slice.first == UInt8(ascii: "\""),
      let start = slice.bytes.baseAddress
    else { return false }
    return memcmp(text.utf8Start, start + range.lowerBound + 1, text.utf8CodeUnitCount) == 0
  }

  /// Hands on the members of the object that it is in their order, those of one name each by itself.
  ///
  /// - Returns: whether it is an object, and whole.
  @discardableResult
  func forEachMember(_ body: (_ name: JSONSlice, _ value: JSONSlice) -> Void) -> Bool {
    forEachItem(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { place in
      guard bytes[place] == UInt8(ascii: "\""),
        let name = Self.skip(bytes, place..<range.upperBound)
      else { return false }
      place = name.upperBound
      guard take(UInt8(ascii: ":"), &place) else { return false }
      skipSpace(&place)
      guard let value = Self.skip(bytes, place..<range.upperBound) else { return false }
      place = value.upperBound
      body(JSONSlice(bytes, name), JSONSlice(bytes, value))
      return true
    }
  }

  /// Hands on the elements of the array that it is, in their order.
  func forEachElement(_ body: (JSONSlice) -> Void) {
    _ = forEachItem(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { place in
      guard let value = Self.skip(bytes, place..<range.upperBound) else { return false }
      place = value.upperBound
      body(JSONSlice(bytes, value))
      return true
    }
  }

  /// Goes through what stands between two brackets, parted by commas; `false` where it is not that.
  private func forEachItem(
    from opening: UInt8, to closing: UInt8, _ item: (inout Int) -> Bool
  ) -> Bool {
    var place = range.lowerBound
    guard take(opening, &place) else { return false }
    if !take(closing, &place) {
      repeat {
        skipSpace(&place)
        guard place < range.upperBound, item(&place) else { return false }
      } while take(UInt8(ascii: ","), &place)
      guard take(closing, &place) else { return false }
    }
    return place == range.upperBound
  }

  private func skipSpace(_ place: inout Int) {
    while place < range.upperBound, bytes[place] <= 0x20 { place += 1 }
  }

  private func take(_ character: UInt8, _ place: inout Int) -> Bool {
    skipSpace(&place)
    guard place < range.upperBound, bytes[place] == character else { return false }
    place += 1
    return true
  }

  /// Where the value that begins at a range's start ends.
  private static func skip(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Range<Int>? {
    var place = range.lowerBound
    var depth = 0
    while place < range.upperBound {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard let end = endOfText(bytes, place + 1..<range.upperBound) else { return nil }
        place = end
        if depth == 0 { return range.lowerBound..<place }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // Behind a bare value.
        if depth == 0 { return place > range.lowerBound ? range.lowerBound..<place : nil }
        depth -= 1
        if depth == 0 { return range.lowerBound..<place + 1 }
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0...0x20:
        if depth == 0 { return place > range.lowerBound ? range.lowerBound..<place : nil }
      default: break
      }
      place += 1
    }
    return depth == 0 && place > range.lowerBound ? range.lowerBound..<place : nil
  }

  /// Behind the quotation mark that ends a text whose inside begins at a range's start.
  private static func endOfText(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    var place = range.lowerBound
    while place < range.upperBound {
      // Long texts, such as a picture's, are gone through much faster so.
      guard
        let found = memchr(start + place, Int32(UInt8(ascii: "\"")), range.upperBound - place)
      else { return nil }
      let mark = UnsafeRawPointer(start).distance(to: found)
      var backslashes = 0
      while mark - backslashes > range.lowerBound,
        bytes[mark - backslashes - 1] == UInt8(ascii: "\\")
      {
        backslashes += 1
      }
      // Behind an odd number of them it belongs to the text.
      if backslashes.isMultiple(of: 2) { return mark + 1 }
      place = mark + 1
    }
    return nil
  }
}
