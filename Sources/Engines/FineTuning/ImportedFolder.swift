import Core
import Formats
import FoundationEssentials
import Glibc

/// The folder of what was taken over: `<job-id>/` with `job.json`, `events.jsonl`, `checkpoints.json`
/// and `files/`, and `evals/<eval-id>.json`. What is there stays there.
struct ImportedFolder {
  /// What became of a file.
  enum Change {
    case added, updated, unchanged
  }

  /// Whole.
  let path: String

  /// Whether a server's id can be the name of a folder or a file.
  static func isName(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= 128 && !id.hasPrefix(".")
      && id.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }

  /// A job; one that is known to have ended is not made to work again by an older dump.
  func write(_ job: HostedJob) throws(EngineError) -> Change {
    let file = "\(path)/\(job.id)/job.json"
    if let known = value(file).flatMap(HostedJob.init), known.outcome != nil, job.outcome == nil {
      return .unchanged
    }
    return try write(job.said, to: file)
  }

  /// A definition of an evaluation.
  func write(eval: JSONValue, _ id: String) throws(EngineError) -> Change {
    try write(eval, to: "\(path)/evals/\(id).json")
  }

  /// A job's events, each once, the oldest first.
  ///
  /// - Returns: how many were not there before.
  func add(_ events: [HostedJobEvent], of job: String) throws(EngineError) -> Int {
    let file = "\(path)/\(job)/events.jsonl"
    let data = FileManager.default.contents(atPath: file) ?? Data()
    var all = data.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSONValue(json: Data(line))).flatMap(HostedJobEvent.init)
    }
    var known = Set(all.map(\.id))
    let new = events.filter { known.insert($0.id).inserted }
    guard !new.isEmpty else { return 0 }
    all += new
    // Equal times stay in the order they came in.
    let order = all.enumerated().sorted {
      ($0.element.createdAt, $0.offset) < ($1.element.createdAt, $1.offset)
    }
    guard let lines = try? CanonicalJSON.lines(order.map(\.element.said)) else { return 0 }
    try store(lines, to: file)
    return new.count
  }

  /// A job's checkpoints, each once, the first step first.
  ///
  /// - Returns: how many were not there before.
  func add(_ checkpoints: [HostedCheckpoint], of job: String) throws(EngineError) -> Int {
    let file = "\(path)/\(job)/checkpoints.json"
    var all = value(file)?.elements?.compactMap(HostedCheckpoint.init) ?? []
    var known = Set(all.map(\.id))
    let new = checkpoints.filter { known.insert($0.id).inserted }
    guard !new.isEmpty else { return 0 }
    all += new
    all.sort { ($0.step, $0.id) < ($1.step, $1.id) }
    _ = try write(.array(all.map(\.said)), to: file)
    return new.count
  }

  /// Where a file of a job lies, or will.
  func file(_ name: String, of job: String) -> String { "\(path)/\(job)/files/\(name)" }

  /// Whether a job's file is there, under whatever ending.
  func hasFile(_ id: String, of job: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(job)/files")) ?? []
    return names.contains { $0 == id || $0.hasPrefix("\(id).") && !$0.hasSuffix(Self.unfinished) }
  }

  /// The ending of a file that is being written.
  private static let unfinished = ".colophon-tmp"

  private func value(_ file: String) -> JSONValue? {
    FileManager.default.contents(atPath: file).flatMap { try? JSONValue(json: $0) }
  }

  private func write(_ value: JSONValue, to file: String) throws(EngineError) -> Change {
    guard let data = try? CanonicalJSON.document(value) else { return .unchanged }
    let known = FileManager.default.contents(atPath: file)
    if known == data { return .unchanged }
    try store(data, to: file)
    return known == nil ? .added : .updated
  }
}

// MARK: Durable writing

extension ImportedFolder {
  /// Writes a file so that a crash at any moment leaves the old bytes or the new ones.
  func store(_ data: Data, to file: String) throws(EngineError) {
    let unfinished = try begin(file)
    do throws(EngineError) {
      try append(data, to: unfinished, file)
    } catch {
      abandon(unfinished, file)
      throw error
    }
    try finish(unfinished, file)
  }

  /// Opens a file that takes its name when it is finished.
  func begin(_ file: String) throws(EngineError) -> Int32 {
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.system("mkdir", folder)
    }
    let raw = open(
      file + Self.unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw Self.system("create", file) }
    return raw
  }

  /// Writes all bytes, however few the system takes at a time.
  func append(_ data: some Sequence<UInt8>, to raw: Int32, _ file: String) throws(EngineError) {
    let bytes = Array(data)
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(raw, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.system("write", file) }
      offset += written
    }
  }

  /// Gives a whole file its name.
  func finish(_ raw: Int32, _ file: String) throws(EngineError) {
    let isSynced = fsync(raw) == 0
    close(raw)
    guard isSynced else { throw Self.system("fsync", file) }
    guard rename(file + Self.unfinished, file) == 0 else { throw Self.system("rename", file) }
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw Self.system("open", folder) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw Self.system("fsync", folder) }
  }

  /// Gives up a file that is not whole.
  func abandon(_ raw: Int32, _ file: String) {
    close(raw)
    unlink(file + Self.unfinished)
  }

  private static func system(_ call: String, _ path: String) -> EngineError {
    EngineError(
      .notRecorded, "\(path): \(call) failed: error \(errno)",
      remedy: "Make room on the disk, or make the folder writable, then repeat the import: what is "
        + "there already stays.")
  }
}
