/// A page of a list, as the API cuts one: `after`, `limit`, `order`.
struct Page {
  private var all: [(id: String, json: JSON)]
  private var query: [String: String]
  private var usual: Int

  /// - Parameters:
  ///   - all: everything, the newest first.
  ///   - query: what the client asked for.
  ///   - usual: how many where it says nothing.
  init(_ all: [(id: String, json: JSON)], _ query: [String: String], usual: Int) {
    self.all = query["order"] == "asc" ? all.reversed() : all
    self.query = query
    self.usual = usual
  }

  var reply: Reply {
    let (shown, hasMore) = cut
    return .json([
      "object": "list", "data": .array(shown.map(\.json)),
      "first_id": shown.first.map { .string($0.id) } ?? "",
      "last_id": shown.last.map { .string($0.id) } ?? "", "has_more": .bool(hasMore),
    ])
  }

  /// Of the lists that do not say where they begin and end.
  var replyWithoutEnds: Reply {
    let (shown, hasMore) = cut
    return .json([
      "object": "list", "data": .array(shown.map(\.json)), "has_more": .bool(hasMore),
    ])
  }

  private var cut: (shown: ArraySlice<(id: String, json: JSON)>, hasMore: Bool) {
    let start = query["after"].flatMap { after in all.firstIndex { $0.id == after } }
    let rest = all.dropFirst(start.map { $0 + 1 } ?? 0)
    let shown = rest.prefix(query["limit"].flatMap(Int.init) ?? usual)
    return (shown, shown.count < rest.count)
  }
}
