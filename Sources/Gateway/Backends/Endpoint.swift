/// What a client can ask for an answer by.
enum Endpoint: String, Sendable {
  case chat = "/chat/completions"
  case responses = "/responses"
}
