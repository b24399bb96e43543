import Core

/// Which nodes a recipe takes.
struct RecipeFilter: Sendable {
  let kinds: Set<DesignNode.Kind>
  /// `nil` for any role, and none.
  let roles: Set<String>?
  let exceptRoles: Set<String>
  /// Headings, lower-cased, whose sections teach nothing: `see also`.
  let exceptHeadings: Set<String>
  let fewestWords: Int
  let mostWords: Int
  let mostPerDocument: Int

  /// Whether a node may be one of the recipe's, by what it is.
  func takes(_ node: DesignNode) -> Bool {
    guard kinds.contains(node.kind) else { return false }
    guard let role = node.role else { return roles == nil }
    return roles?.contains(role) != false && !exceptRoles.contains(role)
  }

  /// Why an answer of so many words is not taken; `nil` where it is.
  func objection(toWords count: Int) -> String? {
    if count < fewestWords { return "an answer with fewer than \(fewestWords) words" }
    return count > mostWords ? "an answer with more than \(mostWords) words" : nil
  }
}
