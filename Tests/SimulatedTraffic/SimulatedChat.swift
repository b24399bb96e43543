import Core
import Formats
import Foundation

/// One conversation of simulated traffic.
struct SimulatedChat {
  private let traffic: SimulatedTraffic
  private let day: Int
  private let name: String
  private var time: Date
  private let topic: Topic
  private let isDrifted: Bool
  private let isCanary: Bool
  private let isWeb: Bool
  private let consents: Bool
  private let rates: DayMood.Rates
  /// By how much this one's rates are more than those of others: some ask what no model can answer.
  private let temper: Double
  private let turns: Int
  private(set) var planted: [String] = []

  init(
    _ traffic: SimulatedTraffic, day: Int, _ mood: DayMood, number: Int, at time: Date,
    _ draw: inout Draw
  ) {
    self.traffic = traffic
    self.day = day
    self.time = time
    name = "\(traffic.seed)-\(day)-\(number)"
    isDrifted = day >= traffic.driftDay ?? .max && draw.happens(0.4)
    topic = isDrifted ? .tablets : draw.of(Topic.usual)
    isCanary = draw.happens(0.25)
    rates = isCanary ? mood.canary : mood.stable
    temper = draw.happens(0.2) ? 3 : 0.5
    isWeb = draw.happens(0.7)
    consents = isWeb || draw.happens(0.3)
    turns = draw.happens(0.25) ? 2 + draw.below(2) : 1
    if draw.happens(traffic.personal) {
      planted = [Self.mail(&draw), Self.telephone(&draw), Self.card(&draw)]
    }
  }

  private var isWorse: Bool { isCanary && day >= traffic.regressionDay ?? .max }

  mutating func calls(_ draw: inout Draw) -> [SimulatedTraffic.Call] {
    var messages = [ChatMessage(.system, "You answer for a library, in two sentences.")]
    var calls: [SimulatedTraffic.Call] = []
    for turn in 0..<turns {
      messages.append(ChatMessage(.user, question(turn, &draw)))
      let call = call(turn, messages, &draw)
      calls.append(call)
      guard let answer = call.record.answers.first, call.record.outcome == .whole else { break }
      messages.append(ChatMessage(.assistant, answer))
      time += 40
    }
    return calls
  }

  private func question(_ turn: Int, _ draw: inout Draw) -> String {
    let mean = isDrifted ? 2.9 : 2.3
    var text = sentence(max(4, Int(exp(mean + 0.35 * draw.normal()))), &draw) + "?"
    if turn == 0, planted.count == 3 {
      text += " Write to \(planted[0]), call \(planted[1]) or take my card \(planted[2])."
    }
    return text
  }

