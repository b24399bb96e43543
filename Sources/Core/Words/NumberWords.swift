/// Numbers in words; known for English.
package enum NumberWords {
  /// What one word stands for, in lower case: `seven`, `ninety`; `nil` for all others, and for what
  /// only multiplies, such as `hundred`.
  package static func value(of word: String) -> Int? { values[word] }

  /// By how many noughts a word makes a number larger: `hundred`, `million`.
  package static func noughts(of word: String) -> Int? { scales[word] }

  /// Reads a number as it is spoken, `two hundred and five`, from where it begins.
  ///
  /// - Parameter next: the word after so many others, in lower case; `nil` where no other follows.
  /// - Returns: the number, and how many words say it; `nil` where none begins there.
  static func read(_ next: (Int) -> String?) -> (value: Int, words: Int)? {
    // What is said up to the last `thousand`, and what has been said since.
    var (whole, part, count) = (0, 0, 0)
    // The next multiplier has to be smaller than the last: `two thousand thousand` is no number.
    var ceiling = Int.max
    while let word = next(count) {
      let last = count > 0 ? next(count - 1) ?? "" : ""
      if let value = values[word], count == 0 || fits(value, after: last) {
        part += value
      } else if let noughts = scales[word], noughts < ceiling, part < (noughts == 2 ? 100 : 1000) {
        part = max(1, part) * power(noughts)
        if noughts > 2 { (whole, part, ceiling) = (whole + part, 0, noughts) }
      } else if word == "and", scales[last] != nil,
        let value = next(count + 1).flatMap({ values[$0] })
      {
        part += value
        count += 1
      } else {
        break
      }
      count += 1
    }
    return count > 0 ? (whole + part, count) : nil
  }

  /// Whether a word goes on with the number that another ends: `twenty five` is one, `ten thirty` are
  /// two.
  private static func fits(_ value: Int, after last: String) -> Bool {
    if scales[last] != nil { return value > 0 }
    guard let tens = values[last], tens >= 20 else { return false }
    return (1...9).contains(value)
  }

  private static func power(_ noughts: Int) -> Int {
    (0..<noughts).reduce(1) { power, _ in power * 10 }
  }

  private static let scales = ["hundred": 2, "thousand": 3, "million": 6]

  private static let values: [String: Int] = {
    let small = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ]
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    var values = Dictionary(uniqueKeysWithValues: small.enumerated().map { ($1, $0) })
    for (index, word) in tens.enumerated() { values[word] = 20 + 10 * index }
    return values
  }()
}
