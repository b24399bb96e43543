import Formats

/// A synthetic recipe as it is written.
struct SynthesisRecipeFile: Decodable, YAMLMapping {
  var name: String
  var version: Int
  var title: String
  var why: String?
  var enabled: Bool?
  var task: RecipeFile.Named<SynthesisRecipe.Task>
  var engine: String?
  var perPassage: Int?
  var fewestWords: Int?
  var mostWords: Int?
  var wordShare: Double?
  var runShare: Double?
  var seeds: [String]?
  var request: String?
  var prompt: String

  static let keys = [
    "name", "version", "title", "why", "enabled", "task", "engine", "perPassage", "fewestWords",
    "mostWords", "wordShare", "runShare", "seeds", "request", "prompt",
  ]
}