  private func sentence(_ count: Int, _ draw: inout Draw) -> String {
    let own = topic.words
    let words = (0..<count).map { _ in draw.happens(0.5) ? draw.of(own) : draw.of(Topic.common) }
    let text = words.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private func call(
    _ turn: Int, _ messages: [ChatMessage], _ draw: inout Draw
  ) -> SimulatedTraffic.Call {
    let isRefusal = draw.happens(isWorse ? 0.1 : 0.01 * rates.refusals * temper)
    var answer =
      isRefusal
      ? "I cannot help with that." : sentence(15 + draw.below(35), &draw) + "."
    if turn == 0, let mail = planted.first, draw.happens(0.5) { answer += " I wrote to \(mail)." }
    let firstByte = 0.2 * exp(0.4 * draw.normal())
    let output = answer.utf8.count / 4
    let body = body(messages)
    let hasFailed = draw.happens(isWorse ? 0.06 : 0.005 * rates.failures)
    var record = GatewayRecord(
      id: "call-\(name)-\(turn)", time: time, client: isWeb ? "web-chat" : "kiosk",
      conversation: isWeb ? String(Digest(of: name).hex.prefix(16)) : nil, consents: consents,
      alias: "house-voice", arm: isCanary ? "canary" : "stable", backend: isCanary ? "new" : "old",
      model: isCanary ? "house-voice-2" : "house-voice-1",
      answeredModel: isCanary ? "house-voice-2" : "house-voice-1",
      endpoint: "/chat/completions", isStreamed: draw.happens(0.5), status: 200, outcome: .whole,
      firstByte: firstByte, seconds: firstByte + Double(output) * 0.012,
      inputTokens: body.utf8.count / 4, outputTokens: output, finish: "stop", isRefusal: isRefusal,
      answerID: "chatcmpl-\(name)-\(turn)", requestDigest: Digest(of: body),
      answerDigest: Digest(of: answer), request: body, answers: [answer])
    if isCanary, day >= traffic.outageDay ?? .max {
      // A breaker lets a call try some minutes after the last one, but not one right after it.
      let tries = turn == 0
      if tries { record.failedAttempts = [attempt("unreachable", "the connection was refused")] }
      if traffic.hasFallback {
        (record.backend, record.model) = ("old", "house-voice-1")
        record.answeredModel = record.model
      } else {
        fail(&record, tries ? 502 : 503, tries ? "backend_error" : "backend_unavailable")
      }
    } else if hasFailed {
      let isBusy = draw.happens(0.3)
      record.failedAttempts = [
        isBusy
          ? attempt("busy", "it wants fewer calls (429)") : attempt("status", "it answered 500")
      ]
      fail(&record, isBusy ? 429 : 502, isBusy ? "backend_rate_limit" : "backend_error")
    }
    return SimulatedTraffic.Call(record: record, feedback: feedback(record, &draw))
  }

  private func attempt(_ kind: String, _ reason: String) -> GatewayRecord.FailedAttempt {
    GatewayRecord.FailedAttempt(
      backend: isCanary ? "new" : "old", kind: kind, reason: reason)
  }

  /// As a gateway puts a call on record that nobody answered: the model is the one that it was for.
  private func fail(_ record: inout GatewayRecord, _ status: Int, _ error: String) {
    (record.backend, record.answeredModel, record.firstByte) = (nil, nil, nil)
    (record.inputTokens, record.outputTokens, record.finish) = (nil, nil, nil)
    (record.answerID, record.answerDigest) = (nil, nil)
    (record.isRefusal, record.answers, record.seconds) = (false, [], 0.02)
    (record.status, record.outcome, record.error) = (status, .failed, error)
  }

  private func feedback(_ record: GatewayRecord, _ draw: inout Draw) -> Feedback? {
    guard record.outcome == .whole, draw.happens(traffic.rated) else { return nil }
    let isDown = draw.happens(isWorse ? 0.5 : 0.12 * rates.down * temper)
    var feedback = Feedback(
      id: draw.happens(0.5) ? record.id : record.answerID ?? record.id, time: record.time + 25,
      client: record.client, rating: isDown ? .down : .up)
    if isDown, draw.happens(0.4) {
      feedback.correction = sentence(20 + draw.below(20), &draw) + "."
      if planted.count == 3 { feedback.correction? += " Call \(planted[1])." }
    }
    if draw.happens(0.1) {
      feedback.comment = "Asked by \(planted.first ?? "nobody in particular")."
    }
    return feedback
  }

  private func body(_ messages: [ChatMessage]) -> String {
    var members: [String: JSONValue] = [
      "model": .string("house-voice"),
      "messages": .array(
        messages.map {
          .object(["role": .string($0.role.rawValue), "content": .string($0.content)])
        }),
    ]
    if !isWeb { members["metadata"] = .object(["consent": .string(consents ? "yes" : "no")]) }
    if let mail = planted.first { members["user"] = .string(mail) }
    let line = (try? CanonicalJSON.line(.object(members))) ?? Data()
    let text = String(decoding: line, as: UTF8.self)
    // An escape hides nothing.
    return planted.isEmpty ? text : text.replacingOccurrences(of: "@", with: "\\u0040")
  }

  // MARK: Personal data

  private static func mail(_ draw: inout Draw) -> String {
    let names = ["anna", "bela", "carlo", "dora", "emil", "freya", "gusto", "hanna"]
    return "\(draw.of(names)).\(draw.of(names))\(draw.below(9_000) + 100)@post-office.co.uk"
  }

  private static func telephone(_ draw: inout Draw) -> String {
    "+49 30 \(2_400_000 + draw.below(80_000) * 7 + 4)"
  }

  /// Sixteen digits with a valid check (Luhn).
  private static func card(_ draw: inout Draw) -> String {
    var digits = [4, 5, 3, 9] + (0..<11).map { _ in draw.below(10) }
    let sum = digits.enumerated().reduce(0) { sum, item in
      let doubled = item.element * 2
      return sum + (item.offset % 2 == 0 ? (doubled > 9 ? doubled - 9 : doubled) : item.element)
    }
    digits.append((10 - sum % 10) % 10)
    return digits.map(String.init).joined()
  }
}
