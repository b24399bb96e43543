/// The built-in recipes that other parts treat apart, by their names.
enum ExampleRecipes {
  enum Name: String {
    case section, answer, microcopy
  }
}
