/// Numbers in a text, in one form however they are written: `1,000`, `1 000` and `1000` are one, and
/// `ten minutes` says what `10 minutes` says.
package struct Numerals: Sendable {
  /// A number, with what it counts where that is a measure.
  package struct Number: Hashable, Sendable {
    /// As it is written, with the letters that it is joined to: `A4`.
    package var text: String
    package var value: String
    /// `minute`, `%`, `£`; `nil` where it counts something else.
    package var unit: String?
  }

  /// What stands at a place of a text.
  private struct Reading {
    var text: String
    var value: String
    var unit: String?
    /// The place behind it.
    var end: Int
    /// Whether it counts something even without a measure; `one of them` does not.
    var counts = true
  }

  /// The sign that parts groups of three digits: a comma in English, a point in German.
  private let grouping: Character

  /// - Parameter language: BCP 47.
  package init(language: String) {
    let isPoint = ["de", "es", "it", "nl", "pt", "da", "id", "tr", "el", "sl", "hr"].contains {
      language == $0 || language.hasPrefix($0 + "-")
    }
    grouping = isPoint ? "." : ","
  }

  /// The numbers of a text, in order, in time that grows with it.
  package func all(in text: String) -> [Number] {
    let tokens = NumeralToken.tokens(of: text)
    var found: [Reading] = []
    // The numbers of the range that is being read, and where its next one is.
    var range: [Int] = []
    var next: Int?
    var place = 0
    while place < tokens.count {
      guard var reading = read(tokens, at: place) else {
        place += 1
        continue
      }
      if next != place { range = [] }
      reading.unit =
        Self.currency(before: place, in: tokens) ?? Self.unit(behind: reading.end, in: tokens)
      if let unit = reading.unit {
        // `10 to 20 minutes`: the last says what all of them count.
        for index in range where found[index].unit == nil { found[index].unit = unit }
      } else {
        // `£10-20`: the first does.
        reading.unit = range.first.flatMap { found[$0].unit }
      }
      range.append(found.count)
      found.append(reading)
      next = Self.next(ofRange: reading.end, in: tokens)
      place = reading.end
    }
    return found.filter { $0.counts || $0.unit != nil }
      .map { Number(text: $0.text, value: $0.value, unit: $0.unit) }
  }

  // MARK: One number

  private func read(_ tokens: [NumeralToken], at place: Int) -> Reading? {
    switch tokens[place] {
    case .digits(let digits): read(digits, tokens, at: place)
    case .word: Self.spoken(tokens, at: place)
    case .space, .sign: nil
    }
  }

  private func read(_ digits: String, _ tokens: [NumeralToken], at place: Int) -> Reading {
    var reading = Reading(
      text: Self.letters(before: place, in: tokens) + digits, value: fold(digits), end: place + 1)
    // `1.5 million`.
    if place + 2 < tokens.count, tokens[place + 1].joins,
      let word = tokens[place + 2].word, let noughts = NumberWords.noughts(of: word),
      let value = Self.raise(reading.value, by: noughts)
    {
      reading.value = value
      reading.text += " " + word
      reading.end = place + 3
    }
    return reading
  }

  /// What stands before digits without a space: `A4`.
  private static func letters(before place: Int, in tokens: [NumeralToken]) -> String {
    guard place > 0, case .word(let word) = tokens[place - 1], word.allSatisfy(\.isASCII) else {
      return ""
    }
    if place > 1, case .digits = tokens[place - 2] { return "" }
    return word
  }

  private static func spoken(_ tokens: [NumeralToken], at place: Int) -> Reading? {
    let spoken = NumberWords.read { index in
      let place = place + 2 * index
      guard place < tokens.count, index == 0 || tokens[place - 1].joins else { return nil }
      return tokens[place].word
    }
    guard let spoken else { return nil }
    let end = place + 2 * spoken.words - 1
    // `A four-leaf clover` has no number to look up.
    let isPartOfWord =
      end + 1 < tokens.count && tokens[end].isHyphen && tokens[end + 1].word != nil
    return Reading(
      text: tokens[place..<end].map(\.written).joined(),
      value: String(spoken.value), end: end, counts: spoken.value > 1 && !isPartOfWord)
  }

  /// A number without its grouping, in plain digits.
  private func fold(_ number: String) -> String {
    let plain = String(number.unicodeScalars.compactMap(\.plainDigit))
    let decimal: Character = grouping == "," ? "." : ","
    let parts = plain.split(separator: decimal, maxSplits: 1)
    let groups = parts.first?.split(separator: grouping) ?? []
    // 1,000 is a thousand; 1,5 is no fifteen.
    let isGrouped =
      groups.count > 1 && groups.allSatisfy { $0.allSatisfy(\.isNumber) }
      && groups.dropFirst().allSatisfy { $0.count == 3 } && (groups.first?.count ?? 0) < 4
    let whole = isGrouped ? ([Substring(groups.joined())] + parts.dropFirst()) : [Substring(plain)]
    return whole.joined(separator: ".").replacing(",", with: ".")
  }

  /// A number with its point moved to the right; `nil` for what is not one plain number.
  private static func raise(_ value: String, by noughts: Int) -> String? {
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count < 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    let moved =
      fraction.prefix(noughts) + String(repeating: "0", count: max(0, noughts - fraction.count))
    let rest = fraction.dropFirst(noughts)
    return parts[0] + moved + (rest.isEmpty ? "" : "." + rest)
  }

  // MARK: What it counts

  /// The currency before a number: `£10`, `EUR 10`.
  private static func currency(before place: Int, in tokens: [NumeralToken]) -> String? {
    var before = place - 1
    if before >= 0, tokens[before] == .space { before -= 1 }
    guard before >= 0 else { return nil }
    if let word = tokens[before].word { return Measure.currency(word) }
    return tokens[before].sign.flatMap { Measure.isCurrency($0) ? Measure.of($0) : nil }
  }

  /// What is measured, by what stands behind a number.
  private static func unit(behind end: Int, in tokens: [NumeralToken]) -> String? {
    var place = end
    while place < tokens.count, tokens[place].isLoose || tokens[place].isHyphen { place += 1 }
    guard place < tokens.count else { return nil }
    if let sign = tokens[place].sign { return Measure.of(sign) }
    guard let word = tokens[place].word else { return nil }
    // `Per cent` is a share; `10 per day` is none.
    if word == "per", place + 2 < tokens.count, tokens[place + 1] == .space,
      tokens[place + 2].word == "cent"
    {
      return "%"
    }
    return Measure.named(word)
  }

  /// Where the number begins that a range goes on with: `10-20`, `ten to twenty`, `10 x 20`.
  private static func next(ofRange end: Int, in tokens: [NumeralToken]) -> Int? {
    var place = end
    func skip(_ isSkipped: (NumeralToken) -> Bool) {
      while place < tokens.count, isSkipped(tokens[place]) { place += 1 }
    }
    skip(\.isLoose)
    guard place < tokens.count, tokens[place].isOfRange else { return nil }
    place += 1
    skip { $0.isLoose || $0.sign.map(Measure.isCurrency) == true }
    return place
  }
}

extension NumeralToken {
  /// Whether it says nothing between a number and its measure.
  fileprivate var isLoose: Bool { self == .space || sign == "*" || sign == "_" }

  fileprivate var isHyphen: Bool { sign == "-" || sign == "\u{2010}" || sign == "\u{2011}" }

  /// Whether it joins the words of one number.
  fileprivate var joins: Bool { self == .space || isHyphen }

  fileprivate var isOfRange: Bool {
    if let word { return ["to", "or", "x"].contains(word) }
    return isHyphen || sign.map("–—−×".unicodeScalars.contains) == true
  }
}

extension Unicode.Scalar {
  /// The digit in ASCII, or the sign as it is; `nil` for what only parts groups.
  fileprivate var plainDigit: Character? {
    guard isDigit else { return NumeralToken.groupings.contains(self) ? nil : Character(self) }
    return properties.numericValue.flatMap { String(Int($0)).first }
  }
}
