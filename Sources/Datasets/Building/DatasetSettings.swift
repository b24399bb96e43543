import Core
import Formats

/// What a dataset may hold: `Templates/dataset.yml`.
struct DatasetSettings: Decodable, YAMLMapping {
  static let keys = ["encoding", "longest"]
  /// The file's path under `Templates/`.
  static let path = "dataset.yml"

  var encoding: TokenEncoding
  /// The most tokens of an example; `nil` for no limit.
  var longest: TokenLimit?

  /// Reads the settings.
  ///
  /// - Throws: `YAMLError` with the line that is wrong.
  init(_ file: TemplateFile) throws(YAMLError) {
    self = try YAML.read(DatasetSettings.self, from: file.bytes, file: file.display)
  }
}
