import Core

/// Of what a passage is made, in words that say to a writer how to write it.
struct PassageForm {
  private var paragraphs = 0
  private var points = 0
  private var steps = 0
  private var rows = 0
  private var notes = 0
  private var blocks = 0

  /// Whether most of it are numbered steps.
  var isMostlySteps: Bool { steps > 1 && steps >= paragraphs + points }

  /// Whether there is more in it than paragraphs, to which its text may point.
  var hasParts: Bool { points + steps + rows + blocks > 0 }

  /// Whether nothing but a table's rows is in it.
  var isTable: Bool { rows > 0 && paragraphs + points + steps == 0 }

  mutating func count(_ kind: DesignNode.Kind, role: String?) {
    switch kind {
    case .paragraph, .answer, .requirement: paragraphs += 1
    case .listItem: if role != "definition" { points += 1 }
    case .glossaryTerm: points += 1
    case .step: steps += 1
    case .tableRow: rows += 1
    case .admonition: notes += 1
    case .code: blocks += 1
    case .question, .title, .section, .uiString, .figure, .comment: break
    }
  }

  /// `about 120 words: 2 paragraphs and a list of 4 points`.
  func description(words: Int) -> String {
    let parts: [String?] = [
      paragraphs == 0 ? nil : paragraphs == 1 ? "a paragraph" : "\(paragraphs) paragraphs",
      points == 0 ? nil : points == 1 ? "a list of one point" : "a list of \(points) points",
      steps == 0 ? nil : steps == 1 ? "one step" : "\(steps) numbered steps",
      rows == 0 ? nil : "a table", notes == 0 ? nil : notes == 1 ? "a note" : "\(notes) notes",
      blocks == 0 ? nil : blocks == 1 ? "a code example" : "\(blocks) code examples",
    ]
    let named = parts.compactMap { $0 }
    let all = named.dropLast().joined(separator: ", ")
    let last = named.last ?? ""
    return "\(Self.length(words)): " + (all.isEmpty ? last : "\(all) and \(last)")
  }

  /// `about 120 words`, to the nearest ten.
  static func length(_ words: Int) -> String {
    "about \(words < 20 ? (words + 2) / 5 * 5 : (words + 5) / 10 * 10) words"
  }
}
