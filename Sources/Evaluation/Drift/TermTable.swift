/// Texts as numbers of their terms, laid out flat so that shuffles are quick.
struct TermTable {
  private var terms: [String] = []
  private var numbers: [Int32] = []
  private var starts: [Int] = [0]

  init(_ texts: [[String]]) {
    var known: [String: Int32] = [:]
    for text in texts {
      for term in text {
        let number = known[term] ?? Int32(terms.count)
        if Int(number) == terms.count {
          known[term] = number
          terms.append(term)
        }
        numbers.append(number)
      }
      starts.append(numbers.count)
    }
  }

  /// How many texts there are.
  var count: Int { starts.count - 1 }

  /// The divergence between the first texts of an order and the rest.
  func divergence(firstOf order: [Int], _ split: Int) -> Double? {
    let (one, other) = counts(order, split)
    return JensenShannon.divergence(one, other)
  }

  private func counts(_ order: [Int], _ split: Int) -> ([Int], [Int]) {
    var one = [Int](repeating: 0, count: terms.count)
    var other = one
    one.withUnsafeMutableBufferPointer { one in
      other.withUnsafeMutableBufferPointer { other in
        numbers.withUnsafeBufferPointer { numbers in
          for (place, text) in order.enumerated() {
            for at in starts[text]..<starts[text + 1] {
              if place < split { one[Int(numbers[at])] += 1 } else { other[Int(numbers[at])] += 1 }
            }
          }
        }
      }
    }
    return (one, other)
  }

  /// The terms that add the most to the divergence, as the texts stand.
  func moved(_ split: Int, most: Int) -> [TermDrift.Moved] {
    let (one, other) = counts(Array(0..<count), split)
    let sums = (Double(max(1, one.reduce(0, +))), Double(max(1, other.reduce(0, +))))
    let parts = terms.indices.map { place in
      JensenShannon.part(Double(one[place]) / sums.0, Double(other[place]) / sums.1)
    }
    return terms.indices.sorted { (-parts[$0], terms[$0]) < (-parts[$1], terms[$1]) }.prefix(most)
      .map { place in
        TermDrift.Moved(
          term: terms[place], before: Double(one[place]) / Double(max(1, split)),
          after: Double(other[place]) / Double(max(1, count - split)))
      }
  }
}
