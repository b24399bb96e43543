import Core

/// What happens to a run, as it happens: all that its trainer has said so far, then what it says, then
/// what became of it. Following changes nothing: any number of people can follow one run.
public struct RunUpdates: AsyncSequence, Sendable {
  public typealias Element = RunNews

  private let folder: RunFolder
  private let interval: Double

  /// - Parameter interval: seconds from one look to the next.
  init(_ folder: RunFolder, interval: Double) {
    self.folder = folder
    self.interval = interval
  }

  public func makeAsyncIterator() -> Iterator { Iterator(folder, interval: interval) }

  /// Looks for what is new.
  public struct Iterator: AsyncIteratorProtocol {
    private let folder: RunFolder
    private let interval: Double
    private var tail: EventTail
    private var waiting: ArraySlice<RunNews> = []
    private var isOver = false
    private var lastWord = -1

    fileprivate init(_ folder: RunFolder, interval: Double) {
      self.folder = folder
      self.interval = interval
      tail = EventTail(folder)
    }

    /// The next news; `nil` after the last, or where the task is cancelled.
    public mutating func next() async throws -> RunNews? {
      while true {
        if let news = waiting.popFirst() { return news }
        if isOver || Task.isCancelled { return nil }
        // Before its events are read: what it says last, and then ends, is among them.
        let attempt = try folder.record()?.attempts.last
        try readAll()
        // A job's end may be seen by nobody; its trainer's last word is then all that comes.
        let isDone = attempt?.openJob != nil && lastWord >= attempt?.eventsFrom ?? 0
        // And what another copy of the desk began is not heard of here.
        let isElsewhere = attempt.map { folder.isElsewhere($0) } ?? false
        if attempt?.isUnderWay ?? false, !isDone, !isElsewhere {
          if waiting.isEmpty { try? await Task.sleep(for: .seconds(interval)) }
        } else {
          waiting.append(.state(try folder.state()))
          isOver = true
        }
      }
    }

    private mutating func readAll() throws(TuningError) {
      while true {
        let (lines, isAll) = try tail.look()
        waiting += lines.map(\.news)
        for case .event(.end, let offset) in lines { lastWord = offset }
        if isAll { return }
      }
    }
  }
}

extension RunFolder {
  /// What happens to the run, from its first event on.
  public func updates(every interval: Double = 0.2) -> RunUpdates {
    RunUpdates(self, interval: interval)
  }
}

extension EventReader.Line {
  var news: RunNews {
    switch self {
    case .event(let event, _): .event(event)
    case .finding(let finding, _): .finding(finding)
    }
  }
}
