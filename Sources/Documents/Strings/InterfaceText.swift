/// A text of a string table, with what stands in it for markup and values.
struct InterfaceText {
  /// The text as a person reads it, white space folded; a code that holds no text stands as `{id}`, or
  /// as the table says it looks.
  let text: String
  /// How each code looks, by its id.
  let codes: [String: String]
  /// What a program fills in, the codes aside.
  let placeholders: PlaceholderList

  /// A text without codes.
  init(_ text: String) {
    self.init(shown: text, plain: text, codes: [:])
  }

  private init(shown: String, plain: String, codes: [String: String]) {
    text = shown.whiteSpaceFolded
    self.codes = codes
    placeholders = PlaceholderList(in: plain)
  }

  /// The placeholders and codes that a translation has lost, as they are written here.
  func lost(in translation: InterfaceText) -> [String] {
    placeholders.missing(in: translation.placeholders)
      + codes.filter { translation.codes[$0.key] == nil }.map(\.value).sorted()
  }
}

extension InterfaceText {
  /// A text of XLIFF with its inline elements (1.2, section 2.4; 2.1, section 4.7).
  ///
  /// - Parameters:
  ///   - element: the `source` or `target`.
  ///   - known: how codes look that the other of the two defines.
  ///   - originals: what stood for the codes in the original, by its id (2.1, section 4.2.2.9).
  init(
    xliff element: Markup, known: [String: String] = [:], originals: [String: String] = [:]
  ) {
    var reader = Inline(known: known, originals: originals)
    reader.read(element)
    self.init(shown: reader.shown, plain: reader.plain, codes: reader.codes)
  }

  private struct Inline {
    let known: [String: String]
    let originals: [String: String]
    var shown = ""
    var plain = ""
    var codes: [String: String] = [:]

    mutating func read(_ element: Markup) {
      for part in element.content {
        switch part {
        case .text(let text):
          shown += text
          plain += text
        case .comment: break
        case .element(let inner): readCode(inner)
        }
      }
    }

    private mutating func readCode(_ element: Markup) {
      switch element.name {
      case "g", "pc":
        takePair(element)
      case "mrk": read(element)
      case "x", "ph", "it", "sc", "ec", "bpt", "ept", "bx", "ex": takeCode(element)
      case "cp": take(Self.character(element["hex"]))
      case "sm", "em": break
      default: read(element)
      }
    }

    /// A code around text: markup, or a placeholder that has an end.
    private mutating func takePair(_ element: Markup) {
      if let id = element["id"] {
        let start =
          element["dispStart"] ?? element["equivStart"]
          ?? element["dataRefStart"].flatMap { originals[$0] } ?? ""
        codes["pair \(id)"] = start.isEmpty ? "the markup \(id)" : start
      }
      read(element)
    }

    private mutating func takeCode(_ element: Markup) {
      if element["ctype"] == "lb" { return take("\n") }
      let id = element["id"] ?? element["rid"] ?? element["startRef"] ?? ""
      let isPair = ["sc", "ec", "bpt", "ept", "bx", "ex"].contains(element.name)
      let native = element["dataRef"].flatMap { originals[$0] } ?? element.text
      let given = element["equiv-text"] ?? element["disp"] ?? element["equiv"] ?? native
      // Markup that is written out is not for reading.
      let isMarkup = isPair || given.contains("<")
      let key = isPair ? "pair \(element["rid"] ?? element["startRef"] ?? id)" : id
      if isMarkup {
        codes[key] = given.isEmpty ? "the markup \(id)" : given
        return
      }
      let look = given.isEmpty ? known[key] ?? "{\(id)}" : given
      codes[key] = look
      shown += look
      plain += "\u{FFFC}"
    }

    private mutating func take(_ text: String) {
      shown += text
      plain += text
    }

    private static func character(_ hex: String?) -> String {
      let scalar = hex.flatMap { UInt32($0, radix: 16) }.flatMap(Unicode.Scalar.init)
      return scalar.map(String.init) ?? ""
    }
  }
}
