public import Core
public import Datasets
import Dispatch
import Formats
import Synchronization

/// Keeps what a gateway hands on: calls and feedback, without personal data, each in the file of its day.
///
/// Calls are written as they come and reach the disk a batch at a time; feedback is on disk when
/// ``add(_:)-(Feedback)`` returns. A disk that refuses loses calls, which are counted, and never an answer:
/// the gateway goes on.
public final class GatewayWriter: Sendable {
  /// What was kept so far.
  public struct Counts: Hashable, Sendable {
    /// Calls that are in their file.
    public var calls = 0
    /// Feedback that is in its file.
    public var feedback = 0
    /// Passages that stand in for personal data, by kind.
    public var redactions: [SensitiveKind: Int] = [:]
    /// Calls that could not be written.
    public var lost = 0
    /// What the disk refused with last; `nil` where it takes everything.
    public var failure: MonitoringError?
  }

  private struct Waiting: Sendable {
    var kind: GatewayFolder.Kind
    var day: UTCDay
    var line: [UInt8]
    /// Who waits for it to be on disk, if anybody does.
    var done: CheckedContinuation<Result<Void, MonitoringError>, Never>?

    var entry: FileTable.Entry { FileTable.Entry(kind: kind, day: day, line: line) }
  }

  private struct State {
    var waiting: [Waiting] = []
    var bytes = 0
    var isAtWork = false
    var counts = Counts()
  }

  /// The files that are open: today's, and yesterday's for calls that began before midnight.
  private struct Files: ~Copyable {
    let lock: FolderLock
    let files: FileTable = FileTable()
  }

  /// The most bytes that wait; whoever adds more waits for the disk.
  private static let mostBytes = 8 << 20

  private let folder: GatewayFolder
  private let redactor: RecordRedactor
  private let key: RecordKey
  private let state = Mutex(State())
  private let files: Mutex<Files>
  /// The disk blocks whoever waits for it, which no thread of the concurrent pool may be.
  private let disk = DispatchQueue(label: "colophon.gateway.records")

  /// Makes the folder where it is missing, and takes it for this gateway alone.
  ///
  /// - Parameter key: of the digests that are kept.
  /// - Throws: ``MonitoringError`` where another gateway has it, or it cannot be made.
  public init(
    _ folder: GatewayFolder, redactor: RecordRedactor, key: RecordKey = RecordKey()
  ) throws(MonitoringError) {
    for kind in [GatewayFolder.Kind.calls, .feedback] {
      try FolderLock.makeFolder("\(folder.path)/\(kind.rawValue)")
    }
    self.folder = folder
    self.redactor = redactor
    self.key = key
    files = Mutex(Files(lock: try FolderLock(folder)))
  }

  /// What was kept so far.
  public var counts: Counts { state.withLock { $0.counts } }

  /// Keeps a call. It waits for nothing but a disk that is too far behind.
  public func add(_ record: GatewayRecord) async {
    var (clean, redactions) = redactor.redact(record)
    // They are of texts as they came, with all that was taken out of them.
    clean.requestDigest = record.requestDigest.map(key.keyed)
    clean.answerDigest = record.answerDigest.map(key.keyed)
    clean.conversation = record.conversation.map { key.keyed($0).hex(16) }
    guard let line = try? CanonicalJSON.bytes(of: clean) else {
      return state.withLock { $0.counts.lost += 1 }
    }
    let isBehind = state.withLock { state in
      state.counts.redactions.merge(redactions, uniquingKeysWith: +)
      return state.bytes > Self.mostBytes
    }
    let waiting = Waiting(
      kind: .calls, day: UTCDay(record.time), line: line + [0x0A], done: nil)
    guard isBehind else { return enqueue(waiting) }
    _ = await settled(waiting)
  }

  /// Keeps what a client says of an answer; it is on disk when this returns.
  ///
  /// - Throws: ``MonitoringError`` where it is not.
  public func add(_ feedback: Feedback) async throws(MonitoringError) {
    let (clean, redactions) = redactor.redact(feedback)
    state.withLock { $0.counts.redactions.merge(redactions, uniquingKeysWith: +) }
    try await settled(
      Waiting(
        kind: .feedback, day: UTCDay(feedback.time),
        line: CanonicalJSON.bytes(of: clean) + [0x0A], done: nil)
    ).get()
  }

  /// Waits until everything that was added is on disk, or lost.
  public func settle() async {
    _ = await settled(Waiting(kind: .calls, day: UTCDay(number: 0), line: [], done: nil))
  }

  private func settled(_ waiting: Waiting) async -> Result<Void, MonitoringError> {
    await withCheckedContinuation { done in
      var waiting = waiting
      waiting.done = done
      enqueue(waiting)
    }
  }

  private func enqueue(_ waiting: Waiting) {
    let isFirst = state.withLock { state in
      state.waiting.append(waiting)
      state.bytes += waiting.line.count
      defer { state.isAtWork = true }
      return !state.isAtWork
    }
    if isFirst { disk.async { self.work() } }
  }

  /// Writes what waits, until nothing does.
  private func work() {
    while true {
      let batch = state.withLock { state in
        defer { (state.waiting, state.bytes) = ([], 0) }
        if state.waiting.isEmpty { state.isAtWork = false }
        return state.waiting
      }
      if batch.isEmpty { return }
      let results = files.withLock { $0.files.write(batch.map(\.entry), in: folder) }
      state.withLock { state in
        for (waiting, result) in zip(batch, results) where !waiting.line.isEmpty {
          switch (waiting.kind, result) {
          case (.calls, .success): state.counts.calls += 1
          case (.feedback, .success): state.counts.feedback += 1
          case (.calls, .failure): state.counts.lost += 1
          case (.feedback, .failure): break
          }
        }
        // Who only waits writes nothing, and says nothing of the disk.
        if batch.contains(where: { !$0.line.isEmpty }) {
          state.counts.failure = results.lazy.compactMap(\.failure).first
        }
      }
      for (waiting, result) in zip(batch, results) { waiting.done?.resume(returning: result) }
    }
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
