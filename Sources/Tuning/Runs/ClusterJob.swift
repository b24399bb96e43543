import Formats
public import FoundationEssentials

/// A run's task in a job array of a cluster's.
public struct ClusterJob: Codable, Hashable, Sendable {
  /// What its name ends in, and no other's: by it a job is found whose number never came back.
  public let mark: String
  /// Its place in the array, from 0.
  public let task: Int
  /// The array's number; `nil` until Slurm gave it one.
  public internal(set) var id: String?
  /// What it was in when it was last seen, in Slurm's word: `RUNNING`.
  public internal(set) var state: String?
  /// Why, in Slurm's word: `Resources`.
  public internal(set) var reason: String?
  /// The machines that it has.
  public internal(set) var node: String?
  /// When its trainer was started; `nil` while it waits.
  public internal(set) var began: Date?

  init(mark: String, task: Int) {
    self.mark = mark
    self.task = task
  }

  /// The job's name on the cluster.
  var name: String { Self.name(mark) }

  static func name(_ mark: String) -> String { "colophon-\(mark)" }

  /// As Slurm's commands have it: `1203_7`.
  public var number: String { "\(id ?? "?")_\(task)" }

  /// The keys of the file.
  private enum CodingKeys: String, CodingKey {
    case mark, task, id, state, reason, node, began
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    mark = try container.decode(String.self, forKey: .mark)
    task = try container.decode(Int.self, forKey: .task)
    id = try container.decodeIfPresent(String.self, forKey: .id)
    state = try container.decodeIfPresent(String.self, forKey: .state)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
    node = try container.decodeIfPresent(String.self, forKey: .node)
    guard let text = try container.decodeIfPresent(String.self, forKey: .began) else { return }
    guard let moment = Moment(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .began, in: container, debugDescription: "'\(text)' is no time")
    }
    began = moment.date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mark, forKey: .mark)
    try container.encode(task, forKey: .task)
    try container.encodeIfPresent(id, forKey: .id)
    try container.encodeIfPresent(state, forKey: .state)
    try container.encodeIfPresent(reason, forKey: .reason)
    try container.encodeIfPresent(node, forKey: .node)
    try container.encodeIfPresent(began.map { Moment($0).text }, forKey: .began)
  }
}
