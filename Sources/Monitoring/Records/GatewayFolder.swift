import FoundationEssentials

/// The folder of a desk where a gateway's calls and their feedback are: a file a day of each.
public struct GatewayFolder: Hashable, Sendable {
  /// What a file holds.
  enum Kind: String {
    case calls, feedback
  }

  /// Where it is.
  public var path: String
  /// What messages call it.
  public var display: String

  public init(path: String, display: String = "Gateway") {
    self.path = path
    self.display = display
  }

  /// Where the calls of a day are.
  public func calls(of day: UTCDay) -> String { file(.calls, of: day) }

  /// Where the feedback of a day is: of the day that it came in.
  public func feedback(of day: UTCDay) -> String { file(.feedback, of: day) }

  func file(_ kind: Kind, of day: UTCDay) -> String { "\(path)/\(kind.rawValue)/\(day).jsonl" }

  func display(_ kind: Kind, of day: UTCDay) -> String {
    "\(display)/\(kind.rawValue)/\(day).jsonl"
  }

  /// The days that have calls, in order.
  public var days: [UTCDay] { days(of: .calls) }

  func days(of kind: Kind) -> [UTCDay] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(kind.rawValue)")
    return (names ?? []).compactMap { name in
      name.hasSuffix(".jsonl") ? UTCDay(String(name.dropLast(6))) : nil
    }.sorted()
  }
}
