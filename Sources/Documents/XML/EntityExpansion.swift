/// How much text a document's entities may still expand to. One tree owns one; it never leaves the
/// call that reads the tree.
final class EntityExpansion {
  /// The most that all references of a document expand to, in bytes.
  static let limit = 1_000_000

  private var left = EntityExpansion.limit
  private(set) var isExceeded = false

  /// Takes bytes of the allowance; `false` where it is used up.
  func spend(_ count: Int) -> Bool {
    left -= count
    if left < 0 { isExceeded = true }
    return !isExceeded
  }
}
