/// What a Word document's styles say of its paragraphs and runs (ECMA-376 part 1, 17.7).
struct WordStyles {
  /// What a style comes to, with what it takes from the styles it is based on.
  struct Style {
    /// A heading's level, from 1; `nil` for body text.
    var headingLevel: Int?
    var numbering: WordNumbering.Reference?
    var isTitle = false
    var isCode = false
    var isQuote = false
    /// Whether it is for the entries of a generated table of contents.
    var isContents = false
    var isHidden = false
  }

  /// A style as it is written.
  fileprivate struct Entry {
    var name: String
    var base: String?
    /// 0 to 8 for a heading, 9 for body text.
    var outlineLevel: Int?
    var numbering: WordNumbering.Reference?
    var isHidden: Bool?
  }

  /// The most styles that one is based on: Word follows no more than some ten.
  private static let depthLimit = 16

  private var styles: [String: Style] = [:]
  private var defaultParagraph: String?

  init(_ root: TapeElement?) {
    var entries: [String: Entry] = [:]
    for style in root?.all("style") ?? [] {
      guard let id = style["styleId"] else { continue }
      let paragraph = style.first("pPr")
      entries[id] = Entry(
        name: (style.first("name")?["val"] ?? id).lowercased(),
        base: style.first("basedOn")?["val"],
        outlineLevel: paragraph?.first("outlineLvl")?["val"].flatMap(Int.init),
        numbering: paragraph?.first("numPr").map(WordNumbering.Reference.init),
        isHidden: style.first("rPr")?.first("vanish").map(\.isOn))
      if style["type"] == "paragraph", style["default"].map(TapeElement.isOn) == true {
        defaultParagraph = id
      }
    }
    styles = entries.mapValues { Style(Self.chain(from: $0, in: entries)) }
  }

  /// A paragraph's style; the default one where it names none, or one that is not there.
  func paragraph(_ id: String?) -> Style {
    id.flatMap { styles[$0] } ?? defaultParagraph.flatMap { styles[$0] } ?? Style()
  }

  /// A run's style; plain where it names none.
  func run(_ id: String?) -> Style { id.flatMap { styles[$0] } ?? Style() }

  /// The style and those it is based on, nearest first.
  private static func chain(from entry: Entry, in entries: [String: Entry]) -> [Entry] {
    var found = [entry]
    while found.count < depthLimit, let base = found.last?.base, let next = entries[base] {
      found.append(next)
    }
    return found
  }
}

extension WordStyles.Style {
  private static let code: Set = [
    "html preformatted", "source code", "code", "macro", "macro text", "plain text",
  ]
  private static let quotes: Set = ["quote", "intense quote", "block text"]

  fileprivate init(_ chain: [WordStyles.Entry]) {
    for entry in chain {
      let name = entry.name
      isTitle = isTitle || name == "title"
      isCode =
        isCode || Self.code.contains(name) || name.hasSuffix(" code") || name.hasPrefix("code ")
      isQuote = isQuote || Self.quotes.contains(name)
      isContents = isContents || Self.number(after: "toc ", in: name) != nil
    }
    // Built-in names stand in English in every language's styles.
    let named = chain.lazy.compactMap { Self.number(after: "heading ", in: $0.name) }.first
    let level = chain.lazy.compactMap(\.outlineLevel).first ?? named.map { $0 - 1 }
    headingLevel = level.flatMap { (0..<9).contains($0) ? $0 + 1 : nil }
    numbering = chain.lazy.compactMap(\.numbering).first
    isHidden = chain.lazy.compactMap(\.isHidden).first ?? false
  }

  private static func number(after word: String, in name: String) -> Int? {
    guard name.hasPrefix(word), let number = Int(name.dropFirst(word.count)) else { return nil }
    return (1...9).contains(number) ? number : nil
  }
}

extension TapeElement {
  /// Whether a toggle's value is on (ECMA-376 part 1, 22.9.2.7).
  static func isOn(_ value: String) -> Bool { !["0", "false", "off", "none"].contains(value) }

  /// Whether a toggle is on; one without a value is.
  var isOn: Bool { self["val"].map(TapeElement.isOn) ?? true }
}
