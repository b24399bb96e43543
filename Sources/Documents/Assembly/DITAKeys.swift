/// The keys that DITA maps define (DITA 1.3, 2.3.4): names by which topics take texts and targets from
/// a map.
struct DITAKeys: Sendable {
  /// What a key stands for.
  struct Key: Sendable {
    /// The text it supplies; `nil` where it only names a target.
    var text: String?
    /// The path of the document it leads to, below the folder.
    var target: String?
  }

  private var keys: [String: Key] = [:]

  /// Takes the keys of maps; the first definition of a key counts (DITA 1.3, 2.3.4.3).
  init(_ maps: [(path: String, root: TapeElement)]) {
    for map in maps { take(map.root, from: map.path) }
  }

  subscript(name: String) -> Key? { keys[name] }

  private mutating func take(_ element: TapeElement, from map: String) {
    if let names = element["keys"] {
      let key = Key(
        text: Self.text(of: element),
        target: element["href"].flatMap {
          SourceFolder.resolve(String($0.prefix { $0 != "#" }), from: map)
        })
      for name in names.split(whereSeparator: \.isWhitespace) where keys[String(name)] == nil {
        keys[String(name)] = key
      }
    }
    for child in element.elements { take(child, from: map) }
  }

  /// The text a definition supplies: its keyword, link text or navigation title.
  private static func text(of definition: TapeElement) -> String? {
    let meta = definition.first("topicmeta")
    let found = [
      meta?.first("keywords")?.first("keyword"), meta?.first("linktext"), meta?.first("navtitle"),
    ].compactMap { $0?.text.whiteSpaceFolded }.first { !$0.isEmpty }
    return found ?? definition["navtitle"].map(\.whiteSpaceFolded)
  }
}
