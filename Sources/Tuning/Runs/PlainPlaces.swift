/// Texts without this machine's paths, for pages that others see.
struct PlainPlaces {
  /// The desk, whole.
  let root: String

  /// Names files of the desk from its root, and any other by its own name alone.
  func plain(_ text: String) -> String {
    let rest = text.replacing("file://", with: "").replacing("\(root)/", with: "")
    var plain = ""
    var tail = Substring(rest)
    while let slash = tail.firstIndex(of: "/") {
      plain += tail[..<slash]
      let path = tail[slash...].prefix { !Self.isEnd($0) }
      plain += Self.isWithin(plain) ? String(path) : Self.name(path)
      tail = tail[path.endIndex...]
    }
    return plain + tail
  }

  /// The last part of a path from the machine's root; one with a single part is none.
  private static func name(_ path: Substring) -> String {
    let parts = path.split(separator: "/")
    guard parts.count > 1, let last = parts.last else { return String(path) }
    return String(last)
  }

  /// Whether what follows belongs to a word before it: a rate, a date, an address, a path below something.
  private static func isWithin(_ before: String) -> Bool {
    guard let last = before.last else { return false }
    return last.isLetter || last.isNumber || "_:/.~-".contains(last)
  }

  private static func isEnd(_ character: Character) -> Bool {
    character.isWhitespace || "'\":,;()".contains(character)
  }
}
