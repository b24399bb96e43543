/// Where the relationships of a part lead (ECMA-376 part 2, 6.5).
struct OfficeRelations {
  /// One relationship.
  struct Target {
    /// The last word of its type: `officeDocument`, `comments`, `hyperlink`. The words before it
    /// differ between the transitional and the strict form of the standard.
    var type: String
    /// An address, or the name of a part.
    var target: String
    var isExternal: Bool
  }

  private var byID: [String: Target] = [:]

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

  var isEmpty: Bool { byID.isEmpty }

  subscript(id: String) -> Target? { byID[id] }

  /// The relationships of a type that lead to a part of the package, by id.
  func all(_ type: String) -> [(id: String, target: Target)] {
    byID.filter { $0.value.type == type && !$0.value.isExternal }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// The part that the first relationship of a type leads to.
  func part(_ type: String) -> String? { all(type).first?.target.target }

  /// A name that leads out of the package stays as it is: no part has it.
  private static func part(_ target: String, from part: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    return SourceFolder.resolve(target, from: part) ?? target
  }
}
