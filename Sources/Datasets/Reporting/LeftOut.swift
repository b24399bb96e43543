/// An example that was made and then left out, by a rule or a review.
struct LeftOut: Codable, Hashable {
  /// The example's id.
  var example: String
  /// Why, as it stands in the report's `skipped`.
  var reason: String
}
