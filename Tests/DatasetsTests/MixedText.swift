import Foundation
import TestSupport

/// Texts to compare token counts on: real ones of the corpus and of the system, and made ones.
enum MixedText {
  /// Real documents in many languages, and Python's library, up to a number of bytes.
  static func real(upTo limit: Int) -> [String] {
    let library = URL(filePath: "/usr/lib/python3.11")
    let code = FileManager.default.enumerator(at: library, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "py" }.sorted { $0.path < $1.path }
    var texts: [String] = []
    var size = 0
    for file in Corpus.files(of: "") + (code ?? []) where size < limit {
      guard let data = try? Data(contentsOf: file), data.count < 1 << 20, !data.contains(0),
        let text = String(data: data, encoding: .utf8)
      else { continue }
      texts.append(text)
      size += data.count
    }
    return texts
  }

  /// Every scalar value but NUL, in its order and then in none.
  static func everyScalar(_ random: inout SeededGenerator) -> [String] {
    let scalars = (1...UInt32(0x10_FFFF)).compactMap { Unicode.Scalar($0) }
    return [scalars, scalars.shuffled(using: &random)].map(text)
  }

  /// Short texts of letters, signs, white space and line breaks of all kinds, close together.
  static func jumbled(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    let byCategory = Dictionary(
      grouping: (1...UInt32(0x10_FFFF)).compactMap { Unicode.Scalar($0) },
      by: { "\($0.properties.generalCategory)" }
    ).sorted { $0.key < $1.key }.map(\.value)
    let plain = Array("aAbB '\u{17F}stSTreREllvedm\r\n\t /.012\u{A0}\u{2028}\u{301}".unicodeScalars)
    return (0..<count).map { _ in
      text(
        (0..<300).map { _ in
          let from = Bool.random(using: &random) ? plain : byCategory.randomElement(using: &random)
          return from?.randomElement(using: &random) ?? "a"
        })
    }
  }

  /// Words of several scripts between spaces, and emoji.
  static func words(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    let scripts: [ClosedRange<UInt32>] = [
      0x61...0x7A, 0xC0...0xFF, 0x391...0x3C9, 0x410...0x44F, 0x5D0...0x5EA, 0x621...0x64A,
      0x905...0x939, 0x3041...0x3096, 0x4E00...0x9FA5, 0xAC00...0xD7A3, 0x1F300...0x1F64F,
    ]
    return (0..<count).map { _ in
      let words = (0..<200).map { _ in
        let script = scripts.randomElement(using: &random) ?? 0x61...0x7A
        return text(
          (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: script, using: &random))
          })
      }
      return words.joined(separator: " ")
    }
  }

  /// Pieces of a length that no word has.
  static let long: [String] =
    ["a", " ", "\n", "中", "=", "é", "0", "ab", "\u{301}", "🙂"].map {
      String(repeating: $0, count: 20_000)
    }

  private static func text(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
