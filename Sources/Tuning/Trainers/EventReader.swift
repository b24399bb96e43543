public import Core
import FoundationEssentials

/// Reads a trainer's events as their bytes come: a half line waits for its other half, and what is no
/// event becomes a finding.
public struct EventReader: Sendable {
  /// What a line turned out to be.
  public enum Line: Hashable, Sendable {
    /// An event, and the bytes of the file before its line.
    case event(TrainerEvent, offset: Int)
    /// What is wrong with a line, and the bytes of the file before it.
    case finding(Finding, offset: Int)

    /// The bytes of the file before the line.
    public var offset: Int {
      switch self {
      case .event(_, let offset), .finding(_, let offset): offset
      }
    }
  }

  /// The most bytes of a line; a longer one is left out, and never held.
  public static let longestLine = 1 << 20

  private let file: String
  private var partial: [UInt8] = []
  private var isTooLong = false
  private var number = 1
  private var lineStart = 0
  /// The bytes of the file that were read.
  public private(set) var offset = 0

  /// - Parameter file: what findings call it.
  public init(file: String) { self.file = file }

  /// Reads more bytes; what is whole of them is said.
  public mutating func read(_ bytes: ArraySlice<UInt8>) -> [Line] {
    var lines: [Line] = []
    var rest = bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      keep(rest[..<end])
      offset += end - rest.startIndex + 1
      if let line = closeLine() { lines.append(line) }
      rest = rest[(end + 1)...]
    }
    keep(rest)
    offset += rest.count
    return lines
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    if isTooLong || partial.count + bytes.count > Self.longestLine {
      isTooLong = true
      partial = []
    } else {
      partial += bytes
    }
  }

  private mutating func closeLine() -> Line? {
    let place = SourcePlace(file, line: number)
    let start = lineStart
    defer {
      number += 1
      lineStart = offset
      partial.removeAll(keepingCapacity: partial.capacity < 1 << 16)
      isTooLong = false
    }
    if isTooLong {
      return .finding(
        TuningRule.eventTooLong.finding(
          at: place, "the line is longer than \(Self.longestLine) bytes, and is left out",
          remedy: "See trainer.log for what the trainer does."), offset: start)
    }
    if partial.isEmpty { return nil }
    do throws(EventFault) {
      let event = try TrainerEvent(Self.value(of: partial))
      return .event(event, offset: start)
    } catch {
      return .finding(
        TuningRule.eventMalformed.finding(
          at: place, "the line is no event of a trainer: \(error.reason)",
          remedy: "Nothing needs doing: it is left out. See trainer.log for what the trainer does."),
        offset: start)
    }
  }

  private static func value(of bytes: [UInt8]) throws(EventFault) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw EventFault(reason: "it is not in UTF-8")
    }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      throw EventFault(reason: "it is no JSON")
    }
    guard case .object = value else { throw EventFault(reason: "it is no JSON object") }
    return value
  }
}
