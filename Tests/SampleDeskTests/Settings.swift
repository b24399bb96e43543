import Core
import Formats
import SampleDesk
import Testing

/// A desk's `colophon.yml`, by exactly the keys that it may have.
struct Settings: Decodable, YAMLMapping {
  struct Person: Decodable {
    var name: String
    var email: String
    var roles: [Role]
  }

  static let keys = [
    "name", "version", "site", "people", "engine", "model", "candidates", "ceiling",
  ]

  var name: String
  var version: Int
  var site: String?
  var people: [String: Person]
  var engine: String
  var model: String
  var candidates: Int
  var ceiling: ChatGPTAPIScripts.Ceiling

  static var sample: Settings {
    get throws {
      let path = "Templates/desk/sample.yml"
      return try YAML.read(Settings.self, from: try #require(SampleDesk.file(path)), file: path)
    }
  }
}
