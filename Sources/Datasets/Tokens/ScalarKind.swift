/// What the encodings' patterns ask of a character: `\p{Lu}`, `\p{N}`, `\s` and the like.
struct ScalarKind: OptionSet {
  let rawValue: UInt8

  /// Lu and Lt: letters that only begin a word.
  static let upper = ScalarKind(rawValue: 1)
  /// Ll: letters that only go on with one.
  static let lower = ScalarKind(rawValue: 2)
  /// Lm and Lo: letters that do both.
  static let caseless = ScalarKind(rawValue: 4)
  static let mark = ScalarKind(rawValue: 8)
  static let number = ScalarKind(rawValue: 16)
  static let space = ScalarKind(rawValue: 32)
  /// Carriage return and line feed, which are ``space`` too.
  static let newline = ScalarKind(rawValue: 64)
  /// That the kind was looked up: no character has no bit at all.
  static let known = ScalarKind(rawValue: 128)

  static let letter: ScalarKind = [.upper, .lower, .caseless]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The kind of a character in Unicode 16.0, which the regex crate inside tiktoken 0.14 goes by.
  ///
  /// Swift 6.3 knows Unicode 17.0. It differs in the characters 17.0 added, which are unassigned to
  /// tiktoken, and in U+0294, a lower-case letter until then. A test compares every scalar value.
  init(_ scalar: Unicode.Scalar) {
    let properties = scalar.properties
    var kind: ScalarKind = .known
    if properties.isWhitespace { kind.insert(.space) }
    if scalar == "\r" || scalar == "\n" { kind.insert(.newline) }
    if scalar.value == 0x294 {
      kind.insert(.lower)
    } else if let age = properties.age, age.major <= 16 {
      kind.formUnion(Self.kind(of: properties.generalCategory))
    }
    self = kind
  }

  private static func kind(of category: Unicode.GeneralCategory) -> ScalarKind {
    switch category {
    case .uppercaseLetter, .titlecaseLetter: .upper
    case .lowercaseLetter: .lower
    case .modifierLetter, .otherLetter: .caseless
    case .nonspacingMark, .spacingMark, .enclosingMark: .mark
    case .decimalNumber, .letterNumber, .otherNumber: .number
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control,
      .format, .surrogate, .privateUse, .unassigned:
      []
    @unknown default: []
    }
  }
}
