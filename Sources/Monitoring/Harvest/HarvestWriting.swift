import Core
import Formats
import FoundationEssentials

/// Writes what was taken: the conversations first, then the examples that point at their lines.
struct HarvestWriting {
  private(set) var conversations: [HarvestedConversation] = []
  private(set) var files: [String: Data] = [:]
  private(set) var chats = 0
  private(set) var preferences = 0

  private struct Place {
    var line: Int
    var call: Int
    var digest: Digest
  }

  init(_ kept: [HarvestSorting.Kept], in sorting: HarvestSorting, _ path: String) throws {
    var order: [String: Int] = [:]
    for call in Set(kept.map(\.call)).sorted() {
      let found = sorting.calls[call]
      let place = order[found.conversation] ?? conversations.count
      if place == conversations.count {
        order[found.conversation] = place
        conversations.append(
          HarvestedConversation(id: found.conversation, client: found.client, calls: []))
      }
      conversations[place].calls.append(found.call)
    }
    let places = try writeConversations()
    var lines: [(isPreference: Bool, line: HarvestLine)] = []
    for taken in kept {
      let call = sorting.calls[taken.call]
      guard let place = places[call.call.call] else { continue }
      let line = HarvestLine(
        taken.example, group: call.conversation, sources: Self.sources(call.call, place, path))
      lines.append((isPreference: taken.example.rejected != nil, line: line))
    }
    try write(lines.filter { !$0.isPreference }.map(\.line), to: Harvest.chatsName)
    try write(lines.filter(\.isPreference).map(\.line), to: Harvest.preferencesName)
    preferences = lines.count(where: \.isPreference)
    chats = lines.count - preferences
  }

  private mutating func writeConversations() throws -> [String: Place] {
    var places: [String: Place] = [:]
    var data = Data()
    for (index, conversation) in conversations.enumerated() {
      let line = try CanonicalJSON.line(conversation)
      let digest = Digest(of: line)
      for (number, call) in conversation.calls.enumerated() {
        places[call.call] = Place(line: index + 1, call: number, digest: digest)
      }
      data.append(line)
      data.append(0x0A)
    }
    if !data.isEmpty { files[Harvest.conversationsName] = data }
    return places
  }

  private mutating func write(_ lines: [HarvestLine], to name: String) throws {
    if !lines.isEmpty { files[name] = try CanonicalJSON.lines(lines) }
  }

  /// The conversation's line, which the desk keeps; then the gateway's own lines.
  private static func sources(
    _ call: HarvestedCall, _ place: Place, _ path: String
  ) -> [SourceReference] {
    [
      SourceReference(
        node: call.call, document: path, path: "$.calls[\(place.call)]", line: place.line,
        digest: place.digest),
      SourceReference(
        node: call.call, document: call.record.file, path: "$", line: call.record.line,
        digest: call.record.digest),
    ]
      + call.review.records.map { record in
        SourceReference(
          node: "feedback by \(call.review.by)", document: record.file, path: "$",
          line: record.line, digest: record.digest)
      }
  }
}
