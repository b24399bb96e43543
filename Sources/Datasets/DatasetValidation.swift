public import Core
public import FoundationEssentials
import Formats

/// The rules a chat-format fine-tuning file must keep (OpenAI API reference, supervised fine-tuning;
/// each line `{"messages": [...]}`), and what must never stand in one.
public enum DatasetValidation {
  /// What is wrong with a JSONL file, line by line.
  public static func findings(in jsonl: Data, display: String) -> [Finding] {
    var findings: [Finding] = []
    for (index, line) in jsonl.split(separator: UInt8(ascii: "\n")).enumerated() {
      let place = SourcePlace(display, line: index + 1)
      guard let chat = try? JSONDecoder().decode(Chat.self, from: Data(line)) else {
        findings.append(.notAChat(at: place))
        continue
      }
      if chat.messages.last?.role != "assistant" { findings.append(.noAnswer(at: place)) }
      for message in chat.messages {
        if !["system", "user", "assistant", "tool"].contains(message.role) {
          findings.append(.unknownRole(message.role, at: place))
        }
        let content = message.content ?? ""
        if content.allSatisfy(\.isWhitespace) { findings.append(.emptyMessage(at: place)) }
        findings += sensitive(content, at: place)
      }
    }
    return findings
  }

  private struct Chat: Decodable {
    struct Message: Decodable {
      var role: String
      var content: String?
    }
    var messages: [Message]
  }

  /// Keys and tokens by their shape, and personal data.
  private static func sensitive(_ text: String, at place: SourcePlace) -> [Finding] {
    var findings: [Finding] = []
    let secrets = [
      /sk-[A-Za-z0-9_\-]{20,}/, /AKIA[0-9A-Z]{16}/, /gh[pousr]_[A-Za-z0-9]{36,}/,
      /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    ]
    if secrets.contains(where: { text.contains($0) }) { findings.append(.secret(at: place)) }
    if text.contains(/[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}/) {
      findings.append(.address(at: place))
    }
    return findings
  }
}
