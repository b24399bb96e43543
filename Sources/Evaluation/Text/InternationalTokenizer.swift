/// Tokenises as mteval-v14's international tokenisation does, the way sacrebleu writes it: punctuation
/// apart, save between digits; symbols apart.
enum InternationalTokenizer {
  private enum Kind { case number, punctuation, symbol, other }
  private typealias Character = (scalar: Unicode.Scalar, kind: Kind)

  /// A text with white space between its tokens.
  static func tokenize(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.last, Whitespace.contains(last) { scalars.removeLast() }
    var characters = scalars.map { ($0, kind(of: $0)) }
    characters = part(characters, spaceFirst: false) { $0 != .number && $1 == .punctuation }
    characters = part(characters, spaceFirst: true) { $0 == .punctuation && $1 != .number }
    var result = String.UnicodeScalarView()
    for (scalar, kind) in characters {
      if kind == .symbol { result.append(" ") }
      result.append(scalar)
      if kind == .symbol { result.append(" ") }
    }
    return String(result)
  }

  /// Puts spaces into each pair that is found; what belongs to a pair begins no other.
  private static func part(
    _ characters: [Character], spaceFirst: Bool, where isPair: (Kind, Kind) -> Bool
  ) -> [Character] {
    let space: Character = (" ", .other)
    var result: [Character] = []
    result.reserveCapacity(characters.count * 2)
    var index = 0
    while index < characters.count {
      let first = characters[index]
      index += 1
      guard index < characters.count, isPair(first.kind, characters[index].kind) else {
        result.append(first)
        continue
      }
      let second = characters[index]
      index += 1
      result += spaceFirst ? [space, first, space, second] : [first, space, second, space]
    }
    return result
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: .number
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      .punctuation
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: .symbol
    default: .other
    }
  }
}
