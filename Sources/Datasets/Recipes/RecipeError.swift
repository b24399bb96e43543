public import Core

/// A recipe that cannot be used, with the place that is wrong.
public struct RecipeError: Error, CustomStringConvertible, Hashable, Sendable {
  public var place: SourcePlace
  public var message: String
  public var remedy: String

  public var description: String { "\(place): \(message)\n  \(remedy)" }
}
