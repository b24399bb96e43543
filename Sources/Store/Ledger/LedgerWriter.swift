public import Core
import Dispatch
import Formats
import FoundationEssentials
import Glibc
import Synchronization

/// Adds records to a ledger. A record is on disk when ``add(_:)`` returns; those that come while the
/// disk is at work share its next sync.
public final class LedgerWriter: Sendable {
  private struct Waiting: Sendable {
    var line: Data
    /// Whether its loss would lose an answer.
    var isRecord: Bool
    /// Who waits for it to be on disk, if anybody does.
    var done: CheckedContinuation<Result<Void, StoreError>, Never>?
  }

  private struct State: ~Copyable {
    var waiting: [Waiting] = []
    var isAtWork = false
    /// What the disk failed with; nothing is added afterwards.
    var failure: StoreError?
    /// The calls that are under way.
    var begun: Set<Digest> = []
  }

  /// From what size on a file is not added to any more: hosts of Git repositories take no file of
  /// 100 MB.
  private static let fullSize = 64 << 20

  private let folder: LedgerFolder
  private let state = Mutex(State())
  private let file = Mutex<LedgerFile?>(nil)
  private let rescue = Mutex(RescueFile())
  /// The disk blocks whoever waits for it, which no thread of the concurrent pool may be.
  private let disk = DispatchQueue(label: "colophon.ledger")

  init(_ folder: LedgerFolder) { self.folder = folder }

  /// Puts on record that a call is about to be made. This is not waited for to be on disk: it outlives
  /// the program, though not the machine. It ends with ``add(_:)``.
  ///
  /// - Throws: ``StoreError`` where it cannot be written, or the disk has no room for the answer.
  public func begin(_ call: BegunCall) async throws(StoreError) {
    let line = try line(of: ["begun": call])
    let (failure, count) = state.withLock { state in
      state.begun.insert(call.call)
      return (state.failure, state.begun.count)
    }
    do throws(StoreError) {
      if let failure { throw failure }
      if try !appended(line, calls: count) { try await settle(after: line, isRecord: false) }
    } catch {
      _ = state.withLock { $0.begun.remove(call.call) }
      throw error
    }
  }

  /// Adds a line to the file, if it is made already. The line goes to the system's own memory, which
  /// does not wait for the disk.
  private func appended(_ line: Data, calls: Int) throws(StoreError) -> Bool {
    try file.withLock { file -> Result<Bool, StoreError> in
      do throws(StoreError) {
        guard file != nil else { return .success(false) }
        try file?.needRoom(calls: calls)
        try file?.append(line)
        return .success(true)
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Adds a record.
  ///
  /// - Throws: ``StoreError`` where it is not on disk; nothing more is added then. The message says
  ///   where the record is instead.
  public func add(_ record: CallRecord) async throws(StoreError) {
    try await settle(after: try line(of: record), isRecord: true)
    _ = state.withLock { $0.begun.remove(record.attempt.call) }
  }

  /// Adds what is said of an answer that is on record.
  ///
  /// - Throws: ``StoreError`` where it is not on disk.
  public func add(_ judgement: CallJudgement) async throws(StoreError) {
    try await settle(after: try line(of: ["judged": judgement]), isRecord: true)
  }

  /// Adds a record that can be had again while it is not on disk: one of a batch, which is still at
  /// the server. ``settle()`` says when all of them are.
  ///
  /// - Throws: ``StoreError`` where the record cannot be written as JSON.
  public func queue(_ record: CallRecord) throws(StoreError) {
    enqueue(Waiting(line: try line(of: record), isRecord: false, done: nil))
  }

  /// Waits until everything that was added is on disk.
  ///
  /// - Throws: ``StoreError`` where it is not.
  public func settle() async throws(StoreError) {
    try await settle(after: Data(), isRecord: false)
  }

  private func settle(after line: Data, isRecord: Bool) async throws(StoreError) {
    try await withCheckedContinuation { done in
      enqueue(Waiting(line: line, isRecord: isRecord, done: done))
    }.get()
  }

  private func enqueue(_ waiting: Waiting) {
    let isFirst = state.withLock { state in
      state.waiting.append(waiting)
      defer { state.isAtWork = true }
      return !state.isAtWork
    }
    if isFirst { disk.async { self.work() } }
  }

  private func line(of record: CallRecord) throws(StoreError) -> Data {
    try line { try CanonicalJSON.bytes(of: record) }
  }

  private func line(of value: some Encodable) throws(StoreError) -> Data {
    try line { Array(try CanonicalJSON.line(value)) }
  }

  private func line(_ bytes: () throws -> [UInt8]) throws(StoreError) -> Data {
    do {
      return Data(try bytes() + [UInt8(ascii: "\n")])
    } catch {
      throw StoreError(
        .io, "the record of a call cannot be written as JSON: \(error)",
        remedy: "Look in the script for a number that JSON has no form for.")
    }
  }

  /// Writes what waits, until nothing does.
  private func work() {
    while true {
      let batch = state.withLock { state in
        defer { state.waiting = [] }
        if state.waiting.isEmpty { state.isAtWork = false }
        return (waiting: state.waiting, failure: state.failure)
      }
      if batch.waiting.isEmpty { return }
      var result = batch.failure.map(Result.failure) ?? write(batch.waiting)
      if case .failure(let error) = result {
        state.withLock { $0.failure = $0.failure ?? error }
        result = .failure(rescued(batch.waiting, after: error))
      }
      for waiting in batch.waiting { waiting.done?.resume(returning: result) }
    }
  }

  private func write(_ batch: [Waiting]) -> Result<Void, StoreError> {
    var data = Data()
    for waiting in batch { data.append(waiting.line) }
    if data.isEmpty { return .success(()) }
    do throws(StoreError) {
      guard fdatasync(try written(data).get()) == 0 else {
        throw .system("fsync", folder.path)
      }
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// Adds to the file, which is made with its first line, and anew where it is full. What is begun in
  /// one file may end in a later one: they are read by their names, which rise.
  ///
  /// - Returns: the file's descriptor, which stays open until the next write.
  private func written(_ data: Data) -> Result<Int32, StoreError> {
    file.withLock { file in
      do throws(StoreError) {
        if let length = file?.length, length >= Self.fullSize { file = nil }
        if file == nil { file = try LedgerFile(in: folder) }
        try file?.append(data)
        return .success(file?.descriptor ?? -1)
      } catch {
        return .failure(error)
      }
    }
  }

  /// Puts records elsewhere that the ledger does not take, and says where.
  private func rescued(_ batch: [Waiting], after error: StoreError) -> StoreError {
    var data = Data()
    for waiting in batch where waiting.isRecord { data.append(waiting.line) }
    guard !data.isEmpty else { return error }
    let path = rescue.withLock { $0.add(data) ? $0.path : nil }
    guard let path else {
      return StoreError(
        error.code,
        "\(error.message); no other folder took the answers that came, and they are lost",
        remedy: error.remedy)
    }
    return StoreError(
      error.code, "\(error.message); the answers that came are in \(path)",
      remedy: "Make room, move that file into \(folder.path)/, then run again: nothing in it is "
        + "asked a second time.")
  }
}
