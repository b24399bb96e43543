/// What a Word document's styles say of its paragraphs (ECMA-376 part 1, 17.7).
struct WordStyles {
  /// A paragraph or character style.
  private struct Style {
    var name: String
    var base: String?
    /// 0 to 8 for a heading, 9 for body text.
    var outlineLevel: Int?
    var numbering: WordNumbering.Reference?
    var isHidden: Bool
  }

  private var styles: [String: Style] = [:]
  private(set) var defaultParagraph: String?

  init(_ root: Markup?) {
    for style in root?.all("style") ?? [] {
      guard let id = style["styleId"] else { continue }
      let paragraph = style.first("pPr")
      styles[id] = Style(
        name: (style.first("name")?["val"] ?? id).lowercased(), base: style.first("basedOn")?["val"],
        outlineLevel: paragraph?.first("outlineLvl")?["val"].flatMap(Int.init),
        numbering: paragraph?.first("numPr").map(WordNumbering.Reference.init),
        isHidden: style.first("rPr")?.first("vanish").map(\.isOn) ?? false)
      if style["type"] == "paragraph", style["default"].map(Markup.isOn) == true {
        defaultParagraph = id
      }
    }
  }

  /// The style and those it is based on, nearest first.
  private func chain(_ id: String?) -> [Style] {
    var found: [Style] = []
    var seen: Set<String> = []
    var next = id
    while let id = next, seen.insert(id).inserted, let style = styles[id] {
      found.append(style)
      next = style.base
    }
    return found
  }

  /// A heading's level, from 1; `nil` for body text.
  func headingLevel(_ id: String?) -> Int? {
    let level = chain(id).lazy.compactMap(\.outlineLevel).first
    return level.flatMap { (0..<9).contains($0) ? $0 + 1 : nil }
  }

  func numbering(_ id: String?) -> WordNumbering.Reference? {
    chain(id).lazy.compactMap(\.numbering).first
  }

  func isTitle(_ id: String?) -> Bool { chain(id).contains { $0.name == "title" } }

  func isCode(_ id: String?) -> Bool {
    chain(id).contains { style in
      ["html preformatted", "source code", "code", "macro", "plain text"].contains(style.name)
        || style.name.hasSuffix(" code") || style.name.hasPrefix("code ")
    }
  }

  func isQuote(_ id: String?) -> Bool {
    chain(id).contains { ["quote", "intense quote", "block text"].contains($0.name) }
  }

  func isHidden(_ id: String?) -> Bool { chain(id).contains(where: \.isHidden) }
}

extension Markup {
  /// Whether a toggle's value is on (ECMA-376 part 1, 22.9.2.7); a toggle without a value is.
  static func isOn(_ value: String) -> Bool { !["0", "false", "off", "none"].contains(value) }
  var isOn: Bool { self["val"].map(Markup.isOn) ?? true }
}
