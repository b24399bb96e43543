import Core

/// An example that a rule leaves out or marks.
struct JudgedExample: Codable, Hashable {
  var example: String
  var document: String
  /// The line of the document that the example begins at.
  var line: Int
  var recipe: String
  var reason: QualityReason

  init(_ example: Example, _ reason: QualityReason) {
    self.example = example.id
    document = example.group
    line = example.sources.first?.line ?? 1
    recipe = example.recipe
    self.reason = reason
  }
}
