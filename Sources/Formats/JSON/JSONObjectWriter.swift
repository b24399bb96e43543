import Core

/// Writes an object member by member as canonical JSON: the names come in their order, and what is `nil`
/// is left out, as an encoder of sorted keys does, without the encoder.
struct JSONObjectWriter {
  private(set) var bytes: [UInt8]
  private var isFirst = true

  init() {
    bytes = [UInt8(ascii: "{")]
  }

  private mutating func begin(_ name: StaticString) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func add(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    begin(name)
    CanonicalJSON.append(text, to: &bytes)
  }

  mutating func add(_ name: StaticString, _ digest: Digest?) { add(name, digest?.hex) }

  mutating func add(_ name: StaticString, _ whole: Int?) {
    guard let whole else { return }
    begin(name)
    bytes += "\(whole)".utf8
  }

  /// A number that is not finite has no form, and is left out.
  mutating func add(_ name: StaticString, _ number: Double?) {
    guard let number, number.isFinite else { return }
    begin(name)
    let text = number.description
    bytes += (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8
  }

  mutating func add(_ name: StaticString, _ bool: Bool?) {
    guard let bool else { return }
    begin(name)
    bytes += (bool ? "true" : "false").utf8
  }

  mutating func add(_ name: StaticString, _ texts: [String]) {
    begin(name)
    bytes.append(UInt8(ascii: "["))
    for (index, text) in texts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      CanonicalJSON.append(text, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// - Throws: where it holds a number that JSON has no form for.
  mutating func add(_ name: StaticString, _ value: JSONValue) throws {
    begin(name)
    try CanonicalJSON.append(value, to: &bytes)
  }

  /// Adds a member that is an object itself.
  mutating func add(
    _ name: StaticString, _ members: (inout JSONObjectWriter) throws -> Void
  ) rethrows {
    begin(name)
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    try members(&self)
    isFirst = false
    bytes.append(UInt8(ascii: "}"))
  }

  /// The object, ended.
  consuming func ended() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}
