extension SensitiveScanner {
  /// The postal address that ends in the postcode at a digit: a street and a house number before it,
  /// within three lines and 100 bytes.
  func postalAddress(around digit: Int) -> Range<Int>? {
    guard let code = postcode(at: digit) else { return nil }
    var lower = max(0, code.start - 100)
    var lines = 0
    for index in stride(from: code.start - 1, through: lower, by: -1) where bytes[index] == 0x0A {
      lines += 1
      if lines == 3 || byte(index - 1) == 0x0A {
        lower = index + 1
        break
      }
    }
    while lower < code.start, lower > 0, bytes[lower - 1].isWordPart { lower += 1 }
    guard let start = street(in: lower..<code.start) else { return nil }
    return start..<code.end
  }

  // MARK: Postcodes

  /// Britain's `NR1 2AB`, the Netherlands' `1234 AB`, five digits before a town or after a state.
  private func postcode(at digit: Int) -> (start: Int, end: Int)? {
    let end = endOfDigits(digit)
    switch end - digit {
    case 1: return britishPostcode(at: digit)
    case 4:
      let letters = byte(end) == 0x20 ? end + 1 : end
      guard byte(digit - 1).isWhite, byte(letters).isUpper, byte(letters + 1).isUpper,
        !byte(letters + 2).isWordPart
      else { return nil }
      return (digit, endOfTown(letters + 2))
    case 5:
      guard byte(digit - 1).isWhite || byte(digit - 1) == 0x2C else { return nil }
      if byte(digit - 1) == 0x20, byte(digit - 2).isUpper, byte(digit - 3).isUpper,
        byte(digit - 4) == 0x20
      {
        return (digit - 3, end)
      }
      let town = endOfTown(end)
      return town > end ? (digit, town) : nil
    default: return nil
    }
  }

  private func britishPostcode(at digit: Int) -> (start: Int, end: Int)? {
    guard byte(digit + 1).isUpper, byte(digit + 2).isUpper, !byte(digit + 3).isWordPart,
      byte(digit - 1) == 0x20
    else { return nil }
    var start = digit - 1
    while start > 0, bytes[start - 1].isUpper || bytes[start - 1].isDigit { start -= 1 }
    let outward = start..<(digit - 1)
    guard (2...4).contains(outward.count), byte(start).isUpper,
      bytes[outward].contains(where: \.isDigit), !byte(start - 1).isWordPart
    else { return nil }
    return (start, digit + 3)
  }

  /// The end of a space and up to two capitalised words on the same line.
  private func endOfTown(_ start: Int) -> Int {
    var end = start
    for _ in 0..<2 {
      guard byte(end) == 0x20, byte(end + 1).isUpper || byte(end + 1) >= 0xC3,
        byte(end + 2).isWordPart, !byte(end + 2).isUpper
      else { break }
      end += 1
      while end < bytes.count, bytes[end].isWordPart || bytes[end] == 0x2D { end += 1 }
    }
    return end
  }

  // MARK: Streets

  /// Where the last street with a house number begins.
  private func street(in range: Range<Int>) -> Int? {
    let words = words(in: range)
    for index in words.indices.reversed() {
      let word = text(words[index]).lowercased()
      let isNamed = Self.streets.contains(word)
      guard isNamed || Self.endings.contains(where: { word.count > $0.count && word.hasSuffix($0) })
      else { continue }
      let after = words[(index + 1)...].prefix(4).first(where: isHouseNumber)
      if let before = words[..<index].suffix(5).last(where: isHouseNumber) {
        return before.lowerBound
      }
      if after != nil { return words[index].lowerBound }
    }
    return nil
  }

  private func words(in range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in range {
      if bytes[index].isWordPart {
        start = start ?? index
      } else if let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    return words + (start.map { [$0..<range.upperBound] } ?? [])
  }

  /// `12`, `12a`
  private func isHouseNumber(_ word: Range<Int>) -> Bool {
    let digits = bytes[word].prefix(while: \.isDigit).count
    return (1...4).contains(digits) && word.count - digits <= 1
  }

  private static let streets: Set<String> = [
    "street", "road", "avenue", "lane", "drive", "way", "square", "court", "gardens", "terrace",
    "crescent", "boulevard", "close", "row", "hill", "parade", "st", "rd", "ave", "blvd", "rue",
    "quai", "chemin", "impasse", "calle", "avenida", "paseo", "plaza", "via", "viale", "piazza",
    "corso", "rua", "ulica", "ul", "straße", "strasse", "weg", "platz", "allee", "gasse",
  ]

  private static let endings = [
    "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "damm", "ufer", "straat", "laan",
    "plein", "gracht", "gatan", "vägen", "gade", "vej",
  ]
}
