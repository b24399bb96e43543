/// Which lists of a Word document are numbered (ECMA-376 part 1, 17.9).
struct WordNumbering {
  /// A paragraph's place in a list.
  struct Reference {
    /// `0` takes a paragraph out of every list; `nil` leaves it to the style.
    var list: String?
    var level: Int

    init(_ properties: Markup) {
      list = properties.first("numId")?["val"]
      level = properties.first("ilvl")?["val"].flatMap(Int.init) ?? 0
    }
  }

  private var abstract: [String: String] = [:]
  private var formats: [String: [Int: String]] = [:]

  init(_ root: Markup?) {
    for list in root?.all("abstractNum") ?? [] {
      guard let id = list["abstractNumId"] else { continue }
      for level in list.all("lvl") {
        guard let depth = level["ilvl"].flatMap(Int.init) else { continue }
        formats[id, default: [:]][depth] = level.first("numFmt")?["val"]
      }
    }
    for list in root?.all("num") ?? [] {
      guard let id = list["numId"] else { continue }
      abstract[id] = list.first("abstractNumId")?["val"]
    }
  }

  /// Whether a paragraph's list counts its items.
  func isOrdered(_ reference: Reference) -> Bool {
    guard let list = reference.list, let id = abstract[list] else { return false }
    guard let format = formats[id]?[reference.level] else { return false }
    return !["bullet", "none"].contains(format)
  }
}
