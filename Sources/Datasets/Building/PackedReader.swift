import FoundationEssentials

/// Reads what a ``PackedWriter`` wrote. It is read from a cache, which anything may have happened to:
/// nothing is taken on trust.
struct PackedReader {
  /// What was written otherwise, or cut off.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var place = 0

  init(_ data: Data) { bytes = [UInt8](data) }

  var isAtEnd: Bool { place == bytes.count }

  mutating func number() throws -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(Int64(bitPattern: value)) }
      shift += 7
    }
    throw Malformed()
  }

  mutating func text() throws -> String { String(decoding: try run(), as: UTF8.self) }

  /// A run of bytes.
  mutating func run() throws -> ArraySlice<UInt8> {
    let count = try number()
    guard count >= 0, count <= bytes.count - place else { throw Malformed() }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  mutating func list<Element>(
    _ read: (inout PackedReader) throws -> Element
  ) throws -> [Element] {
    let count = try number()
    guard count >= 0, count <= bytes.count - place else { throw Malformed() }
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try read(&self)) }
    return list
  }
}
