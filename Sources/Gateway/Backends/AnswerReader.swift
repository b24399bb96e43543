import NIOCore

/// Reads along as an answer passes: its id, its model, its texts, what it used and why it ended. What it
/// does not understand it leaves out; the client gets it all the same.
struct AnswerReader {
  /// The most bytes of texts that are kept.
  private static let mostText = 1 << 20

  let endpoint: Endpoint
  private(set) var id: String?
  private(set) var model: String?
  /// By choice.
  private(set) var texts: [String] = []
  private(set) var inputTokens: Int?
  private(set) var outputTokens: Int?
  private(set) var finish: String?
  private(set) var isRefusal = false
  /// Whether the answer said that it is over.
  private(set) var isOver = false
  /// Whether it said that it failed.
  private(set) var hasFailed = false
  /// Whether it has an error in it.
  private(set) var hasError = false
  /// How many pieces of text came.
  private(set) var pieces = 0
  private var kept = 0
  /// Which choices have said why they ended.
  private var ended: Set<Int> = []

  init(_ endpoint: Endpoint) { self.endpoint = endpoint }

  /// Whether nothing is missing: some servers leave `[DONE]` out.
  var isWhole: Bool { isOver || !ended.isEmpty && ended.count == texts.count }

  /// Reads whole events.
  mutating func take(events: ByteBuffer) {
    // Among the bytes as they lie: a view of a buffer is several times slower to go through.
    events.withUnsafeReadableBytes { bytes in
      let bytes = bytes.assumingMemoryBound(to: UInt8.self)
      var start = bytes.startIndex
      for place in bytes.indices where bytes[place] == 0x0A || bytes[place] == 0x0D {
        take(line: bytes[start..<place])
        start = place + 1
      }
      take(line: bytes[start...])
    }
  }

  private mutating func take(line: Slice<UnsafeBufferPointer<UInt8>>) {
    guard line.starts(with: "data:".utf8) else { return }
    let data = line.dropFirst(5).drop { $0 == 0x20 }
    if data.starts(with: "[DONE]".utf8) {
      isOver = true
    } else {
      let event = JSONSlice(UnsafeBufferPointer(rebasing: data))
      switch endpoint {
      case .chat: take(chat: event, isPiece: true)
      case .responses: take(event: event)
      }
    }
  }

  /// Reads an answer that came in one piece, and nothing of what is none.
  ///
  /// - Returns: whether it is a JSON object.
  mutating func take(answer: ByteBuffer) -> Bool {
    var reader = self
    let isWhole = answer.withUnsafeReadableBytes { bytes in
      let slice = JSONSlice(bytes.assumingMemoryBound(to: UInt8.self))
      return switch endpoint {
      case .chat: reader.take(chat: slice, isPiece: false)
      case .responses: reader.take(response: slice)
      }
    }
    guard isWhole else { return false }
    self = reader
    isOver = true
    return true
  }

  private mutating func take(event: JSONSlice) {
    var type: JSONSlice?
    var delta: JSONSlice?
    var response: JSONSlice?
    event.forEachMember { name, value in
      switch name {
      case "type": type = value
      case "delta": delta = value
      case "response": response = value
      case "error" where value.isTextOrObject: hasFailed = true
      default: break
      }
    }
    guard let type else { return }
    switch type {
    case "response.output_text.delta": append(delta?.text, to: 0)
    case "response.refusal.delta":
      isRefusal = true
      append(delta?.text, to: 0)
    case "response.created":
      response?.forEachMember { name, value in
        switch name {
        case "id": id = id ?? value.text
        case "model": model = model ?? value.text
        default: break
        }
      }
    case "response.completed", "response.incomplete":
      if let response { take(response: response, hasTexts: true) }
      isOver = true
    case "response.failed", "error": hasFailed = true
    default: break
    }
  }

  @discardableResult
  private mutating func take(chat: JSONSlice, isPiece: Bool) -> Bool {
    chat.forEachMember { name, value in
      switch name {
      case "id": id = id ?? value.text
      case "model": model = model ?? value.text
      case "usage": take(usage: value)
      case "choices": value.forEachElement { take(choice: $0) }
      case "error" where value.isTextOrObject:
        if isPiece { hasFailed = true } else { hasError = true }
      default: break
      }
    }
  }

  private mutating func take(choice: JSONSlice) {
    var index = 0
    var message: JSONSlice?
    var reason: String?
    choice.forEachMember { name, value in
      switch name {
      case "index": index = min(max(value.whole ?? 0, 0), 1023)
      // A whole answer has the one, a stream's piece the other.
      case "delta", "message": message = value
      case "finish_reason": reason = value.text
      default: break
      }
    }
    append("", to: index)
    message?.forEachMember { name, value in
      switch name {
      case "content": append(value.text, to: index)
      case "refusal":
        guard let refusal = value.text, !refusal.isEmpty else { return }
        isRefusal = true
        append(refusal, to: index)
      default: break
      }
    }
    guard let reason else { return }
    finish = finish ?? reason
    ended.insert(index)
    if reason == "content_filter" { isRefusal = true }
  }

  /// What was used, as either endpoint calls it.
  private mutating func take(usage: JSONSlice) {
    usage.forEachMember { name, value in
      switch name {
      case "prompt_tokens", "input_tokens": inputTokens = value.whole ?? inputTokens
      case "completion_tokens", "output_tokens": outputTokens = value.whole ?? outputTokens
      default: break
      }
    }
  }

  @discardableResult
  private mutating func take(response: JSONSlice, hasTexts: Bool = false) -> Bool {
    var status: String?
    var reason: String?
    let isWhole = response.forEachMember { name, value in
      switch name {
      case "id": id = id ?? value.text
      case "model": model = model ?? value.text
      case "usage": take(usage: value)
      case "status": status = value.text
      case "incomplete_details": value.forEachMember { if "reason" ~= $0 { reason = $1.text } }
      case "output" where !hasTexts:
        value.forEachElement { item in
          item.forEachMember { name, parts in
            if "content" ~= name { parts.forEachElement { take(part: $0) } }
          }
        }
      case "error" where value.isTextOrObject: hasError = true
      default: break
      }
    }
    finish = reason ?? status ?? finish
    if finish == "content_filter" { isRefusal = true }
    return isWhole
  }

  private mutating func take(part: JSONSlice) {
    part.forEachMember { name, value in
      switch name {
      case "text": append(value.text, to: 0)
      case "refusal":
        guard let refusal = value.text else { return }
        isRefusal = true
        append(refusal, to: 0)
      default: break
      }
    }
  }

  private mutating func append(_ text: String?, to index: Int) {
    guard let text else { return }
    while texts.count <= index { texts.append("") }
    guard !text.isEmpty else { return }
    pieces += 1
    guard kept + text.utf8.count <= Self.mostText else { return }
    kept += text.utf8.count
    texts[index] += text
  }
}
