public import Evaluation

/// What people said in stage 5 of the drafts of two models: it stands beside what was measured, and
/// decides nothing.
public struct ModelOpinions: Codable, Hashable, Sendable {
  /// What stars people gave the drafts of one model.
  public struct Stars: Codable, Hashable, Sendable {
    /// The mean of all that were given, from 1 to 5.
    public var mean: Double
    /// Where the mean may lie on other drafts; `nil` where there are too few to tell, or all have the
    /// same.
    public var interval: ConfidenceInterval?
    /// How often stars were given.
    public var ratings: Int
    /// To how many drafts.
    public var drafts: Int
    /// By how many people.
    public var raters: Int
  }

  /// What people preferred where they compared a draft of the one with a draft of the other.
  public struct Preferences: Codable, Hashable, Sendable {
    /// The candidate's draft was preferred.
    public var wins: Int
    /// The baseline's draft was preferred.
    public var losses: Int
    /// Neither was.
    public var ties: Int
    /// How many people compared.
    public var raters: Int
    /// The wins' share of the comparisons that preferred one; `nil` where none did.
    public var share: Double?
    /// Where the share may lie, by Wilson.
    public var interval: ConfidenceInterval?
  }

  /// Stars for what is there now; `nil` where its drafts have none.
  public var baseline: Stars?
  /// Stars for what might take its place.
  public var candidate: Stars?
  /// The comparisons of a draft of each; `nil` where there are none.
  public var preferences: Preferences?
  /// Pieces whose drafts or ratings could not be read: what was said there does not count.
  public var unread: [String]
}
