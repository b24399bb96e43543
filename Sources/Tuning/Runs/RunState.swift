/// What has become of a run, as its events and its process say.
public enum RunState: Hashable, Sendable {
  /// Its trainer was never started.
  case waiting
  /// Its trainer is at work, in a process of that number.
  case running(pid: Int32)
  /// Its job is at a server, or about to be.
  case atServer(job: String?)
  /// Its job waits in a cluster's queue, or waited when it was last looked at.
  case queued(job: String, reason: String?)
  /// Its job is at work on a cluster, or was when it was last looked at.
  case onCluster(job: String, node: String?)
  case completed
  /// The validation loss fell no more.
  case stoppedEarly
  /// It was asked to end, and can go on from its last checkpoint.
  case cancelled(reason: String)
  /// The trainer says that it cannot.
  case failed(code: String?, reason: String?)
  /// The trainer ended without a word; the last lines of its log.
  case crashed(reason: String, lines: [String])
  /// The trainer said nothing for too long, and was ended.
  case hung
  /// It was begun in another copy of the desk, and is not known here to have ended; what it is there.
  case elsewhere(String)

  /// One word for tables: `stopped-early`.
  public var name: String {
    switch self {
    case .waiting: "waiting"
    case .running, .onCluster, .atServer: "running"
    case .queued: "queued"
    case .completed: "completed"
    case .stoppedEarly: "stopped-early"
    case .cancelled: "cancelled"
    case .failed: "failed"
    case .crashed: "crashed"
    case .hung: "hung"
    case .elsewhere: "elsewhere"
    }
  }

  /// Whether its trainer is at work, or will be without anybody's doing.
  public var isUnderWay: Bool {
    switch self {
    case .running, .queued, .onCluster, .atServer: true
    case .waiting, .completed, .stoppedEarly, .cancelled, .failed, .crashed, .hung, .elsewhere:
      false
    }
  }

  /// Whether there is a tuned model.
  public var hasModel: Bool { self == .completed || self == .stoppedEarly }

  /// Faults that an equal run would have again, as trainers name them.
  static let lastingFaults: Set<String> = [
    "nan-loss", "bad-data", "bad-base", "bad-plan", "not-offered",
  ]

  /// Whether starting the same trainer again can change anything.
  public var canGoOn: Bool {
    switch self {
    case .waiting, .cancelled, .crashed, .hung: true
    case .failed(let code, _): code.map { !Self.lastingFaults.contains($0) } ?? true
    case .running, .queued, .onCluster, .atServer, .completed, .stoppedEarly, .elsewhere: false
    }
  }

  /// What became of it, one clause for people.
  public var detail: String {
    switch self {
    case .waiting, .completed: ""
    case .running(let pid): "process \(pid)"
    case .atServer(let job): job.map { "job \($0)" } ?? "no job yet"
    case .queued(let job, let reason):
      "job \(job) waits" + (reason.map { ": \($0)" } ?? "")
    case .onCluster(let job, let node): "job \(job)" + (node.map { " on \($0)" } ?? "")
    case .stoppedEarly: "the validation loss fell no more"
    case .cancelled(let reason): reason
    case .failed(let code, let reason):
      [code, reason].compactMap { $0 }.joined(separator: ": ")
        + (canGoOn
          ? "" : "; this trainer would fail alike: to have it try again, remove the run's folder")
    case .crashed(let reason, let lines):
      ([reason] + lines.suffix(1)).joined(separator: "; its last words: ")
    case .hung: "the trainer said nothing for too long"
    case .elsewhere(let what): "\(what), of another copy of the desk"
    }
  }
}
