import Core

/// Holds translations that are files of their own against the file they are made from: a translation
/// needs the placeholders of its original.
enum TranslationCheck {
  /// What the translations have lost, in the documents' order.
  static func findings(in nodes: [DesignNode]) -> [Finding] {
    let strings = nodes.filter { $0.kind == .uiString && $0.key != nil }
    var originals: [String: [String: String]] = [:]
    for node in strings where DocumentLocale(of: node.document).name.isEmpty {
      originals[node.document, default: [:]][node.key ?? ""] = node.text
    }
    guard !originals.isEmpty else { return [] }
    return strings.compactMap { node in
      let locale = DocumentLocale(of: node.document)
      guard !locale.name.isEmpty, let key = node.key, let table = originals[locale.original],
        let original = table[key] ?? table[otherForm(of: key)]
      else { return nil }
      let lost = InterfaceText(original).lost(in: InterfaceText(node.text))
      guard !lost.isEmpty, !isOneOfSeveral(key) else { return nil }
      return Finding(
        rule: "lost-placeholder", severity: .warning,
        place: SourcePlace(node.document, line: node.line),
        message: "'\(key)' lacks \(lost.joined(separator: ", ")), which \(locale.original) has.",
        remedy: "Put it where the translation needs it.")
    }
  }

  /// The key of the plural form that every language has.
  private static func otherForm(of key: String) -> String {
    key.lastIndex(of: ".").map { key[..<$0] + ".other" } ?? key
  }

  /// Whether a string is said of one thing only, and may say "one" in place of a number.
  private static func isOneOfSeveral(_ key: String) -> Bool {
    [".zero", ".one", ".two"].contains(where: key.hasSuffix)
  }
}
