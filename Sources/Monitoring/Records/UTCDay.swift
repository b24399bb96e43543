import Formats
public import FoundationEssentials

/// A day of UTC, as a gateway's files are named by: `2026-11-21`.
public struct UTCDay: Codable, Comparable, CustomStringConvertible, Hashable, Sendable {
  /// The days from 1970-01-01.
  public let number: Int

  /// The day that many days after 1970-01-01.
  public init(number: Int) { self.number = number }

  /// The day that a moment lies in.
  public init(_ date: Date) {
    number = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
  }

  /// `YYYY-MM-DD`; `nil` for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 10, let moment = Moment("\(text)T00:00:00Z") else { return nil }
    self.init(moment.date)
    guard description == text else { return nil }
  }

  /// Its first moment.
  public var start: Date { Date(timeIntervalSince1970: Double(number) * 86_400) }

  /// A day so many days later.
  public func advanced(by days: Int) -> UTCDay { UTCDay(number: number + days) }

  public static func < (left: UTCDay, right: UTCDay) -> Bool { left.number < right.number }

  /// In the Gregorian calendar (Howard Hinnant's `civil_from_days`).
  private var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    return (
      year + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
      ofYear - (153 * month + 2) / 5 + 1
    )
  }

  public var description: String {
    let parts = parts
    func digits(_ number: Int, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))"
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = UTCDay(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no day"))
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
