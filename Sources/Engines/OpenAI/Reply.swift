import Core
import Formats

/// A reply as far as it is read, whichever API it came from.
struct Reply {
  struct Candidate {
    /// The draft; of a refusal, its words.
    var text: String
    /// `stop`, `length`, `content_filter`, `refusal` ...; else `unknown`.
    var finishReason: String
    /// The server's own word for it.
    var said: String
    /// How likely the model held it, where that was asked for and said.
    var likelihood: AnswerLikelihood?
  }

  var id: String?
  var model: String?
  var candidates: [Candidate]
  var usage: CallAttempt.Usage?
  /// Set where the server says in the reply that there is none.
  var failure: (code: String?, message: String)?
  /// Whether the server is still at work on it.
  var isAtWork = false

  /// Reads a reply's body.
  ///
  /// - Returns: `nil` where it is none.
  init?(_ body: String, of api: RequestAPI) {
    var body = body
    guard let read = body.withUTF8({ Self.read($0, of: api) }) else { return nil }
    self = read
  }

  private static func read(_ body: UnsafeBufferPointer<UInt8>, of api: RequestAPI) -> Reply? {
    guard let text = try? JSONText(reading: body, within: .reply) else { return nil }
    switch api {
    case .chat: return ChatReply(JSONPart(text))?.read
    case .responses: return ResponsesReply(JSONPart(text))?.read
    }
  }

  init(
    id: String?, model: String?, candidates: [Candidate], usage: CallAttempt.Usage?,
    failure: (code: String?, message: String)? = nil, isAtWork: Bool = false
  ) {
    self.id = id
    self.model = model
    self.candidates = candidates
    self.usage = usage
    self.failure = failure
    self.isAtWork = isAtWork
  }
}
