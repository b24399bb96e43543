import Documents

/// The addresses that a text shows, as it prints them: `https://example.org/rooms`, `example.org`,
/// `desk@example.org`, `+44 20 7946 0000`. Each is whole: a part of one is another address.
struct PrintedAddresses {
  /// Without what two spellings of one may differ in.
  let all: Set<String>

  init(in text: String) {
    let around = "<>{}\"'`“”‘’«»,;|"
    let words = text.split { $0.isWhitespace || around.contains($0) }
      .flatMap(Self.partedByBrackets).map { word in
        var word = word
        while let last = word.last, ".:!?…*_\\".contains(last) { word.removeLast() }
        return String(word.drop { $0 == "*" || $0 == "_" })
      }
    let isAddress = { (word: String) in
      word.contains(".") || word.contains(":") || word.contains("@")
    }
    all = Set(words.filter(isAddress).map(Self.bare)).union(PrintedNumbers(in: text).all)
  }

  /// An address without what two spellings of it may differ in: how it is fetched, its `www`, the part
  /// of the page that it leads to.
  static func bare(_ target: String) -> String {
    let address = WebAddress(target)
    if address.scheme == "tel" { return "tel:" + address.rest.filter(\.isNumber) }
    let isPlain = address.scheme.map { ["http", "https", "mailto"].contains($0) } ?? true
    var bare = Substring((isPlain ? address.rest : target).lowercased())
    if let fragment = bare.firstIndex(of: "#") { bare = bare[..<fragment] }
    while bare.first == "/" || bare.first == "\\" { bare = bare.dropFirst() }
    if bare.hasPrefix("www.") { bare = bare.dropFirst(4) }
    while bare.last == "/" { bare = bare.dropLast() }
    return String(bare)
  }

  /// The parts of a word between its brackets. A pair inside the path of an address belongs to it:
  /// `example.org/Swift_(bird)`.
  private static func partedByBrackets(_ word: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = word.startIndex
    // Where the brackets stand that are open in this part.
    var open: [String.Index] = []
    for index in word.indices {
      switch word[index] {
      case "(", "[":
        if word[start..<index].hasPath {
          open.append(index)
        } else {
          parts.append(word[start..<index])
          start = word.index(after: index)
        }
      case ")", "]":
        if open.popLast() == nil {
          parts.append(word[start..<index])
          start = word.index(after: index)
        }
      default: break
      }
    }
    // A bracket that nothing closes ends the address before it.
    for index in open {
      parts.append(word[start..<index])
      start = word.index(after: index)
    }
    return parts + [word[start...]]
  }
}

extension Substring {
  /// Whether an address goes on behind its host here.
  fileprivate var hasPath: Bool {
    let host = firstRange(of: "://").map { self[$0.upperBound...] } ?? self
    return host.contains("/") || host.contains("?")
  }
}
