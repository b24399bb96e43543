/// Which lists of a Word document are numbered (ECMA-376 part 1, 17.9).
struct WordNumbering {
  /// A paragraph's place in a list.
  struct Reference {
    /// `0` takes a paragraph out of every list; `nil` leaves it to the style.
    var list: String?
    /// `nil` leaves it to the style.
    var level: Int?

    init(_ properties: Markup) {
      list = properties.first("numId")?["val"]
      level = properties.first("ilvl")?["val"].flatMap(Int.init)
    }
  }

  /// The number formats of a list's levels.
  private typealias Formats = [Int: String]

  private var lists: [String: Formats] = [:]

  init(_ root: Markup?) {
    var abstract: [String: Formats] = [:]
    var byStyle: [String: Formats] = [:]
    var links: [String: String] = [:]
    for list in root?.all("abstractNum") ?? [] {
      guard let id = list["abstractNumId"] else { continue }
      let formats = Self.formats(of: list)
      abstract[id] = formats
      if let style = list.first("styleLink")?["val"] { byStyle[style] = formats }
      links[id] = list.first("numStyleLink")?["val"]
    }
    for list in root?.all("num") ?? [] {
      guard let id = list["numId"], let base = list.first("abstractNumId")?["val"] else { continue }
      // A list that takes its levels from a numbering style has none of its own. One step leads
      // there, so that no circle is followed.
      let formats = links[base].flatMap { byStyle[$0] } ?? abstract[base] ?? [:]
      let overridden = list.all("lvlOverride").map(Self.formats)
      lists[id] = overridden.reduce(formats) { $0.merging($1) { $1 } }
    }
  }

  private static func formats(of list: Markup) -> Formats {
    var formats: Formats = [:]
    for level in list.all("lvl") {
      guard let depth = level["ilvl"].flatMap(Int.init) else { continue }
      // A format of a later edition stands beside one that every program knows.
      let format = level.first("numFmt") ?? level.first("AlternateContent")?.descendant("numFmt")
      formats[depth] = format?["val"] ?? "decimal"
    }
    return formats
  }

  /// Whether a paragraph's list counts its items.
  func isOrdered(_ reference: Reference) -> Bool {
    guard let list = reference.list, let format = lists[list]?[reference.level ?? 0] else {
      return false
    }
    return !["bullet", "none"].contains(format)
  }
}
