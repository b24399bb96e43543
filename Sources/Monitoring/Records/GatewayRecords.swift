public import Core
import Formats
import FoundationEssentials

/// Reads what a gateway kept, a line at a time: a file of a million calls takes no more memory than one
/// of ten.
public struct GatewayRecords: Sendable {
  /// The line of a record, while it is looked at.
  struct Line {
    let bytes: UnsafeBufferPointer<UInt8>
    let place: SourcePlace

    /// The SHA-256 of the line without its end.
    var digest: Digest {
      var hasher = DigestHasher()
      hasher.update(UnsafeRawBufferPointer(bytes))
      return hasher.finish()
    }
  }

  /// What a writer puts behind a line that a crash cut off.
  static let halfMark = Array(#"{"mark":"half-line"}"#.utf8)
  /// The most findings of one file; what is beyond is counted.
  private static let mostFindings = 200

  private let folder: GatewayFolder

  public init(in folder: GatewayFolder) { self.folder = folder }

  /// Calls with each call of a day, in the order they ended.
  ///
  /// - Returns: what is wrong with lines, which are left out; none where there is no such day.
  /// - Throws: ``MonitoringError`` where the file cannot be read.
  @discardableResult
  public func forEachCall(
    of day: UTCDay, _ body: (GatewayRecord) -> Void
  ) throws(MonitoringError) -> [Finding] {
    try forEachCall(of: day) { record, _ in body(record) }
  }

  /// Calls with each feedback that came in on a day, in its order.
  ///
  /// - Returns: what is wrong with lines, which are left out.
  /// - Throws: ``MonitoringError`` where the file cannot be read.
  @discardableResult
  public func forEachFeedback(
    of day: UTCDay, _ body: (Feedback) -> Void
  ) throws(MonitoringError) -> [Finding] {
    try forEachFeedback(of: day) { feedback, _ in body(feedback) }
  }

  func forEachCall(
    of day: UTCDay, _ body: (GatewayRecord, Line) -> Void
  ) throws(MonitoringError) -> [Finding] {
    try forEach(.calls, of: day) { line throws(JSONReadingError) in
      body(try GatewayRecord(json: line.bytes), line)
    }
  }

  func forEachFeedback(
    of day: UTCDay, _ body: (Feedback, Line) -> Void
  ) throws(MonitoringError) -> [Finding] {
    try forEach(.feedback, of: day) { line throws(JSONReadingError) in
      body(try Feedback(json: line.bytes), line)
    }
  }

  /// All feedback from a day on: what is said of an answer comes on its day or later.
  ///
  /// - Throws: ``MonitoringError`` where a file cannot be read.
  public func feedback(
    since day: UTCDay
  ) throws(MonitoringError) -> (feedback: [Feedback], findings: [Finding]) {
    var all: [Feedback] = []
    var findings: [Finding] = []
    for other in folder.days(of: .feedback) where other >= day {
      findings += try forEachFeedback(of: other) { all.append($0) }
    }
    return (all, findings)
  }

  /// The tokens that each client used in the calls of a day, by its name: what a gateway that starts
  /// counts on from. What a backend did not count is taken by the gateway's rule of thumb, 4 bytes for
  /// a token.
  ///
  /// - Throws: ``MonitoringError`` where the file cannot be read.
  public func tokensUsed(on day: UTCDay) throws(MonitoringError) -> [String: Int] {
    var used: [String: Int] = [:]
    try forEachCall(of: day) { record in
      guard record.backend != nil, record.status < 300 else { return }
      let input = record.inputTokens ?? record.request.utf8.count / 4
      let output = record.answers.reduce(0) { $0 + $1.utf8.count } / 4
      used[record.client, default: 0] += input + (record.outputTokens ?? max(1, output))
    }
    return used
  }

  private func forEach(
    _ kind: GatewayFolder.Kind, of day: UTCDay, _ read: (Line) throws(JSONReadingError) -> Void
  ) throws(MonitoringError) -> [Finding] {
    let name = folder.display(kind, of: day)
    var findings: [Finding] = []
    var more = 0
    var lastDamaged = 0
    func keep(_ finding: Finding) {
      if findings.count < Self.mostFindings { findings.append(finding) } else { more += 1 }
    }
    _ = try LineFile.forEach(in: folder.file(kind, of: day)) { line, number in
      let place = SourcePlace(name, line: number)
      switch line {
      case .half: keep(.half(at: place))
      case .tooLong: keep(.tooLong(at: place))
      case .whole(let bytes) where bytes.elementsEqual(Self.halfMark):
        // The line before was cut off, and is damaged for no worse reason; where it only lacked its
        // end, it was read.
        guard lastDamaged == number - 1 else { return }
        if more == 0 { findings.removeLast() } else { more -= 1 }
        keep(.half(at: SourcePlace(name, line: number - 1)))
      case .whole(let bytes):
        do throws(JSONReadingError) {
          try read(Line(bytes: bytes, place: place))
        } catch {
          lastDamaged = number
          keep(.damaged(error, at: place))
        }
      }
    }
    return more == 0 ? findings : findings + [.more(more, in: name)]
  }
}

extension Finding {
  fileprivate static func half(at place: SourcePlace) -> Finding {
    MonitoringRule.recordHalf.finding(
      at: place, "the line was cut off when the gateway ended, and is left out",
      remedy: "Nothing needs doing.")
  }

  fileprivate static func tooLong(at place: SourcePlace) -> Finding {
    MonitoringRule.recordTooLong.finding(
      at: place, "the line is longer than \(LineFile.longest) bytes, and is left out",
      remedy: "See what else writes into the folder: a gateway's lines are shorter.")
  }

  fileprivate static func damaged(_ error: JSONReadingError, at place: SourcePlace) -> Finding {
    MonitoringRule.recordDamaged.finding(
      at: place,
      "the line is no record of a gateway, and is left out: \(error.reason), at column \(error.column)",
      remedy: "Take the file back from a copy, or go on without the line.")
  }

  fileprivate static func more(_ count: Int, in file: String) -> Finding {
    MonitoringRule.recordDamaged.finding(
      at: SourcePlace(file), "\(count) more lines of the file are left out",
      remedy: "Take the file back from a copy, or go on without them.")
  }
}
