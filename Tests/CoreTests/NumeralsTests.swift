import Core
import Testing

/// Numbers are one however they are written, with what they count.
struct NumeralsTests {
  private func values(_ text: String, in language: String = "en") -> [String] {
    Numerals(language: language).all(in: text).map(\.value)
  }

  private func measures(_ text: String) -> [String] {
    Numerals(language: "en").all(in: text).map { "\($0.value) \($0.unit ?? "-")" }
  }

  @Test(arguments: [
    ("10-20 minutes", ["10 minute", "20 minute"]),
    ("10–99 and 10—20 px", ["10 -", "99 -", "10 pixel", "20 pixel"]),
    ("10 to twenty days", ["10 day", "20 day"]),
    ("£10–20, €5", ["10 £", "20 £", "5 €"]),
    ("10x20 px or 3 × 4 cm", ["10 pixel", "20 pixel", "3 centimetre", "4 centimetre"]),
    ("10\u{00A0}minutes, 1\u{202F}000\u{00A0}km", ["10 minute", "1000 kilometre"]),
    ("a 10-minute walk, **5** hours", ["10 minute", "5 hour"]),
    ("one or two minutes", ["1 minute", "2 minute"]),
  ])
  func `each number of a range is read, with what the range counts`(
    text: String, expected: [String]
  ) {
    #expect(measures(text) == expected)
  }

  @Test(arguments: [
    ("2026-11-21", ["2026", "11", "21"]), ("v2.1", ["2.1"]), ("A4 or MP3", ["4", "3"]),
    ("(see 7), “8”; #9", ["7", "8", "9"]), ("at 10:30.", ["10:30"]), ("1,2", ["1.2"]),
    ("1,000.50 1'000", ["1000.50", "1000"]), ("2026, 100", ["2026", "100"]), ("٤٢", ["42"]),
    ("10\u{00A0}20", ["10", "20"]), ("2,000,000 is 2 million", ["2000000", "2000000"]),
    ("1.5 thousand", ["1500"]),
  ])
  func `a number is read wherever it stands`(text: String, expected: [String]) {
    #expect(values(text) == expected)
  }

  @Test func `a point parts groups where the language says so`() {
    #expect(values("1.000,5 und 2.5", in: "de-AT") == ["1000.5", "2.5"])
    #expect(values("1.000,5", in: "en") == ["1.000.5"])
  }

  @Test(arguments: [
    ("two hundred", ["200"]), ("Two hundred and five", ["205"]), ("a hundred people", ["100"]),
    ("twenty-five", ["25"]), ("twenty five", ["25"]), ("ten thirty", ["10", "30"]),
    ("three thousand five hundred", ["3500"]), ("two million one thousand", ["2001000"]),
    ("two thousand thousand", ["2000", "1000"]), ("ten and two", ["10", "2"]),
    ("one of them, a four-leaf clover", []), ("none, tense, weight", []),
  ])
  func `a number in words is what all its words say`(text: String, expected: [String]) {
    #expect(values(text) == expected)
  }

  @Test(arguments: [
    ("10 meters", "10 metres"), ("10 px", "10 pixels"), ("10 pounds", "£10"), ("10 €", "EUR 10"),
    ("10 kg", "10 kilograms"), ("10 mins", "ten minutes"), ("10 %", "10 per cent"),
    ("10 percent", "10%"), ("10 feet", "10 ft"), ("5 inches", "5-inch"),
  ])
  func `a measure is one in all its spellings`(one: String, other: String) {
    #expect(measures(one) == measures(other))
    #expect(measures(one).allSatisfy { !$0.hasSuffix("-") })
  }

  @Test func `ten per day is no share`() {
    #expect(measures("10 per day, 3 per cent") == ["10 -", "3 %"])
  }

  @Test func `a number is shown as it is written`() {
    let texts = Numerals(language: "en").all(in: "A4, 1,000 and Two hundred and five").map(\.text)
    #expect(texts == ["A4", "1,000", "Two hundred and five"])
  }

  @Test func `a long text takes time that grows with it`() {
    let text = String(repeating: "10 - 20 **** one hundred and ", count: 20_000)
    #expect(Numerals(language: "en").all(in: text).count == 60_000)
  }
}
