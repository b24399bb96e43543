import Formats
import HummingbirdCore
import NIOCore

/// An error as OpenAI's API writes one, which its clients understand.
struct APIRefusal: Error {
  var status: Int
  var type: String
  var code: String?
  var param: String?
  var message: String
  /// Seconds, for `Retry-After`.
  var retryAfter: Double?

  init(
    _ status: Int, _ type: String, code: String?, param: String? = nil, _ message: String,
    retryAfter: Double? = nil
  ) {
    self.status = status
    self.type = type
    self.code = code
    self.param = param
    self.message = message
    self.retryAfter = retryAfter
  }

  static let noJSON = APIRefusal(
    400, "invalid_request_error", code: nil,
    "We could not parse the JSON body of your request.")
  static let noKey = APIRefusal(
    401, "invalid_request_error", code: "invalid_api_key",
    "You didn't provide an API key. Send it in an Authorization header: Bearer YOUR_KEY.")
  static let wrongKey = APIRefusal(
    401, "invalid_request_error", code: "invalid_api_key", "Incorrect API key provided.")
  static func tooLong(_ most: Int) -> APIRefusal {
    APIRefusal(
      413, "invalid_request_error", code: "request_too_large",
      "The body is longer than \(most) bytes.")
  }
  static let noRoom = APIRefusal(
    503, "server_error", code: "gateway_busy",
    "The gateway holds as many bytes of requests as it may.", retryAfter: 1)
  static let stopping = APIRefusal(
    503, "server_error", code: "gateway_stopping", "The gateway is being stopped.", retryAfter: 1)

  /// `{"error": {...}}`, on one line.
  var body: ByteBuffer { ByteBuffer(bytes: json(named: nil)) }

  /// The error as an event of a stream.
  func event(_ endpoint: Endpoint) -> ByteBuffer {
    switch endpoint {
    case .chat: ByteBuffer(bytes: Array("data: ".utf8) + json(named: nil) + Array("\n\n".utf8))
    case .responses:
      ByteBuffer(
        bytes: Array("event: error\ndata: ".utf8) + json(named: "error") + Array("\n\n".utf8))
    }
  }

  private func json(named type: String?) -> [UInt8] {
    var line: [UInt8] = []
    func append(_ name: String, _ value: String?) {
      if line.last != UInt8(ascii: "{") { line.append(UInt8(ascii: ",")) }
      CanonicalJSON.append(name, to: &line)
      line.append(UInt8(ascii: ":"))
      if let value { CanonicalJSON.append(value, to: &line) } else { line += "null".utf8 }
    }
    line += "{\"error\":{".utf8
    append("code", code)
    append("message", message)
    append("param", param)
    append("type", self.type)
    line.append(UInt8(ascii: "}"))
    if let type {
      // The Responses API has an error's members beside its type.
      append("type", type)
      append("code", code)
      append("message", message)
      append("param", param)
    }
    line.append(UInt8(ascii: "}"))
    return line
  }
}
