public import Core

/// A recipe: which design nodes become an example, what is asked, and what is answered. A desk's are the
/// files `Templates/recipes/NAME.yml`.
public struct Recipe: Sendable {
  /// How many requests one chat holds.
  public enum Turns: String, CaseIterable, Sendable {
    case single
    /// All of one section, one after the other.
    case section
  }

  public let name: String
  public let version: Int
  public let title: String
  public let kind: Example.Kind
  public let shape: RecipeShape
  let turns: Turns
  let filter: RecipeFilter
  let system: RecipeTemplate
  let prompt: RecipeTemplate
  let answer: RecipeTemplate
  let rejected: RecipeTemplate?
  /// What a ``RecipeShape/label`` can be.
  let labels: [String]
  /// The states of a control that a key can name.
  let states: [String]
  /// What a ``RecipeShape/outOfScope`` asks.
  let questions: [String]
  let questionWords: PhraseScan
  /// Whether a translation is asked for backwards too.
  let isBothWays: Bool
  /// Where it is written.
  let place: SourcePlace
  /// Whether it is Colophon's own, and not the desk's.
  let isBuiltIn: Bool
}
