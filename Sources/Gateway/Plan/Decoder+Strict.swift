extension Decoder {
  /// The mapping's values, where it has no key that is not known.
  func strict<Key: CodingKey & CaseIterable>(
    _ keys: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = Set(Key.allCases.map(\.stringValue))
    let found = try container(keyedBy: AnyKey.self)
    if let other = found.allKeys.first(where: { !known.contains($0.stringValue) }) {
      let names = Key.allCases.map(\.stringValue).joined(separator: ", ")
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath + [other],
          debugDescription: "the key is unknown; the keys are \(names)"))
    }
    return try container(keyedBy: keys)
  }
}

/// Whatever key a mapping has.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init?(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { nil }
}
