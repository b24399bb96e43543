/// A point in time as records write it (ISO 8601, UTC), and as pages show it. It is cut as text: no
/// clock, no time zone and no locale can change what a page says.
struct Moment: Hashable {
  /// `2026-11-21`.
  let date: String
  /// `2026-11-21T09:30:00Z`, as EPUB 3.3 (5.5.3.1.3) wants it.
  let toTheSecond: String

  /// A moment from `2026-11-21`, `2026-11-21T09:30:00Z` or `2026-11-21T09:30:00.250Z`; a text that
  /// is none of them gives `nil`.
  init?(_ text: String) {
    let characters = Array(text)
    func isNumber(_ range: Range<Int>) -> Bool {
      range.upperBound <= characters.count
        && characters[range].allSatisfy { $0.isASCII && $0.isNumber }
    }
    guard isNumber(0..<4), isNumber(5..<7), isNumber(8..<10), characters[4] == "-",
      characters[7] == "-"
    else { return nil }
    date = String(characters[..<10])
    if characters.count == 10 {
      toTheSecond = date + "T00:00:00Z"
      return
    }
    guard isNumber(11..<13), isNumber(14..<16), isNumber(17..<19), characters[10] == "T",
      characters[13] == ":", characters[16] == ":", characters.last == "Z"
    else { return nil }
    toTheSecond = String(characters[..<19]) + "Z"
  }

  /// `21 November 2026`.
  var inWords: String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, Self.months.indices.contains(parts[1] - 1) else { return date }
    return "\(parts[2]) \(Self.months[parts[1] - 1]) \(parts[0])"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
