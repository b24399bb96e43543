import NIOCore

/// Lets whole server-sent events through, and holds back the beginning of one until its end has come: a
/// client can do nothing with half an event, and behind one no error could be told.
struct EventCutter {
  /// The most bytes that are held back.
  private static let mostHeld = 16 << 20

  /// Whether an event was longer, and passed in parts.
  private(set) var hasCut = false
  private var held = ByteBuffer()
  private var isLineEmpty = true
  private var isAfterReturn = false
  /// How far the held bytes were looked at.
  private var seen = 0
  /// Behind the last event's end.
  private var end = 0

  /// The bytes up to the last event's end, in the order they came; `nil` where there are none.
  mutating func take(_ bytes: ByteBuffer) -> ByteBuffer? {
    var bytes = bytes
    if held.readableBytes == 0 {
      held = bytes
      seen = 0
    } else {
      held.writeBuffer(&bytes)
    }
    look()
    if end == 0, held.readableBytes > Self.mostHeld {
      end = held.readableBytes
      hasCut = true
    }
    guard end > 0 else { return nil }
    seen -= end
    let events = held.readSlice(length: end)
    end = 0
    // What is left is little; written to where it stands, all of it would be copied.
    if held.readableBytes > 0 { held = ByteBuffer(bytes: held.readableBytesView) }
    return events
  }

  /// What is left when the stream is over.
  mutating func rest() -> ByteBuffer? {
    guard held.readableBytes > 0 else { return nil }
    let rest = held
    held = ByteBuffer()
    return rest
  }

  /// Finds the ends of events: an empty line, whatever ends it (WHATWG HTML, 9.2.5).
  private mutating func look() {
    let held = held
    held.withUnsafeReadableBytes { bytes in
      for place in seen..<bytes.count {
        switch bytes[place] {
        case UInt8(ascii: "\n"):
          if isAfterReturn {
            // The second half of a line's end belongs to it.
            if end == place { end = place + 1 }
          } else {
            if isLineEmpty { end = place + 1 }
            isLineEmpty = true
          }
          isAfterReturn = false
        case UInt8(ascii: "\r"):
          if isLineEmpty { end = place + 1 }
          isLineEmpty = true
          isAfterReturn = true
        default:
          isLineEmpty = false
          isAfterReturn = false
        }
      }
      seen = bytes.count
    }
  }
}
