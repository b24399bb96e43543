/// Where the relationships of a part lead (ECMA-376 part 2, 6.5).
struct OfficeRelations {
  /// One relationship.
  struct Target {
    /// The last word of its type: `officeDocument`, `comments`, `hyperlink`.
    var type: String
    /// An address, or the name of a part.
    var target: String
    var isExternal: Bool
  }

  private(set) var byID: [String: Target] = [:]

  /// The relationships of a part; of the package for an empty name.
  init(of part: String, in archive: ZipContents, display: String) throws(DocumentError) {
    let folder = part.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let file = part.split(separator: "/").last.map(String.init) ?? ""
    let name = "\(folder)_rels/\(file).rels"
    guard let relations = try OfficePart(name, in: archive, display: display) else { return }
    for relation in relations.root.all("Relationship") {
      guard let id = relation["Id"], let type = relation["Type"], let target = relation["Target"]
      else { continue }
      let isExternal = relation["TargetMode"] == "External"
      let word = type.split(separator: "/").last.map(String.init) ?? type
      let place = isExternal ? target : Self.part(target, from: part)
      byID[id] = Target(type: word, target: place, isExternal: isExternal)
    }
  }

  /// The part that the first relationship of a type leads to.
  func part(_ type: String) -> String? {
    byID.sorted { $0.key < $1.key }.first { $0.value.type == type && !$0.value.isExternal }?
      .value.target
  }

  private static func part(_ target: String, from part: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    return SourceFolder.resolve(target, from: part) ?? target
  }
}
