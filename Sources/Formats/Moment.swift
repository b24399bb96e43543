package import FoundationEssentials

/// A time as ISO 8601 writes it, with parts of a second and a zone: what Python's `isoformat` gives,
/// and what Colophon writes of a run.
package struct Moment {
  package let date: Date

  package init(_ date: Date) { self.date = date }

  /// `2026-11-21T18:00:00.123456+00:00`; `nil` for anything else.
  package init?(_ text: String) {
    var rest = Substring(text)
    func number(_ digits: Int) -> Int? {
      let part = rest.utf8.prefix(digits)
      guard part.count == digits, part.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      rest = rest.dropFirst(digits)
      return Int(String(decoding: part, as: UTF8.self))
    }
    func take(_ letters: String) -> Bool {
      guard let first = rest.first, letters.contains(first) else { return false }
      rest.removeFirst()
      return true
    }
    guard text.utf8.count <= 40, let year = number(4), take("-"), let month = number(2),
      (1...12).contains(month), take("-"), let day = number(2), (1...31).contains(day),
      take("Tt "), let hour = number(2), hour < 24, take(":"), let minute = number(2),
      minute < 60, take(":"), let second = number(2), second <= 60
    else { return nil }
    var seconds = Double(second)
    if take(".,") {
      let digits = String(rest.prefix { $0.isASCII && $0.isNumber })
      guard let fraction = Double("0.\(digits)"), !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
      seconds += fraction
    }
    var offset = 0
    if !take("Zz") {
      let isWest = rest.first == "-"
      guard take("+-"), let hours = number(2), take(":"), let minutes = number(2) else {
        return nil
      }
      offset = (hours * 60 + minutes) * (isWest ? -60 : 60)
    }
    guard rest.isEmpty else { return nil }
    let days = Self.days(year, month, day)
    let whole = days * 86_400 + hour * 3_600 + minute * 60 - offset
    date = Date(timeIntervalSince1970: Double(whole) + seconds)
  }

  /// In UTC, to the millisecond.
  package var text: String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// In UTC, to the second.
  package var short: String { date.formatted(.iso8601) }

  /// The days from 1970-01-01, in the Gregorian calendar (Howard Hinnant's `days_from_civil`).
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
