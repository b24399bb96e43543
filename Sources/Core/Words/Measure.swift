/// What a number counts, in one spelling: `px` is a pixel, `meters` are metres, `GBP` is `£`. Known for
/// English words and for signs; a unit that is not known is none.
enum Measure {
  /// The measure that a word names, in lower case; `nil` where it names none.
  static func named(_ word: String) -> String? {
    spellings[word] ?? (word.hasSuffix("s") ? spellings[String(word.dropLast())] : nil)
  }

  /// The measure that a sign stands for.
  static func of(_ sign: Unicode.Scalar) -> String? {
    isCurrency(sign) ? String(Character(sign)) : signs[sign]
  }

  static func isCurrency(_ sign: Unicode.Scalar) -> Bool {
    sign.properties.generalCategory == .currencySymbol
  }

  /// The sign of a currency by its code, as it may stand before a number too: `EUR 10`.
  static func currency(_ word: String) -> String? { codes[word] }

  private static let signs: [Unicode.Scalar: String] = [
    "%": "%", "\u{066A}": "%", "\u{FF05}": "%", "‰": "‰", "°": "degree", "º": "degree",
  ]

  private static let codes = ["gbp": "£", "eur": "€", "usd": "$", "jpy": "¥"]

  /// `in` is no inch, and `s` no second: they mean other things too often.
  private static let spellings: [String: String] = {
    let kinds: [String: [String]] = [
      "%": ["percent"], "£": ["pound", "gbp"], "€": ["euro", "eur"], "$": ["dollar", "usd"],
      "¥": ["yen", "jpy"], "penny": ["pence", "p"], "second": ["sec"], "minute": ["min"],
      "hour": ["hr", "h"], "day": [], "week": ["wk"], "month": [], "year": ["yr"],
      "metre": ["meter", "m"], "kilometre": ["kilometer", "km"],
      "centimetre": ["centimeter", "cm"], "millimetre": ["millimeter", "mm"], "mile": ["mi"],
      "inch": ["inches"], "foot": ["feet", "ft"], "yard": ["yd"], "gram": ["gramme", "g"],
      "kilogram": ["kilogramme", "kilo", "kg"], "litre": ["liter"],
      "millilitre": ["milliliter", "ml"], "byte": [], "kilobyte": ["kb", "kib"],
      "megabyte": ["mb", "mib"], "gigabyte": ["gb", "gib"], "pixel": ["px"], "point": ["pt"],
      "degree": ["deg"],
    ]
    var spellings: [String: String] = [:]
    for (name, others) in kinds {
      for spelling in [name] + others { spellings[spelling] = name }
    }
    return spellings
  }()
}
