public import Core
import Glibc

/// Numbers as people read them.
public enum Figure {
  /// A number cut to six digits.
  public static func sixDigits(_ number: Double) -> Double { rounded(number, digits: 6) }

  /// A number with so many digits that count.
  public static func rounded(_ number: Double, digits: Int) -> Double {
    guard number != 0, number.isFinite else { return number }
    let power = digits - 1 - Int(floor(log10(abs(number))))
    guard abs(power) < 300 else { return number }
    let scale = pow(10, Double(abs(power)))
    return power >= 0 ? (number * scale).rounded() / scale : (number / scale).rounded() * scale
  }

  /// A number without what does not count: `0.0001`, `5.12`, `1024`.
  public static func text(_ number: Double, digits: Int = 4) -> String {
    let short = rounded(number, digits: digits)
    let text = "\(short)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A share of one hour and so on: `45 s`, `12 min`, `3 h 20 min`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "without end" }
    let whole = Int(seconds.rounded())
    if whole < 1 { return "\(text(seconds, digits: 2)) s" }
    if whole < 120 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    if minutes < 120 { return "\(minutes) min" }
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// Dollars, to the cent, or to the digit that counts below one.
  public static func dollars(_ amount: Double) -> String {
    guard amount.isFinite, amount < 1e12 else { return "more than $1,000,000,000,000" }
    if amount > 0, amount < 0.01 { return "$\(text(amount, digits: 2))" }
    let cents = Int((amount * 100).rounded())
    let rest = cents % 100
    return "$\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A value of a hyperparameter.
  public static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "none"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let whole): "\(whole)"
    case .number(let number): text(number, digits: 6)
    case .string(let text): text
    case .array(let values): values.map { text($0) }.joined(separator: ", ")
    case .object: "{...}"
    }
  }
}
