import Core
import Formats

/// A recipe as it is written.
struct RecipeFile: Decodable, YAMLMapping {
  var name: String
  var version: Int
  var title: String
  var why: String?
  var enabled: Bool?
  var shape: Named<RecipeShape>
  var kind: Named<Example.Kind>?
  var turns: Named<Recipe.Turns>?
  var nodes: [Named<DesignNode.Kind>]?
  var roles: [String]?
  var exceptRoles: [String]?
  var exceptHeadings: [String]?
  var fewestWords: Int?
  var mostWords: Int?
  var mostPerDocument: Int?
  var system: String?
  var prompt: String
  var answer: String?
  var rejected: String?
  var labels: [String]?
  var states: [String]?
  var questions: [String]?
  var bothWays: Bool?

  static let keys = [
    "name", "version", "title", "why", "enabled", "shape", "kind", "turns", "nodes", "roles",
    "exceptRoles", "exceptHeadings", "fewestWords", "mostWords", "mostPerDocument", "system",
    "prompt", "answer", "rejected", "labels", "states", "questions", "bothWays",
  ]

  /// A value that a file gives by its name.
  struct Named<Value: RawRepresentable & CaseIterable>: Decodable where Value.RawValue == String {
    let value: Value

    init(from decoder: any Decoder) throws {
      let name = try decoder.singleValueContainer().decode(String.self)
      guard let value = Value(rawValue: name) else {
        let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "'\(name)' is not known; there are \(known)"))
      }
      self.value = value
    }
  }
}
