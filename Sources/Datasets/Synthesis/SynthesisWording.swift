import Core

extension RecipeError {
  static func outside(_ key: String, _ range: String, at place: SourcePlace) -> RecipeError {
    RecipeError(
      place: place, message: "'\(key)' is not in \(range)", remedy: "Give a number from \(range).")
  }
}
