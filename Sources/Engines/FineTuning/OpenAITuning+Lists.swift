public import Core
import Formats
import FoundationEssentials

/// Lists, page by page.
extension OpenAITuning {
  /// The most pages of one list.
  private static let mostPages = 1_000

  /// A page of a list.
  struct Listed {
    var values: [JSONValue]
    var hasMore: Bool
  }

  /// One page; `nil` where the server has no such list.
  func page(_ path: String, _ query: [(name: String, value: String)]) async throws(EngineError)
    -> Listed?
  {
    let call = APICall(method: .get, path: path, query: query)
    let response = try await asking { () throws(EngineError) in
      try await client.repeating { () throws(APIFault) -> APIClient.Response? in
        do throws(APIFault) {
          return try await client.send(call)
        } catch {
          if [404, 405, 501].contains(error.status) { return nil }
          throw error
        }
      }
    }
    guard let response else { return nil }
    let said = try value(of: response, "list")
    guard let values = said["data"]?.elements else {
      throw settings.unreadable(response.bytes, as: "list")
    }
    return Listed(values: values, hasMore: said["has_more"] == .bool(true))
  }

  /// All that a list holds, until enough is had; `nil` where the server has no such list.
  ///
  /// - Parameters:
  ///   - limit: of one page.
  ///   - isEnough: is told each page; `true` where no more is wanted.
  func list(
    _ path: String, _ query: [(name: String, value: String)] = [], limit: Int = 100,
    until isEnough: ([JSONValue]) -> Bool = { _ in false }
  ) async throws(EngineError) -> [JSONValue]? {
    var all: [JSONValue] = []
    var seen: Set<String> = []
    var after: String?
    for _ in 0..<Self.mostPages {
      var asked = query + [("limit", "\(limit)")]
      if let after { asked.append(("after", after)) }
      guard let page = try await page(path, asked) else { return after == nil ? nil : all }
      // What moved from one page to the next while they were read stands in both.
      for value in page.values {
        if let id = value["id"]?.text, !seen.insert(id).inserted { continue }
        all.append(value)
      }
      guard page.hasMore, !isEnough(page.values), let last = page.values.last?["id"]?.text,
        last != after
      else { return all }
      after = last
    }
    return all
  }

  public func events(
    of id: String, except known: Set<String>
  ) async throws(EngineError) -> [HostedJobEvent] {
    let path = "\(Self.path(id))/events"
    var isOldestFirst = false
    let said = try await list(path) { page in
      let events = page.compactMap(HostedJobEvent.init)
      guard let first = events.first, let last = events.last else { return true }
      isOldestFirst = isOldestFirst || first.createdAt < last.createdAt
      // The newest come first: behind a known one, all are known. Where it cannot be told, all pages
      // are read.
      return first.createdAt > last.createdAt && events.contains { known.contains($0.id) }
    }
    let events = (said ?? []).compactMap(HostedJobEvent.init)
    let ordered = isOldestFirst ? events : events.reversed()
    return ordered.filter { !known.contains($0.id) }
  }

  public func checkpoints(of id: String) async throws(EngineError) -> [HostedCheckpoint] {
    let said = try await list("\(Self.path(id))/checkpoints")
    return (said ?? []).compactMap(HostedCheckpoint.init).sorted {
      ($0.step, $0.id) < ($1.step, $1.id)
    }
  }

  /// All jobs that the server shows, the newest first; `nil` where it has no such list.
  func jobs() async throws(EngineError) -> [HostedJob]? {
    try await list("/fine_tuning/jobs")?.compactMap(HostedJob.init)
  }
}
