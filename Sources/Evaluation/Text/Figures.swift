/// Figures as people read them.
enum Figures {
  /// A number with so many digits behind the point.
  static func text(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(value) * scale).rounded(.toNearestOrEven)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let whole = (scaled / scale).rounded(.down)
    guard digits > 0 else { return "\(sign)\(Int(whole))" }
    let rest = String(Int((scaled - whole * scale).rounded()))
    let zeros = String(repeating: "0", count: digits - rest.count)
    return "\(sign)\(Int(whole)).\(zeros)\(rest)"
  }
}
