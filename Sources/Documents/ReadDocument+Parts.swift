extension ReadDocument {
  /// Which document each file was read with, where files are parts of others: a book's chapters, a
  /// map's topics.
  ///
  /// - Parameter parts: for each file, the places of the files that were read as parts of it.
  /// - Returns: the place of each part's document, by the part's place.
  public static func owners(ofParts parts: [[Int]]) -> [Int: Int] {
    let claimed = Set(parts.joined())
    var owners: [Int: Int] = [:]
    // First what no other document holds; then, of those that hold each other, the first.
    for document in parts.indices.filter({ !claimed.contains($0) }) + parts.indices
    where owners[document] == nil {
      for part in parts[document] where part != document && owners[part] == nil {
        owners[part] = document
      }
    }
    return owners
  }
}
