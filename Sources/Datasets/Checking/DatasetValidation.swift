public import Core
public import FoundationEssentials

/// The rules that a chat-format fine-tuning file must keep, and what must never stand in one.
///
/// OpenAI API reference, supervised fine-tuning: `{"messages": [...]}` a line; roles system, user,
/// assistant, tool; an assistant's `weight` is 0 or 1, its content may be absent only beside
/// `tool_calls`; the last message is the assistant's. Azure refuses two assistant messages in a row.
public enum DatasetValidation {
  /// The fewest examples that OpenAI tunes with.
  static let fewestExamples = 10

  /// Checks a JSONL file, line by line.
  ///
  /// - Parameters:
  ///   - jsonl: the file's bytes.
  ///   - display: the path to print in findings.
  /// - Returns: what is wrong, in the order of the lines.
  public static func findings(in jsonl: Data, display: String) -> [Finding] {
    guard !jsonl.isEmpty else { return [] }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var findings: [Finding] = []
    var body = jsonl[...]
    if jsonl.starts(with: mark) {
      findings.append(.byteOrderMark(at: SourcePlace(display, line: 1, column: 1)))
      body = body.dropFirst(mark.count)
    }
    if body.last == newline { body = body.dropLast() }
    let decoder = JSONDecoder()
    let lines = body.split(separator: newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let place = SourcePlace(display, line: index + 1)
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        findings.append(.emptyLine(at: place))
        continue
      }
      do {
        findings += check(try decoder.decode(TrainingChat.self, from: Data(line)), at: place)
      } catch {
        findings.append(.notAChat(at: place))
      }
    }
    return findings
  }

  private static let newline = UInt8(ascii: "\n")

  private static func check(_ chat: TrainingChat, at place: SourcePlace) -> [Finding] {
    var findings: [Finding] = []
    var previous = ""
    for message in chat.messages {
      if !["system", "user", "assistant", "tool"].contains(message.role) {
        findings.append(.unknownRole(message.role, at: place))
      }
      if message.role == "assistant", previous == "assistant" {
        findings.append(.repeatedAnswer(at: place))
      }
      if let weight = message.weight {
        let isAllowed = message.role == "assistant" && (weight == 0 || weight == 1)
        if !isAllowed { findings.append(.badWeight(at: place)) }
      }
      if message.text.allSatisfy(\.isWhitespace), !message.hasOtherContent {
        findings.append(.emptyMessage(message.role, at: place))
      }
      previous = message.role
    }
    if previous != "assistant" { findings.append(.noAnswer(at: place)) }
    let sensitive = SensitiveText(chat.messages.map(\.text).joined(separator: "\n"))
    if sensitive.hasSecret { findings.append(.secret(at: place)) }
    if let address = sensitive.mailAddress {
      findings.append(.personalData("an e-mail address", address, at: place))
    }
    if let number = sensitive.telephone {
      findings.append(.personalData("a telephone number", number, at: place))
    }
    return findings
  }
}
