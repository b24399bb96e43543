/// Whether a model may take another's place, and why.
public struct PromotionVerdict: Codable, Hashable, Sendable {
  /// Whether it may.
  public var isAllowed: Bool
  /// Why, in words with figures.
  public var reason: String

  public init(isAllowed: Bool, reason: String) {
    self.isAllowed = isAllowed
    self.reason = reason
  }
}
