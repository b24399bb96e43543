import Formats

/// What a chat or a response asks for, whichever of the two it is.
struct Asked {
  var model: String
  /// All that the model is told.
  var prompt: String
  var candidates: Int
  var seed: Int
  /// The most tokens of one candidate; a token is a word here.
  var ceiling: Int?
  var isStreamed: Bool
  /// The JSON Schema of the answer.
  var schema: JSON?
  /// Whether any JSON object will do.
  var isObject = false
  /// Whether it wants to know how likely each token is.
  var wantsLogProbabilities = false

  /// One candidate.
  struct Answer {
    var text: String
    var refusal: String?
    /// `stop`, `length`, `content_filter`.
    var finish: String
    var tokens: Int
    /// The text as it is streamed: its tokens.
    var pieces: [String]

    /// The log-probability of the token at a place; -9999 stands for one that is very unlikely.
    func logProbability(at place: Int, _ fault: Fault) -> Double {
      fault == .unlikelyToken && place == 0 ? -9999 : -Double(pieces[place].utf8.count % 8) / 8
    }
  }

  /// A chat's.
  init(chat body: JSON) {
    self.init(body, turns: body["messages"], format: body["response_format"])
    candidates = body["n"]?.whole ?? 1
    seed = body["seed"]?.whole ?? 0
    wantsLogProbabilities = body["logprobs"]?.isTrue ?? false
    ceiling = body["max_completion_tokens"]?.whole ?? body["max_tokens"]?.whole
    let format = body["response_format"]
    schema = format?["json_schema"]?["schema"]
  }

  /// A response's.
  init(response body: JSON) {
    let format = body["text"]?["format"]
    self.init(body, turns: body["input"], format: format)
    ceiling = body["max_output_tokens"]?.whole
    schema = format?["schema"]
    if let said = body["instructions"]?.text { prompt = said + "\n" + prompt }
  }

  private init(_ body: JSON, turns: JSON?, format: JSON?) {
    model = body["model"]?.text ?? ""
    prompt = turns.map(Self.text) ?? ""
    candidates = 1
    seed = 0
    isStreamed = body["stream"]?.isTrue ?? false
    isObject = format?["type"]?.text == "json_object"
  }

  /// The texts within messages and parts of messages.
  private static func text(of turns: JSON) -> String {
    switch turns {
    case .string(let text): text
    case .array(let values): values.map(text).joined(separator: "\n")
    case .object: text(of: turns["content"] ?? turns["text"] ?? .null)
    case .null, .bool, .integer, .number: ""
    }
  }

  var promptTokens: Int { max(1, prompt.utf8.split(whereSeparator: Self.isSpace).count) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  /// The candidate at a place, as a fault leaves it.
  func answer(at index: Int, _ fault: Fault) -> Answer {
    var words = AnswerText(to: prompt, seed: seed, index: index)
    var text: String
    if let schema, fault != .wrongShape {
      text = words.value(for: schema, of: schema).written
    } else if isObject || schema != nil {
      text = #"{"unasked":"\#(words.word())"}"#
    } else {
      text = words.draft()
    }
    var finish = "stop"
    var refusal: String?
    switch fault {
    case .refusal:
      refusal = "I'm sorry, I cannot assist with that request."
      text = ""
    case .filter:
      finish = "content_filter"
      text = ""
    case .truncated:
      finish = "length"
      text = String(text.prefix(text.count / 2))
    default: break
    }
    var pieces = Self.pieces(of: refusal ?? text)
    if let ceiling, pieces.count > ceiling {
      finish = "length"
      pieces = Array(pieces.prefix(ceiling))
      if refusal == nil { text = pieces.joined() }
    }
    return Answer(
      text: text, refusal: refusal, finish: finish, tokens: max(1, pieces.count), pieces: pieces)
  }

  /// A text cut after each word, so that all pieces together are the text.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var start = text.startIndex
    for place in text.utf8.indices where Self.isSpace(text.utf8[place]) {
      let next = text.utf8.index(after: place)
      pieces.append(String(text[start..<next]))
      start = next
    }
    return start == text.endIndex ? pieces : pieces + [String(text[start...])]
  }
}
