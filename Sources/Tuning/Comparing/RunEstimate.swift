/// What a run, or all that is left of a plan, will take.
public struct RunEstimate: Codable, Hashable, Sendable {
  /// Tokens that will be learnt, each as often as it is seen; `nil` where nobody has counted them.
  public var tokens: Int?
  /// `nil` where it is not known.
  public var seconds: Double?
  /// In dollars; `nil` where it is not known.
  public var cost: Double?
  /// What it rests on, or why it is not known; one sentence.
  public var basis: String
}
