import Core
import Formats
import Foundation

/// What the server knows and does, apart from the network: a request in, a reply out.
struct Service {
  var settings: StandIn.Settings
  var calls = Calls()
  var script: [Fault] = []
  var inFlight = 0
  var files: [StoredFile] = []
  var uploads: [StoredUpload] = []
  var batches: [StoredBatch] = []
  var jobs: [StoredJob] = []
  /// The oldest first.
  var evals: [(id: String, json: JSON)] = []
  /// The replies that an `Idempotency-Key` brings again, with the body they were for.
  var remembered: [String: (body: String, reply: Reply)] = [:]
  var limits = LimitWindow()
  var exchanges: [Exchange] = []
  private var number = 0

  init(_ settings: StandIn.Settings) { self.settings = settings }

  static func isAnswer(_ request: Request) -> Bool {
    ["POST chat/completions", "POST responses"].contains(request.route)
  }

  /// A new id, such as `file-000000000000000000000007`.
  mutating func newID(_ kind: String) -> String {
    number += 1
    let digits = "\(number)"
    return kind + String(repeating: "0", count: 24 - digits.count) + digits
  }

  var now: Int { Int(Date().timeIntervalSince1970) }

  /// Takes a request, and says what the reply will be.
  mutating func begin(_ request: Request) -> Reply {
    inFlight += 1
    if request.path.first == "_stand-in" { return control(request) }
    calls.mostAtOnce = max(calls.mostAtOnce, inFlight)
    calls.routes[counted(request), default: 0] += 1
    if request.header("host")?.hasPrefix("127.0.0.1") == false { calls.strays += 1 }
    var reply = refusalOfKey(request) ?? (Self.isAnswer(request) ? answer(request) : route(request))
    let standard = [
      "x-request-id": newID("req_"), "openai-version": "2020-10-01",
      "openai-processing-ms": "\(settings.delay.components.attoseconds / 1_000_000_000_000_000)",
    ]
    reply.headers.merge(standard) { own, _ in own }
    if Self.isAnswer(request) {
      let limits = limits.headers(settings)
      reply.headers.merge(limits) { own, _ in own }
    }
    if settings.keepsExchanges { exchanges.append(Exchange(request, reply)) }
    return reply
  }

  private func counted(_ request: Request) -> String {
    let names = request.path.map { $0.contains("00000") ? "{id}" : $0 }
    return "\(request.method) \(names.joined(separator: "/"))"
  }

  private func refusalOfKey(_ request: Request) -> Reply? {
    guard let key = settings.key else { return nil }
    let given = request.header("authorization") ?? ""
    if given == "Bearer \(key)" { return nil }
    return wrongKey(given, whole: false)
  }

  /// As OpenAI words it: with the key's ends, or, as other servers do, with all of it.
  func wrongKey(_ given: String, whole: Bool) -> Reply {
    let key = given.replacing("Bearer ", with: "")
    let shown = whole ? key : "\(key.prefix(8))****\(key.suffix(4))"
    let message =
      key.isEmpty ? "You didn't provide an API key." : "Incorrect API key provided: \(shown)."
    return .refusal(401, message, code: "invalid_api_key")
  }

  /// What a body is counted by, however it was written.
  func digest(of body: JSON) -> String { Digest(of: body.written).hex }

  /// Everything that is no request for an answer.
  private mutating func route(_ request: Request) -> Reply {
    if let first = request.path.first, settings.shutDown.contains(first) {
      return .refusal(404, "This endpoint has been shut down.", code: "endpoint_shut_down")
    }
    return switch request.path.first {
    case "models": models(request)
    case "files": fileRequest(request)
    case "uploads": uploadRequest(request)
    case "batches": batchRequest(request)
    case "fine_tuning": tuningRequest(request)
    case "evals": evalRequest(request)
    default: .refusal(404, "Invalid URL (\(request.route))")
    }
  }

  func noSuch(_ kind: String, _ id: String) -> Reply {
    .refusal(404, "No such \(kind): \(id)", param: "id")
  }

  func wrongMethod(_ request: Request) -> Reply {
    .refusal(405, "Not allowed: \(request.route)", code: "method_not_supported")
  }

  /// A request for an answer: counted, held against the limits, answered or failed.
  private mutating func answer(_ request: Request) -> Reply {
    let asked = JSON(request.body)
    let body = asked.map(digest) ?? Digest(of: request.body).hex
    calls.received += 1
    calls.bodies[body, default: 0] += 1
    let key = settings.honoursIdempotency ? request.header("idempotency-key") : nil
    if let key, let known = remembered[key] {
      guard known.body == body else {
        return .refusal(409, "Idempotency-Key was used with another body.", code: "key_reused")
      }
      calls.replayed += 1
      return known.reply
    }
    if let refusal = limits.take(settings) {
      calls.failed += 1
      return refusal
    }
    let reply = made(request, asked, script.isEmpty ? nil : script.removeFirst())
    guard reply.isWhole else {
      calls.failed += 1
      return reply
    }
    calls.answered += 1
    calls.paid[body, default: 0] += 1
    if let key { remembered[key] = (body, reply) }
    return reply
  }

  /// Makes the answer to a chat or a response, whoever asks: a client, or a batch.
  mutating func made(_ request: Request, _ body: JSON?, _ scripted: Fault?) -> Reply {
    guard let body, body.members != nil else {
      return .refusal(400, "We could not parse the JSON body of your request.")
    }
    guard let model = body["model"]?.text else {
      return .refusal(
        400, "you must provide a model parameter", code: "missing_required_parameter",
        param: "model")
    }
    let fault = scripted ?? Fault(rawValue: model) ?? .none
    if let reply = refusal(for: fault, model, request) { return reply }
    guard settings.models.contains(model) || Fault(rawValue: model) != nil else {
      return noSuchModel(model)
    }
    let reply = request.path == ["responses"] ? response(body, fault) : chat(body, fault)
    return spoiled(reply, by: fault)
  }

  func noSuchModel(_ model: String) -> Reply {
    .refusal(
      404, "The model `\(model)` does not exist or you do not have access to it.",
      code: "model_not_found")
  }
}

extension Reply {
  /// Whether an answer came, and all of it.
  var isWhole: Bool {
    switch content {
    case .whole, .events: status == 200
    case .cut, .cutEvents, .hangUp, .silence: false
    }
  }
}
