/// Texts that belong together, directly or through others (disjoint sets: Tarjan, 1975). The first
/// text of a cluster stands for it.
struct TextClusters {
  private var parents: [Int32]

  init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

  /// The first text of a text's cluster.
  mutating func head(of text: Int) -> Int {
    var text = text
    while parents[text] != text {
      parents[text] = parents[Int(parents[text])]
      text = Int(parents[text])
    }
    return text
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (head(of: one), head(of: other))
    if one != other { parents[max(one, other)] = Int32(min(one, other)) }
  }
}
