/// The language that a document's path tells, where each language has a file of its own:
/// `res/values-de/strings.xml`, `Main.de.resx`.
struct DocumentLocale {
  /// Empty for the language the others are translated from.
  let name: String
  /// The path of the document that it is translated from; its own where it is no translation.
  let original: String

  init(of path: String) {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1, parts[parts.count - 2].hasPrefix("values-") {
      name = String(parts[parts.count - 2].dropFirst("values-".count))
      parts[parts.count - 2] = "values"
    } else if let file = parts.last?.split(separator: "."), file.count == 3, file[2] == "resx" {
      name = String(file[1])
      parts[parts.count - 1] = "\(file[0]).resx"
    } else {
      name = ""
    }
    original = parts.joined(separator: "/")
  }
}
