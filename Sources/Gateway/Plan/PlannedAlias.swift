/// A name that clients ask for in place of a model, and what it stands for.
public struct PlannedAlias: Hashable, Sendable {
  /// One of the sides that an alias's calls are shared among: a canary, or a side of an A/B test.
  public struct Arm: Hashable, Sendable {
    /// What records and headers call it.
    public var name: String
    /// Its share, in proportion to the other arms'; 0 gives it none.
    public var weight: Double
    /// Equal backends, by name: the one with the fewest calls under way is asked first.
    public var backends: [String]

    public init(name: String, weight: Double = 1, backends: [String]) {
      self.name = name
      self.weight = weight
      self.backends = backends
    }
  }

  /// What clients ask for.
  public var name: String
  /// What shares its calls.
  public var arms: [Arm]
  /// Backends that are asked, in this order, when no backend of the arm answers.
  public var fallback: [String]
  /// A request header whose value keeps a conversation on one arm; where it is not there, the body's
  /// `user` does, then its `safety_identifier`.
  public var sticky: String?

  public init(name: String, arms: [Arm], fallback: [String] = [], sticky: String? = nil) {
    self.name = name
    self.arms = arms
    self.fallback = fallback
    self.sticky = sticky
  }
}
