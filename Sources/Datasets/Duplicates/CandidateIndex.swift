/// Finds, of the texts put into it, those that may be alike to another one.
protocol CandidateIndex {
  /// Leaves in `found` the texts that may be alike, each once, in no order.
  mutating func candidates(of text: Int, into found: inout [Int])

  /// Puts a text in. It is cheap right after its candidates were asked for.
  mutating func insert(_ text: Int)
}
