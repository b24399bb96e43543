import Core

/// An object of a scanned JSON text, read into a type whose members are known: what a decoder of the
/// type does, without the decoder. A member that is not asked for is passed over.
struct JSONRecord {
  private let text: JSONText
  private let object: Int

  /// - Parameter name: what a message calls it.
  init(_ text: JSONText, _ node: Int = JSONText.root, called name: StaticString)
    throws(JSONMismatch)
  {
    self.text = text
    object = node
    guard text.kind(node) == .object else { throw mismatch(node, "\(name) is no object") }
  }

  private func mismatch(_ node: Int, _ reason: String) -> JSONMismatch {
    JSONMismatch(offset: text.offset(of: node), reason: reason)
  }

  private func member(_ name: StaticString) throws(JSONMismatch) -> Int {
    guard let node = text.member(name, of: object) else {
      throw mismatch(object, "\(name) is missing")
    }
    return node
  }

  /// A member that may be missing or `null`.
  private func optionalMember(_ name: StaticString) -> Int? {
    guard let node = text.member(name, of: object), text.kind(node) != .null else { return nil }
    return node
  }

  private func string(_ node: Int, _ name: StaticString) throws(JSONMismatch) -> String {
    guard text.kind(node) == .string else { throw mismatch(node, "\(name) is no text") }
    return text.text(node)
  }

  private func whole(_ node: Int, _ name: StaticString) throws(JSONMismatch) -> Int {
    guard let whole = text.whole(node) else { throw mismatch(node, "\(name) is no whole number") }
    return whole
  }

  func string(_ name: StaticString) throws(JSONMismatch) -> String {
    try string(try member(name), name)
  }

  func optionalString(_ name: StaticString) throws(JSONMismatch) -> String? {
    guard let node = optionalMember(name) else { return nil }
    return try string(node, name)
  }

  func whole(_ name: StaticString) throws(JSONMismatch) -> Int { try whole(try member(name), name) }

  func optionalWhole(_ name: StaticString) throws(JSONMismatch) -> Int? {
    guard let node = optionalMember(name) else { return nil }
    return try whole(node, name)
  }

  /// A number, whole or not, that may be missing or `null`.
  func optionalNumber(_ name: StaticString) throws(JSONMismatch) -> Double? {
    guard let node = optionalMember(name) else { return nil }
    guard text.kind(node) == .number,
      let number = Double(String(decoding: text.bytes(of: node), as: UTF8.self))
    else { throw mismatch(node, "\(name) is no number") }
    return number
  }

  func optionalBool(_ name: StaticString) throws(JSONMismatch) -> Bool? {
    guard let node = optionalMember(name) else { return nil }
    switch text.kind(node) {
    case .yes: return true
    case .no: return false
    default: throw mismatch(node, "\(name) is neither true nor false")
    }
  }

  /// A member of any kind.
  func value(_ name: StaticString) throws(JSONMismatch) -> JSONValue {
    let node = try member(name)
    do throws(JSONFault) {
      return try text.value(of: node)
    } catch {
      throw JSONMismatch(
        offset: error.offset, reason: error.message(of: "text", within: text.limits))
    }
  }

  /// A member that is written as a text.
  ///
  /// - Parameter make: gives `nil` where the text does not stand for one.
  func read<Value>(
    _ name: StaticString, as make: (String) -> Value?
  ) throws(JSONMismatch) -> Value {
    let node = try member(name)
    return try read(node, name, as: make)
  }

  func optional<Value>(
    _ name: StaticString, as make: (String) -> Value?
  ) throws(JSONMismatch) -> Value? {
    guard let node = optionalMember(name) else { return nil }
    return try read(node, name, as: make)
  }

  private func read<Value>(
    _ node: Int, _ name: StaticString, as make: (String) -> Value?
  ) throws(JSONMismatch) -> Value {
    let written = try string(node, name)
    guard let value = make(written) else {
      throw mismatch(node, "\(name) cannot be '\(written.prefix(80))'")
    }
    return value
  }

  /// A list of texts.
  func strings(_ name: StaticString) throws(JSONMismatch) -> [String] {
    let list = try member(name)
    guard text.kind(list) == .array else { throw mismatch(list, "\(name) is no list") }
    var strings: [String] = []
    for item in text.items(of: list) { strings.append(try string(item, name)) }
    return strings
  }

  /// A member that is an object, or a text in its place.
  func textOrRecord(_ name: StaticString) throws(JSONMismatch) -> TextOrRecord {
    let node = try member(name)
    if text.kind(node) == .string { return .text(text.text(node)) }
    return .record(try JSONRecord(text, node, called: name))
  }

  /// A member that is an object; `nil` where it is missing or `null`.
  func optionalRecord(_ name: StaticString) throws(JSONMismatch) -> JSONRecord? {
    guard let node = optionalMember(name) else { return nil }
    return try JSONRecord(text, node, called: name)
  }

  enum TextOrRecord {
    case text(String)
    case record(JSONRecord)
  }
}
