/// A field of a Word document as it is read: its code, then its result (ECMA-376 part 1, 17.16).
struct WordField {
  /// The most characters of a code that are looked at.
  private static let limit = 4_000

  private(set) var code = ""
  /// Whether its result is being read; what stands in the code is no text.
  var isResult = false
  /// Whether a link was opened for it.
  var isLink = false

  init(code: String = "") { append(code) }

  mutating func append(_ text: String) {
    guard code.utf8.count < Self.limit else { return }
    code += text.prefix(Self.limit)
  }

  /// Where a HYPERLINK field leads (17.16.5.25): an address, a bookmark behind `\l`, or both.
  var linkTarget: String? {
    var words = arguments[...]
    guard words.popFirst()?.text.uppercased() == "HYPERLINK" else { return nil }
    var address: String?
    var bookmark: String?
    while let word = words.popFirst() {
      guard word.isSwitch else {
        address = address ?? word.text
        continue
      }
      switch word.text.lowercased() {
      case "\\l": bookmark = words.popFirst()?.text
      // A tip and a frame have a word of their own, which is no address.
      case "\\o", "\\t": _ = words.popFirst()
      default: break
      }
    }
    guard address != nil || bookmark != nil else { return nil }
    return (address ?? "") + (bookmark.map { "#\($0)" } ?? "")
  }

  private struct Argument {
    var text = ""
    var isSwitch = false
  }

  /// The words of the code; what stands in quotation marks is one word, in which a backslash takes
  /// the meaning from what follows it.
  private var arguments: [Argument] {
    var words: [Argument] = []
    var rest = code.unicodeScalars[...]
    while let first = rest.popFirst() {
      guard !first.properties.isWhitespace else { continue }
      var word = Argument(isSwitch: first == "\\")
      if first == "\"" {
        while let next = rest.popFirst(), next != "\"" {
          let kept = next == "\\" ? rest.popFirst() ?? next : next
          word.text.unicodeScalars.append(kept)
        }
      } else {
        word.text.unicodeScalars.append(first)
        while let next = rest.first, !next.properties.isWhitespace, next != "\"" {
          word.text.unicodeScalars.append(next)
          rest.removeFirst()
        }
      }
      words.append(word)
    }
    return words
  }
}
