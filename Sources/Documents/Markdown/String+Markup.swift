extension String {
  /// The text for markup, in content and in double-quoted attributes; characters that XML does not
  /// have (XML 1.0, 2.2) are left out.
  var markupEscaped: String {
    var escaped = ""
    escaped.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      default:
        guard scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF else { continue }
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
