extension Int {
  /// The number with what it counts: `1 document`, `2 documents`.
  func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
