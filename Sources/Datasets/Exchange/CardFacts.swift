import Formats
import FoundationEssentials

/// What the front matter of a dataset's card says, and its text.
struct CardFacts: Sendable {
  var title = "Prompt dataset"
  var languages: [String] = []
  var licence = ""
  /// The card's text, without its front matter.
  var body = ""

  /// The keys of a card that are used here, as the Hub names them.
  private struct Keys: Decodable, YAMLMapping {
    static var keys: [String] { CodingKeys.allCases.map(\.rawValue) }

    var title: String?
    var language: [String]?
    var licence: String?

    enum CodingKeys: String, CaseIterable, CodingKey {
      case language
      case title = "pretty_name"
      case licence = "license"
    }
  }

  /// Reads a card; a damaged one gives no facts, for the dataset is whole without it.
  init(_ card: Data) {
    let parts = FrontMatter(card)
    body = parts.body.trimmed
    let yaml = Self.wanted(of: String(decoding: parts.yaml ?? Data(), as: UTF8.self))
    guard let keys = try? YAML.read(Keys.self, from: Data(yaml.utf8), file: "card.md") else {
      return
    }
    title = keys.title ?? title
    languages = keys.language ?? []
    // The Hub's word for a licence that it does not know says nothing.
    licence = keys.licence.flatMap { $0 == "other" ? nil : $0 } ?? ""
  }

  /// The lines of the keys that are used: the Hub knows many others.
  private static func wanted(of yaml: String) -> String {
    var isWanted = false
    return yaml.split(separator: "\n").filter { line in
      if line.first.map({ $0.isLetter }) ?? false {
        isWanted = Keys.keys.contains { line.hasPrefix("\($0):") }
      }
      return isWanted
    }.joined(separator: "\n")
  }

  /// A name of the title for files and identifiers: lower-case letters and digits, joined by hyphens.
  var slug: String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "dataset" : words.prefix(8).joined(separator: "-")
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
