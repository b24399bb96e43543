import FoundationEssentials

/// A value among the bytes of a JSON text. Values are skipped until they are wanted: of an answer
/// that passes only a few members are read.
///
/// What is no JSON may be taken for some where nobody looks; an object that is not whole is none.
struct JSONSlice {
  private let bytes: [UInt8]
  /// Where it stands among the bytes.
  let range: Range<Int>

  /// The value that a text is, with space around it at the most; `nil` where it is not whole.
  init?(_ bytes: [UInt8]) {
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
    guard let range = Self.skip(bytes, start..<bytes.endIndex),
      bytes[range.upperBound...].allSatisfy({ $0 <= 0x20 })
    else { return nil }
    self.init(bytes, range)
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// The value's own bytes.
  var data: Data { Data(bytes[range]) }

  /// The text that it is, without its escapes.
  var text: String? {
    guard bytes[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    let inner = bytes[range.lowerBound + 1..<range.upperBound - 1]
    guard inner.contains(UInt8(ascii: "\\")) else {
      return String(validating: inner, as: UTF8.self)
    }
    return try? JSONDecoder().decode(String.self, from: data)
  }

  /// The whole number that it is.
  var whole: Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }

  /// The members of the object that it is.
  var members: [String: JSONSlice]? {
    var members: [String: JSONSlice] = [:]
    let isWhole = forEachMember { members[$0.text ?? ""] = $1 }
    return isWhole ? members : nil
  }

  /// The value of a member of the object that it is: the first of that name, which is written without
  /// escapes. Nothing is made of the others.
  func member(_ name: StaticString) -> JSONSlice? {
    var found: JSONSlice?
    _ = forEachMember { if found == nil, $0.isText(name) { found = $1 } }
    return found
  }

  /// Hands on the members of the object that it is in their order, those of one name each by itself.
  ///
  /// - Returns: whether it is an object, and whole.
  func forEachMember(_ body: (_ name: JSONSlice, _ value: JSONSlice) -> Void) -> Bool {
    var place = range.lowerBound
    return list(from: UInt8(ascii: "{"), to: UInt8(ascii: "}"), &place) { place in
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

  /// Whether it is this text, byte for byte.
  private func isText(_ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount + 2, bytes[range.lowerBound] == UInt8(ascii: "\"")
    else { return false }
    let inner = bytes[range.lowerBound + 1..<range.upperBound - 1]
    return text.withUTF8Buffer { $0.elementsEqual(inner) }
  }

  /// The elements of the array that it is.
  var elements: [JSONSlice]? {
    var elements: [JSONSlice] = []
    var place = range.lowerBound
    let isWhole = list(from: UInt8(ascii: "["), to: UInt8(ascii: "]"), &place) { place in
      guard let value = Self.skip(bytes, place..<range.upperBound) else { return false }
      place = value.upperBound
      elements.append(JSONSlice(bytes, value))
      return true
    }
    return isWhole ? elements : nil
  }

  /// Goes through what stands between two brackets, parted by commas; `false` where it is not that.
  private func list(
    from opening: UInt8, to closing: UInt8, _ place: inout Int, _ item: (inout Int) -> Bool
  ) -> Bool {
    guard take(opening, &place) else { return false }
    if take(closing, &place) { return true }
    repeat {
      skipSpace(&place)
      guard place < range.upperBound, item(&place) else { return false }
    } while take(UInt8(ascii: ","), &place)
    return take(closing, &place)
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
  private static func skip(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { bytes in
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
  }

  /// Behind the quotation mark that ends a text.
  private static func endOfText(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place += 2
      case UInt8(ascii: "\""): return place + 1
      default: place += 1
      }
    }
    return nil
  }
}
