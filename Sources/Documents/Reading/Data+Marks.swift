import FoundationEssentials

extension Data {
  /// Whether one of the marks stands in the bytes. One pass, whatever the bytes repeat.
  func holds(anyOf marks: [String]) -> Bool {
    let marks = marks.map { Array($0.utf8) }
    var starts = [Bool](repeating: false, count: 256)
    for mark in marks { if let first = mark.first { starts[Int(first)] = true } }
    let bytes = Array(self)
    for index in bytes.indices where starts[Int(bytes[index])] {
      if marks.contains(where: { bytes[index...].starts(with: $0) }) { return true }
    }
    return false
  }
}
