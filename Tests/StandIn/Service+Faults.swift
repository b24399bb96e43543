import Foundation

/// What goes wrong, where it is asked for.
extension Service {
  /// The refusal that a fault is; `nil` where it is a fault of another kind.
  func refusal(for fault: Fault, _ model: String, _ request: Request) -> Reply? {
    let busy = "Rate limit reached for requests. Please try again later."
    let server = "The server had an error while processing your request."
    switch fault {
    case .wrongKey, .wrongKeyEchoed:
      let given = request.header("authorization") ?? ""
      return wrongKey(given, whole: fault == .wrongKeyEchoed)
    case .forbidden:
      return .refusal(
        403, "Country, region, or territory not supported",
        code: "unsupported_country_region_territory",
        type: "request_forbidden")
    case .noSuchModel: return noSuchModel(model)
    case .conflict:
      return .refusal(
        409, "The resource was changed meanwhile.", code: "conflict", type: "conflict_error")
    case .unprocessable: return .refusal(422, "The request cannot be processed.", param: "messages")
    case .rateLimit:
      return .refusal(
        429, busy, code: "rate_limit_exceeded", type: "requests", headers: ["Retry-After": "1"])
    case .rateLimitShort:
      return .refusal(
        429, busy, code: "rate_limit_exceeded", type: "requests", headers: ["retry-after-ms": "20"])
    case .quota:
      return .refusal(
        429, "You exceeded your current quota, please check your plan and billing details.",
        code: "insufficient_quota", type: "insufficient_quota")
    case .spendLimit:
      return .refusal(
        429, "The project's spending limit is reached.", code: "project_spend_limit_exceeded",
        type: "insufficient_quota")
    case .serverError: return .refusal(500, server, type: "server_error")
    case .overloaded:
      return .refusal(
        503, "The engine is currently overloaded.", type: "server_error",
        headers: ["Retry-After": "1"])
    case .overloadedLong:
      return .refusal(
        503, "The engine is currently overloaded.", type: "server_error",
        headers: ["Retry-After": "600"])
    case .hangUp: return Reply(.hangUp)
    case .silence: return Reply(.silence)
    case .redirect:
      let host = request.header("host") ?? ""
      let elsewhere = host.replacing("127.0.0.1", with: "localhost")
      let path = request.path.joined(separator: "/")
      return Reply(
        status: 307, headers: ["Location": "http://\(elsewhere)/v1/\(path)"], .whole(Data()))
    case .none, .cut, .notJSON, .page, .pageBadGateway, .refusal, .filter, .truncated, .wrongShape,
      .oneChoice, .noChoices, .streamError, .tornStream, .noUsage, .absurdUsage, .negativeUsage,
      .noLogProbabilities, .unlikelyToken:
      return nil
    }
  }

  /// A good answer, spoiled on its way.
  func spoiled(_ reply: Reply, by fault: Fault) -> Reply {
    guard reply.status == 200 else { return reply }
    var events: [String] = []
    if case .events(let found, _) = reply.content { events = found }
    switch fault {
    case .cut where events.isEmpty:
      return Reply(headers: reply.headers, .cut(reply.body.prefix(reply.body.count / 2)))
    case .cut:
      return Reply(headers: reply.headers, .cutEvents(Array(events.prefix(events.count / 2))))
    case .notJSON:
      return Reply(
        headers: reply.headers, .whole(Data("{\"id\": \"chatcmpl-1\", \"choices\": [".utf8)))
    case .page, .pageBadGateway:
      let page =
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>"
      return Reply(
        status: fault == .page ? 200 : 502, headers: ["Content-Type": "text/html"],
        .whole(Data(page.utf8)))
    case .streamError where !events.isEmpty:
      let error = Reply.refusal(500, "The server had an error in the stream.", type: "server_error")
      let last = "event: error\ndata: \(String(decoding: error.body, as: UTF8.self))\n\n"
      return .events(Array(events.prefix(events.count / 2)) + [last])
    case .tornStream where !events.isEmpty:
      let lines = events.map { ": a comment\r\n" + $0.replacing("\n", with: "\r\n") }
      return .events(lines, pieces: 3)
    default: return reply
    }
  }
}
