/// What an OpenDocument text's styles say of its paragraphs, spans and lists (OpenDocument 1.2 part 1,
/// 16).
struct OpenDocumentStyles {
  /// What a style comes to, with what it takes from its parents.
  struct Style {
    var isTitle = false
    var isCode = false
    var isQuote = false
    var isHidden = false
    /// The list style of a paragraph style.
    var list: String?
  }

  fileprivate struct Entry {
    var name: String
    var parent: String?
    var isHidden: Bool?
    var list: String?
  }

  private static let depthLimit = 16

  private var styles: [String: Style] = [:]
  private var orderedLevels: [String: Set<Int>] = [:]

  /// - Parameter roots: of the content, then of the common styles; the first that has a name counts.
  init(_ roots: [TapeElement]) {
    var entries: [String: Entry] = [:]
    for root in roots {
      for group in [root.first("automatic-styles"), root.first("styles")].compactMap(\.self) {
        for style in group.all("style") { Self.add(style, to: &entries) }
        for style in group.all("list-style") {
          guard let name = style["name"], orderedLevels[name] == nil else { continue }
          orderedLevels[name] = Self.orderedLevels(of: style)
        }
      }
    }
    styles = entries.mapValues { Style(Self.chain(from: $0, in: entries)) }
  }

  /// A paragraph's style.
  func paragraph(_ name: String?) -> Style { style(name, of: "paragraph") }

  /// A span's style.
  func text(_ name: String?) -> Style { style(name, of: "text") }

  /// Whether a list's items are counted at a level, from 1.
  func isOrdered(_ list: String?, level: Int) -> Bool {
    list.flatMap { orderedLevels[$0] }?.contains(level) ?? false
  }

  private func style(_ name: String?, of family: String) -> Style {
    guard let name else { return Style() }
    // A document that does not declare a style still says something by its name.
    return styles["\(family) \(name)"]
      ?? Style([Entry(name: Self.plain(name))])
  }

  private static func add(_ style: TapeElement, to entries: inout [String: Entry]) {
    guard let name = style["name"], let family = style["family"] else { return }
    let key = "\(family) \(name)"
    guard entries[key] == nil else { return }
    entries[key] = Entry(
      name: plain(name), parent: style["parent-style-name"].map { "\(family) \($0)" },
      isHidden: style.first("text-properties")?["display"].map { $0 == "none" },
      list: style["list-style-name"])
  }

  private static func orderedLevels(of style: TapeElement) -> Set<Int> {
    Set(
      style.all("list-level-style-number").filter { $0["num-format"] != "" }
        .compactMap { $0["level"].flatMap(Int.init) })
  }

  private static func chain(from entry: Entry, in entries: [String: Entry]) -> [Entry] {
    var found = [entry]
    while found.count < depthLimit, let parent = found.last?.parent {
      let name = String(parent.drop { $0 != " " }.dropFirst())
      found.append(entries[parent] ?? Entry(name: plain(name)))
    }
    return found
  }

  /// A style's name as people know it, in small letters: `Text_20_body` is "text body".
  private static func plain(_ name: String) -> String {
    name.replacing("_20_", with: " ").lowercased()
  }
}

extension OpenDocumentStyles.Style {
  fileprivate init(_ chain: [OpenDocumentStyles.Entry]) {
    for entry in chain {
      let name = entry.name
      isTitle = isTitle || name == "title"
      isCode =
        isCode || name.hasPrefix("preformatted") || name.hasPrefix("source code")
        || name.hasSuffix(" code")
      isQuote = isQuote || name == "quotations" || name == "quote"
    }
    isHidden = chain.lazy.compactMap(\.isHidden).first ?? false
    // An empty name takes a paragraph out of its parent's list.
    list = chain.lazy.compactMap(\.list).first.flatMap { $0.isEmpty ? nil : $0 }
  }
}
