/// A text's sign of speaking to a language model instead of a reader.
///
/// Comments and hidden texts only are held against it: nobody who reads the document sees them, so
/// whoever put them there had another reader in mind. It is a notice to a person, and no defence:
/// neither comments nor hidden texts are ever part of a prompt.
enum ModelInstruction: String {
  /// Sets out to replace the instructions that a model was given.
  case override = "sets instructions aside"
  /// Is written as a turn of a chat.
  case turn = "poses as a turn of a chat"
  /// Speaks to a model by name.
  case address = "speaks to a language model"
  /// Asks for what only a model or an editor's tool could give.
  case deed = "asks for secrets or for an approval"

  /// The first sign in a text; `nil` where it has none.
  init?(in text: String) {
    // Longer ones are data or code that was commented out; a sign would stand early.
    let lowered = String(text.prefix(4_000)).lowercased()
    let words = Self.words(of: lowered)
    if Self.isTurn(lowered, words) {
      self = .turn
    } else if Self.follows(words, Self.settingAside, Self.instructions, within: 6) {
      self = .override
    } else if Self.addresses.contains(where: { Self.contains(words, $0) }) {
      self = .address
    } else if Self.follows(words, Self.giving, Self.secrets, within: 5)
      || Self.follows(words, Self.approving, Self.approvals, within: 5)
    {
      self = .deed
    } else {
      return nil
    }
  }

  private static let settingAside: Set<String> = [
    "ignore", "ignoring", "disregard", "disregarding", "forget", "override", "bypass",
  ]
  private static let instructions: Set<String> = [
    "instruction", "instructions", "system-prompt", "previous-prompt", "previous-prompts",
    "guardrails", "everything-above",
  ]
  // No passwords here: a button that shows one is as common in designs as a hidden hint about it.
  private static let giving: Set<String> = [
    "print", "reveal", "output", "repeat", "send", "leak", "show", "tell", "exfiltrate", "return",
  ]
  private static let secrets: Set<String> = [
    "api-key", "api-keys", "system-prompt", "your-instructions", "credentials",
  ]
  private static let approving: Set<String> = ["approve", "accept", "publish"]
  private static let approvals: Set<String> = ["every-item", "all-items", "everything"]
  private static let addresses: [[String]] = [
    ["are", "an", "ai"], ["as", "an", "ai"], ["are", "now", "an", "ai"],
    ["are", "a", "language", "model"], ["as", "a", "language", "model"], ["are", "chatgpt"],
    ["dear", "ai"], ["hey", "ai"], ["attention", "ai"], ["note", "to", "ai"],
    ["note", "to", "llms"], ["note", "to", "the", "model"], ["instructions", "for", "ai"],
    ["instructions", "for", "llms"],
  ]
  /// How chats mark who speaks, in the words of several models' templates.
  private static let marks = [
    "<|im_start|>", "<|system|>", "<|user|>", "[inst]", "<<sys>>", "### instruction", "[system]",
  ]
  private static let speakers = ["system", "assistant", "developer", "human"]

  private static func isTurn(_ text: String, _ words: [String]) -> Bool {
    // Most texts have none of the characters that marks begin with.
    if text.utf8.contains(where: { $0 == 0x3C || $0 == 0x5B || $0 == 0x23 }),
      marks.contains(where: text.contains)
    {
      return true
    }
    let start = text.drop { !$0.isLetter }
    return speakers.contains { speaker in
      // `system: true` is a setting; a turn of a chat goes on in words.
      start.hasPrefix("\(speaker):") && words.count >= 4
    }
  }

  /// The words, without what no reader sees inside them; pairs that mean one thing are one word.
  private static func words(of text: String) -> [String] {
    var visible = text
    if text.utf8.contains(where: { $0 >= 0x80 }) {
      var scalars = String.UnicodeScalarView()
      scalars.append(
        contentsOf: text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint })
      visible = String(scalars)
    }
    var words: [String] = []
    for word in Self.split(visible) {
      if let last = words.last, pairs.contains("\(last)-\(word)") {
        words[words.count - 1] = "\(last)-\(word)"
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  private static func split(_ text: String) -> [Substring] {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
    }
    let words = text.utf8.split { byte in
      !(0x30...0x39).contains(byte) && !(0x61...0x7A).contains(byte | 0x20)
    }
    return words.map { Substring($0) }
  }

  private static let pairs: Set<String> = [
    "api-key", "api-keys", "system-prompt", "previous-prompt", "previous-prompts",
    "your-instructions", "everything-above", "every-item", "all-items",
  ]

  /// Whether a word of one set is followed by one of another, at most so many words on.
  private static func follows(
    _ words: [String], _ first: Set<String>, _ second: Set<String>, within distance: Int
  ) -> Bool {
    words.indices.contains { index in
      first.contains(words[index])
        && words[(index + 1)...].prefix(distance).contains(where: second.contains)
    }
  }

  private static func contains(_ words: [String], _ phrase: [String]) -> Bool {
    guard words.count >= phrase.count else { return false }
    return (0...(words.count - phrase.count)).contains { start in
      words[start..<(start + phrase.count)].elementsEqual(phrase)
    }
  }
}
