import Formats
public import FoundationEssentials

/// One time that a run's trainer was started.
public struct RunAttempt: Codable, Hashable, Sendable {
  /// Why Colophon ended it.
  public enum Stop: String, Codable, Hashable, Sendable {
    /// A person stopped the plan.
    case cancelled
    /// The plan's ceiling was reached.
    case ceiling
    /// The trainer said nothing for too long.
    case hang
    /// The trainer wrote more than anyone could read.
    case flood
    /// The plan no longer has this run.
    case unplanned = "not-in-plan"
  }

  /// When it was started.
  public var at: Date
  /// When it ended; `nil` while nobody has seen its end.
  public var ended: Date?
  /// The trainer's process; `nil` once its end was seen.
  public var process: ProcessIdentity?
  /// The cluster's job that it was part of; `nil` where it ran on this machine.
  public internal(set) var job: ClusterJob?
  /// The copy of the desk that started it, ``DeskCopy``; `nil` where that was not written down yet.
  public var copy: String?
  /// Why it was asked to end; `nil` where it was not.
  public var stop: Stop?
  /// How its process ended, one clause; `nil` where that is not known.
  public var exit: String?
  /// The digest of the trainer's program; ``noProgram`` where a server tunes.
  public var program: String
  /// The job; `nil` where the trainer runs on this machine.
  public internal(set) var hosted: HostedAttempt?
  /// The bytes of `events.jsonl` before its first event.
  public var eventsFrom: Int
  /// The bytes of `trainer.log` before its first word.
  public var logFrom: Int

  /// What stands for the program of a server's trainer.
  public static let noProgram = "none"

  init(at: Date, copy: String?, hosted: HostedAttempt, eventsFrom: Int, logFrom: Int) {
    self.at = at
    self.copy = copy
    self.hosted = hosted
    program = Self.noProgram
    self.eventsFrom = eventsFrom
    self.logFrom = logFrom
  }

  init(
    at: Date, copy: String?, process: ProcessIdentity? = nil, job: ClusterJob? = nil,
    program: String, eventsFrom: Int, logFrom: Int
  ) {
    self.at = at
    self.copy = copy
    self.process = process
    self.job = job
    self.program = program
    self.eventsFrom = eventsFrom
    self.logFrom = logFrom
  }

  /// The keys of the file.
  private enum CodingKeys: String, CodingKey {
    case at, ended, copy, process, job, stop, exit, program, hosted, eventsFrom, logFrom
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func moment(_ key: CodingKeys) throws -> Date? {
      guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let moment = Moment(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "'\(text)' is no time")
      }
      return moment.date
    }
    guard let began = try moment(.at) else {
      throw DecodingError.keyNotFound(
        CodingKeys.at, .init(codingPath: container.codingPath, debugDescription: "no time"))
    }
    at = began
    ended = try moment(.ended)
    copy = try container.decodeIfPresent(String.self, forKey: .copy)
    process = try container.decodeIfPresent(ProcessIdentity.self, forKey: .process)
    job = try container.decodeIfPresent(ClusterJob.self, forKey: .job)
    stop = try container.decodeIfPresent(Stop.self, forKey: .stop)
    exit = try container.decodeIfPresent(String.self, forKey: .exit)
    program = try container.decode(String.self, forKey: .program)
    hosted = try container.decodeIfPresent(HostedAttempt.self, forKey: .hosted)
    eventsFrom = try container.decode(Int.self, forKey: .eventsFrom)
    logFrom = try container.decode(Int.self, forKey: .logFrom)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Moment(at).text, forKey: .at)
    try container.encodeIfPresent(ended.map { Moment($0).text }, forKey: .ended)
    try container.encodeIfPresent(copy, forKey: .copy)
    try container.encodeIfPresent(process, forKey: .process)
    try container.encodeIfPresent(job, forKey: .job)
    try container.encodeIfPresent(stop, forKey: .stop)
    try container.encodeIfPresent(exit, forKey: .exit)
    try container.encode(program, forKey: .program)
    try container.encodeIfPresent(hosted, forKey: .hosted)
    try container.encode(eventsFrom, forKey: .eventsFrom)
    try container.encode(logFrom, forKey: .logFrom)
  }
}

extension RunAttempt {
  /// The cluster's job whose end nobody has seen yet.
  public var openJob: ClusterJob? { ended == nil ? job : nil }

  /// Whether its trainer may be at work: its process lives, or its job on a cluster or at a server was
  /// not seen to end.
  public var isUnderWay: Bool {
    process?.isAlive ?? (openJob != nil || hosted != nil && ended == nil)
  }

  /// What is at work for it, for people.
  var what: String {
    if let hosted { return "\(hosted.job.map { "the job \($0)" } ?? "a job") at \(hosted.server)" }
    return job.map { "the cluster's job \($0.number)" } ?? "a trainer"
  }

  /// Seconds that its trainer ran; those that a job waits for a machine are none.
  ///
  /// - Parameter end: what stands for its end where nobody saw that.
  func seconds(upTo end: Date?) -> Double {
    guard let began = job == nil ? at : job?.began else { return 0 }
    return max(0, (ended ?? end ?? began).timeIntervalSince(began))
  }
}
