/// What readers of a line that is well-formed JSON do not agree on.
struct JSONOddity: Hashable {
  enum Kind: Hashable {
    /// An object has the name twice: some readers take the first value, some the last.
    case repeatedName
    /// Half of a surrogate pair: no character, and no UTF-8.
    case loneSurrogate
  }

  let kind: Kind
  /// The index of the name or string.
  let node: Int
  /// The offset in the file.
  let offset: Int
}
