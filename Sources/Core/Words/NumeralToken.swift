/// What a text consists of where numbers are looked for.
enum NumeralToken: Equatable {
  /// A run of digits with what joins them to one number: `1,000`, `10:30`, `2.1`.
  case digits(String)
  /// A run of letters.
  case word(String)
  /// Space between words, however much.
  case space
  /// Any other sign.
  case sign(Unicode.Scalar)

  /// A text's tokens, in time that grows with it.
  static func tokens(of text: String) -> [NumeralToken] {
    var tokens: [NumeralToken] = []
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      let next: Substring.UnicodeScalarView
      if first.isDigit {
        next = rest.afterNumber
        tokens.append(.digits(String(String.UnicodeScalarView(rest[..<next.startIndex]))))
      } else if first.properties.isWhitespace {
        next = rest.drop(while: \.properties.isWhitespace)
        tokens.append(.space)
      } else if first.properties.isAlphabetic {
        next = rest.drop { $0.properties.isAlphabetic || $0.isMark }
        tokens.append(.word(String(String.UnicodeScalarView(rest[..<next.startIndex]))))
      } else {
        next = rest.dropFirst()
        tokens.append(.sign(first))
      }
      rest = next
    }
    return tokens
  }

  /// The word in lower case; `nil` for what is none.
  var word: String? {
    if case .word(let word) = self { word.lowercased() } else { nil }
  }

  /// As it is written, space as one.
  var written: String {
    switch self {
    case .digits(let text), .word(let text): text
    case .space: " "
    case .sign(let sign): String(Character(sign))
    }
  }

  var sign: Unicode.Scalar? {
    if case .sign(let sign) = self { sign } else { nil }
  }
}

extension Substring.UnicodeScalarView {
  /// What stands behind the number that begins here.
  fileprivate var afterNumber: Self {
    var rest = drop(while: \.isDigit)
    while let joint = rest.first {
      let behind = rest.dropFirst()
      let digits = behind.prefix(while: \.isDigit).prefix(4).count
      let isJoint =
        if ".,:/".unicodeScalars.contains(joint) {
          digits > 0
        } else {
          // What only parts groups stands before three digits and no more: `10 20` are two.
          NumeralToken.groupings.contains(joint) && digits == 3
        }
      guard isJoint else { break }
      rest = behind.drop(while: \.isDigit)
    }
    return rest
  }
}

extension NumeralToken {
  /// Signs that part groups of three digits and mean nothing else between digits: hard, narrow and
  /// thin spaces, and apostrophes.
  static let groupings = Set("\u{00A0}\u{202F}\u{2009}'’".unicodeScalars)
}

extension Unicode.Scalar {
  /// Whether it is a digit of ten, in any writing.
  var isDigit: Bool { properties.numericType == .decimal }

  /// Whether it belongs to the letter before it.
  fileprivate var isMark: Bool {
    properties.generalCategory == .nonspacingMark || properties.generalCategory == .spacingMark
  }
}
