import Core
import Formats
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
      var start = bytes.startIndex
      for place in bytes.indices where bytes[place] == 0x0A || bytes[place] == 0x0D {
        take(line: bytes[start..<place])
        start = place + 1
      }
      take(line: bytes[start...])
    }
  }

  private mutating func take(line: Slice<UnsafeRawBufferPointer>) {
    guard line.starts(with: "data:".utf8) else { return }
    let data = line.dropFirst(5).drop { $0 == 0x20 }
    if data.starts(with: "[DONE]".utf8) {
      isOver = true
    } else if let event = JSONSlice(Array(data)) {
      take(event: event)
    }
  }

  /// Reads an answer that came in one piece.
  ///
  /// - Returns: whether it is a JSON object.
  mutating func take(answer: ByteBuffer) -> Bool {
    guard let slice = JSONSlice(Array(answer.readableBytesView)),
      slice.forEachMember({ _, _ in })
    else { return false }
    hasError = slice.member("error").map { $0.text != nil || $0.members != nil } ?? false
    switch endpoint {
    case .chat: take(chat: slice, isPiece: false)
    case .responses: take(response: slice)
    }
    isOver = true
    return true
  }

  private mutating func take(event: JSONSlice) {
    if let error = event.member("error"), error.text != nil || error.members != nil {
      hasFailed = true
    }
    switch endpoint {
    case .chat: take(chat: event, isPiece: true)
    case .responses:
      switch event.member("type")?.text {
      case "response.output_text.delta": append(event.member("delta")?.text, to: 0)
      case "response.refusal.delta":
        isRefusal = true
        append(event.member("delta")?.text, to: 0)
      case "response.created":
        if let response = event.member("response") { take(head: response) }
      case "response.completed", "response.incomplete":
        if let response = event.member("response") { take(response: response, hasTexts: true) }
        isOver = true
      case "response.failed", "error": hasFailed = true
      default: break
      }
    }
  }

  private mutating func take(head: JSONSlice) {
    id = id ?? head.member("id")?.text
    model = model ?? head.member("model")?.text
  }

  private mutating func take(chat: JSONSlice, isPiece: Bool) {
    take(head: chat)
    if let usage = chat.member("usage") {
      inputTokens = usage.member("prompt_tokens")?.whole ?? inputTokens
      outputTokens = usage.member("completion_tokens")?.whole ?? outputTokens
    }
    for choice in chat.member("choices")?.elements ?? [] {
      let index = min(max(choice.member("index")?.whole ?? 0, 0), 1023)
      append("", to: index)
      if let message = choice.member(isPiece ? "delta" : "message") {
        append(message.member("content")?.text, to: index)
        if let refusal = message.member("refusal")?.text, !refusal.isEmpty {
          isRefusal = true
          append(refusal, to: index)
        }
      }
      if let reason = choice.member("finish_reason")?.text {
        finish = finish ?? reason
        ended.insert(index)
        if reason == "content_filter" { isRefusal = true }
      }
    }
  }

  private mutating func take(response: JSONSlice, hasTexts: Bool = false) {
    take(head: response)
    if let usage = response.member("usage") {
      inputTokens = usage.member("input_tokens")?.whole ?? inputTokens
      outputTokens = usage.member("output_tokens")?.whole ?? outputTokens
    }
    finish =
      response.member("incomplete_details")?.member("reason")?.text
      ?? response.member("status")?.text ?? finish
    if finish == "content_filter" { isRefusal = true }
    guard !hasTexts else { return }
    for item in response.member("output")?.elements ?? [] {
      for part in item.member("content")?.elements ?? [] {
        append(part.member("text")?.text, to: 0)
        if let refusal = part.member("refusal")?.text {
          isRefusal = true
          append(refusal, to: 0)
        }
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
