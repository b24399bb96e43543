import Evaluation
import TestSupport

/// Pairs in many languages, made from a seed: sentences of words, and what a careless translator makes
/// of them; with lines that trip a metric up.
enum MixedPairs {
  private static let english =
    """
    The the a an editor's editors designing designs designed newsroom, layout; page-break 3.14 1,000 \
    "quoted" (see below) running runs ran flies dies happily relational conditional rationally \
    hopefulness sky skies news agreed plastered motoring hopping falling failing filing enjoy enjoyed \
    electrical triplicate adjustment adoption homologous bowdlerize controlling rolled cats' ponies \
    caresses analogously geology formalities sensibility callously U.S. e.g. 50% $5 A&B x<y C++ #tag \
    email@example.org https://example.org/a-b?c=d don't rock'n'roll -5 2024-11-21 12:30. End! Really? \
    yyyy syzygy abbey proceed succeeds exceed innings &amp; &lt;b&gt; <skipped> état...
    """
  private static let german =
    """
    Der Die das Straße STRASSE Übergröße über-, Äpfel fließend Fußgängerüberführung „Anführung“ \
    z.B. 1.234,56 € und/oder Jänner ß ẞ Öffentlichkeitsarbeit läuft gelaufen. Läuft? Nein!
    """
  private static let greek = "Ο ΟΔΟΣ οδός ΣΟΦΟΣ, σοφός Σ ΣΑΣ. ΑΣ’ Αθήνα ΣΊΣΥΦΟΣ"
  private static let turkish = "İstanbul ISPARTA ışık ĞÜŞÖÇ iğne İĞNE K\u{212A}elvin"
  private static let arabic =
    "الكتاب على الطاولة، في المدينة؟ كتابٌ جميلٌ ١٢٣٫٤٥ محمد؛ السلام عليكم لا إلٰه"
  private static let chinese = "今天 天气 很好，我们 去 公园。 你好！ 《红楼梦》 第１回 三百二十 𠮷野家 ¥100"
  private static let japanese = "今日は 天気が いいです。 東京タワー カタカナ ｶﾀｶﾅ 「引用」 ありがとう！ ー・"
  private static let thai = "สวัสดี ครับ วันนี้ อากาศดี มาก ๑๒๓ กรุงเทพฯ"
  private static let symbols =
    "👍 👩‍👩‍👧 🇩🇪 ☃️ … — – « » ¿ ¡ ½ ² Ⅷ ° § © ± × ÷ → ∑ ` ^ ~ | \\ / [ ] { } _ e\u{301} é ﬁ ·"

  private static let languages: [[String]] = [
    english, german, greek, turkish, arabic, chinese, japanese, thai, symbols,
  ].map { $0.split(separator: " ").map { String($0) } }

  /// What stands between words: mostly a space.
  private static let gaps = [
    "\u{A0}", "\u{3000}", "\t", "  ", "\n", "\r\n", "\u{2009}", "\u{85}", "\u{1F}", "\u{200B}",
    "-\n",
    "",
  ]

  /// Lines that a metric may stumble over.
  private static let odd: [(String, String)] = [
    ("", ""), ("", "something"), ("something", ""), (" ", "\u{3000}"), ("...", "!!!"),
    ("...", "..."),
    (".,.,", "., .,"), ("a.,b", "a . , b"), ("1.5,3.", "1.5 , 3 ."), ("-", "--"), ("5-3", "5 - 3"),
    ("&amp;lt;", "&lt;"), ("&quot;x&quot;", "\"x\""), ("<skipped>", "x<skipped>y"), ("\n", "-\n"),
    ("the", "a"), ("A, an the!", "the"), ("x", "x "), ("e\u{301}", "é"), ("👍👍👍", "👍"),
    ("\u{1F468}\u{200D}\u{1F469}", "👨"), ("İi", "i\u{307}i"), ("ΑΣ", "ας"), ("Σ", "σ"),
    ("a b c d e f g h", "e f g h a b c d"), ("one", "one two three four five six seven eight"),
    ("the the the the the the the", "the cat is on the mat"), ("\u{FEFF}bom", "bom"), (".", ""),
    ("No-one's \"well-known\" (e.g.) U.S.A.", "no one s well known eg usa"), ("１２３", "123"),
    ("a\u{2028}b\u{2029}c", "a b c"), ("a\u{1C}b", "a b"), ("x_y", "x y"), ("½.", "1/2."),
  ]

  /// At least so many pairs, some with several references.
  static func make(_ count: Int, seed: UInt64) -> [TextPair] {
    var chance = SeededGenerator(seed: seed)
    var pairs = odd.map { TextPair($0.0, reference: $0.1) }
    pairs.append(TextPair("one two three", references: ["one two", "one two three four", "four"]))
    for length in [700, 1_100] {
      let reference = sentence(length, from: languages[0], &chance)
      pairs.append(TextPair(careless(reference, &chance), reference: reference))
    }
    pairs.append(TextPair("page", reference: sentence(130, from: languages[0], &chance)))
    pairs.append(TextPair(sentence(130, from: languages[1], &chance), reference: "Seite"))
    while pairs.count < count {
      let words = languages[Int.random(in: 0..<languages.count, using: &chance)]
      let length = Int.random(in: 1...25, using: &chance)
      let reference = sentence(length, from: words, &chance)
      var references = [reference]
      if Int.random(in: 0..<5, using: &chance) == 0 {
        for _ in 0..<Int.random(in: 1...3, using: &chance) {
          references.append(careless(reference, &chance))
        }
      }
      pairs.append(TextPair(careless(reference, &chance), references: references))
    }
    return pairs
  }

  private static func sentence(
    _ length: Int, from words: [String], _ chance: inout SeededGenerator
  ) -> String {
    var text = ""
    for index in 0..<length {
      if index > 0 { text += gap(&chance) }
      text += words[Int.random(in: 0..<words.count, using: &chance)]
    }
    return text
  }

  private static func gap(_ chance: inout SeededGenerator) -> String {
    guard Int.random(in: 0..<25, using: &chance) == 0 else { return " " }
    return gaps[Int.random(in: 0..<gaps.count, using: &chance)]
  }

  /// A sentence with words left out, said twice, exchanged, moved and shouted.
  private static func careless(_ text: String, _ chance: inout SeededGenerator) -> String {
    var words = text.split(separator: " ").map { String($0) }
    for _ in 0..<Int.random(in: 0...(2 + words.count / 5), using: &chance) where words.count > 1 {
      let place = Int.random(in: 0..<words.count, using: &chance)
      let other = Int.random(in: 0..<words.count, using: &chance)
      switch Int.random(in: 0..<6, using: &chance) {
      case 0: words.remove(at: place)
      case 1: words.insert(words[place], at: other)
      case 2: words.swapAt(place, other)
      case 3: words[place] = words[place].uppercased()
      case 4: words[place] = words[place].lowercased()
      default:
        let phrase = words[min(place, other)...max(place, other)].prefix(4)
        words.removeSubrange(phrase.indices)
        words.insert(
          contentsOf: phrase, at: Int.random(in: 0...words.count, using: &chance))
      }
    }
    return words.joined(separator: " ")
  }
}
