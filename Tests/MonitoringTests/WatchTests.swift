import Core
import Evaluation
import Foundation
import Monitoring
import SimulatedTraffic
import TestSupport
import Testing

@Suite struct WatchTests {
  private static func watch(_ traffic: SimulatedTraffic) -> TrafficReport {
    let calls = (1...traffic.days).map { traffic.calls(of: $0).calls }
    var watch = TrafficWatch(feedback: calls.joined().compactMap(\.feedback))
    for call in calls.joined() { watch.add(call.record) }
    return watch.report()
  }

  @Test func `a planted drift and a planted regression are found, on their day and arm`()
    async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root)
      var traffic = SimulatedTraffic(seed: 7)
      traffic.conversationsPerDay = 700
      let (planted, counts) = try await desk.keep(traffic)
      #expect(planted.count > 500)
      #expect(counts.lost == 0)
      let report = try TrafficWatch.report(
        of: desk.folder, days: Desk.first...Desk.first.advanced(by: 13)
      ) { model, input, output in model == "house-voice-1" ? input + 2 * output : nil }
      let drift = Desk.first.advanced(by: 8)
      let regression = Desk.first.advanced(by: 10)
      let last = Desk.first.advanced(by: 13)
      let found = Dictionary(grouping: report.alarms, by: \.measure)
      for measure in [TrafficMeasure.topic, .length] {
        #expect(found[measure]?.map(\.first) == [drift], "\(measure)")
        #expect(found[measure]?.map(\.last) == [last], "\(measure)")
        #expect(found[measure]?.map(\.served) == [nil], "\(measure)")
      }
      for measure in [TrafficMeasure.thumbsDown, .refusals] {
        #expect(found[measure]?.map(\.first) == [regression], "\(measure)")
        #expect(found[measure]?.map { $0.served?.arm } == ["canary"], "\(measure)")
      }
      #expect(found[.failures]?.allSatisfy { $0.served?.arm == "canary" } ?? false)
      #expect(report.alarms.allSatisfy { $0.first >= drift })
      let topic = try #require(found[.topic]?.first)
      #expect(Topics.drifted.contains { topic.message.contains("'\($0)'") }, "\(topic.message)")
      #expect(report.rows.map(\.served.arm) == ["canary", "stable"])
      #expect(report.rows.allSatisfy { $0.days.count == 14 })
      #expect(report.rows[1].total.microdollars > 0)
      #expect(report.rows[1].total.unpriced == 0)
      #expect(report.rows[0].total.unpriced == report.rows[0].total.answered)
      #expect(report.findings == [])
      let page = String(
        decoding: try MonitoringPage(report).page(title: "house-voice", template: Desk.template),
        as: UTF8.self)
      #expect(page.contains("Since \(drift) (seen up to \(last)), what people ask of house-voice"))
      #expect(page.contains("Since \(regression)"))
      #expect(page.contains("house-voice, canary (house-voice-2)"))
      #expect(page.components(separatedBy: "<polyline").count > 12)
      #expect(!page.contains("post-office"))
      #expect(
        page
          == String(
            decoding: try MonitoringPage(report).page(
              title: "house-voice", template: Desk.template),
            as: UTF8.self))
    }
  }

  @Test(arguments: [false, true])
  func `a model that is down alarms on its day, also where a fallback hides it from clients`(
    hasFallback: Bool
  ) throws {
    var traffic = SimulatedTraffic.quiet(seed: 5)
    traffic.conversationsPerDay = 160
    (traffic.outageDay, traffic.hasFallback) = (12, hasFallback)
    let report = Self.watch(traffic)
    let alarm = try #require(report.alarms.first)
    #expect(report.alarms.count == 1)
    #expect(alarm.measure == .failures)
    #expect(alarm.first == Desk.first.advanced(by: 11))
    #expect(alarm.served?.description == "house-voice, canary (house-voice-2)")
    let own = try #require(report.rows.first { $0.served == alarm.served })
    let last = try #require(own.days[Desk.first.advanced(by: 13)])
    #expect(last.served > 20)
    #expect(last.failed == last.served)
    // The first call after the backend went away may find its breaker closed.
    #expect(last.passedOn == (hasFallback ? last.failed : 0))
    let page = String(
      decoding: try MonitoringPage(report).page(title: "t", template: Desk.template),
      as: UTF8.self)
    #expect(page.contains("asked for \(own.total.passedOn)<") == hasFallback)
    #expect(page.contains("stood in for") == hasFallback)
  }

  /// Two arms that are always equally good, one of which got most of its calls on other days.
  @Test func `a day that was bad for both arms is no arm's fault, whatever their weights`() throws {
    for seed in 1...10 {
      var draw = SeededCalls(seed: UInt64(seed))
      var watch = TrafficWatch(feedback: [])
      for day in 0..<14 {
        for number in 0..<400 {
          let isCanary = draw.happens(day < 7 ? 0.05 : 0.5)
          let isBad = draw.happens(day == 2 ? 0.3 : 0.005)
          var record = try call(
            "\(seed)-\(day)-\(number)", at: Double(day) * 86_400 + Double(number),
            asked: [(.user, "how?")], answers: isBad ? [] : ["so"],
            outcome: isBad ? .failed : .whole)
          record.arm = isCanary ? "canary" : "stable"
          record.model = isCanary ? "voice-2" : "voice-1"
          if isBad { (record.backend, record.status) = (nil, 502) }
          watch.add(record)
        }
      }
      let report = watch.report()
      #expect(report.alarms.map(\.message) == [], "seed \(seed)")
      #expect(report.changes.contains { $0.against == .others })
    }
  }

  @Test func `an alarm of all days together names the first of them`() throws {
    var draw = SeededCalls(seed: 3)
    var watch = TrafficWatch(feedback: [])
    for day in 0..<14 {
      for number in 0..<300 {
        let isCanary = draw.happens(0.5)
        var record = try call(
          "\(day)-\(number)", at: Double(day) * 86_400 + Double(number),
          asked: [(.user, "how?")], answers: ["so"])
        record.arm = isCanary ? "canary" : "stable"
        record.model = isCanary ? "voice-2" : "voice-1"
        record.isRefusal = draw.happens(isCanary ? 0.1 : 0.02)
        watch.add(record)
      }
    }
    let report = watch.report()
    let alarm = try #require(report.alarms.first)
    #expect(report.alarms.count == 1)
    #expect((alarm.measure, alarm.served?.arm) == (.refusals, "canary"))
    #expect((alarm.first, alarm.last) == (Desk.first, Desk.first.advanced(by: 13)))
  }

  @Test func `the turns of a conversation count once in what is compared`() throws {
    var watch = TrafficWatch(feedback: [])
    for day in 0..<9 {
      for conversation in 0..<25 {
        for turn in 0..<4 {
          var record = try call(
            "\(day)-\(conversation)-\(turn)", at: Double(day) * 86_400,
            conversation: "\(day)-\(conversation)", asked: [(.user, "how?")], answers: ["so"])
          record.isRefusal = conversation == 0
          watch.add(record)
        }
      }
    }
    let changes = watch.report().changes.filter { $0.measure == .refusals }
    #expect(changes.map(\.after.trials) == [25, 25])
    #expect(changes.map(\.after.successes) == [1, 1])
    #expect(changes.map(\.before.trials) == [175, 175])
  }

  @Test func `an answer's id that two calls have says nothing, the call's own id does`() throws {
    func says(_ id: String) -> Feedback {
      Feedback(id: id, time: Desk.first.start + 200, client: "bot", rating: .down)
    }
    var watch = TrafficWatch(feedback: [says("same"), says("two"), says("answer-three")])
    for id in ["one", "two", "three"] {
      var record = try call(id, asked: [(.user, "how?")], answers: ["so"])
      if id != "three" { record.answerID = "same" }
      watch.add(record)
    }
    let report = watch.report()
    #expect(report.rows.first?.total.down == 2)
    #expect(report.findings.map(\.rule) == ["gateway-feedback-ambiguous"])
  }

  @Test func `quiet traffic stays quiet: of twenty seeds no more than the stated share alarms`()
    async throws
  {
    let alarms = await withTaskGroup(of: [TrafficAlarm].self) { group in
      for half in 0..<2 {
        group.addTask {
          (1...10).flatMap { seed -> [TrafficAlarm] in
            var traffic = SimulatedTraffic.quiet(seed: UInt64(half * 10 + seed))
            traffic.conversationsPerDay = 120
            return Array(Self.watch(traffic).alarms.prefix(1))
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    // 0.05 of 20 is 1.
    #expect(alarms.count <= 1, "\(alarms.map(\.message))")
  }

  @Test func `a figure is what its calls give`() throws {
    var watch = TrafficWatch(feedback: [
      Feedback(id: "answer-1", time: Desk.first.start, client: "bot", rating: .up),
      // A second thought counts, another client's word does not.
      Feedback(
        id: "answer-1", time: Desk.first.start, client: "bot", rating: .down, correction: "c"),
      Feedback(id: "2", time: Desk.first.start, client: "stranger", rating: .down),
      Feedback(id: "3", time: Desk.first.start, client: "bot", rating: .up),
      Feedback(id: "gone", time: Desk.first.start, client: "bot", rating: .up),
    ]) { _, input, output in input * 100 + output }
    for number in 1...100 {
      var record = try call("\(number)", asked: [(.user, "how?")], answers: ["so"])
      record.seconds = Double(number) / 10
      record.isRefusal = number <= 3
      watch.add(record)
    }
    var failed = try call("f", asked: [(.user, "how?")], answers: [], outcome: .failed)
    (failed.status, failed.error) = (400, "bad_request")
    watch.add(failed)
    // Nobody answered: down, with too much to do, or the gateway was stopped.
    for (status, error) in [
      (504, "backend_timeout"), (429, "backend_rate_limit"), (503, "gateway_stopping"),
    ] {
      (failed.status, failed.error, failed.backend) = (status, error, nil)
      watch.add(failed)
    }
    watch.add(try call("h", asked: [(.user, "how?")], answers: ["s"], outcome: .half))
    let report = watch.report()
    let row = try #require(report.rows.first)
    #expect(report.rows.count == 1)
    #expect(row.total.calls == 105)
    #expect(row.total.served == 103)
    #expect(row.total.failed == 3)
    #expect(row.total.refusals == 3)
    #expect(
      row.total.errors == [
        "backend_timeout": 1, "bad_request": 1, "backend_rate_limit": 1, "gateway_stopping": 1,
      ])
    #expect((row.total.up, row.total.down, row.total.corrected) == (1, 1, 1))
    #expect(row.total.inputTokens == 1_000)
    #expect(row.total.microdollars == 100 * 1_020)
    let quantiles = [0.5, 0.95, 0.99].compactMap { row.total.seconds($0) }
    for (found, wanted) in zip(quantiles, [5.0, 9.5, 9.9]) {
      #expect(abs(found / wanted - 1) <= 0.011)
    }
    #expect(report.findings.map(\.rule) == ["gateway-feedback-unmatched"])
  }

  @Test func `traffic is held against an evaluation set's prompts from the first day on`() throws {
    let prompts = (0..<60).map {
      "Please tell me about loan number \($0) of the atlas on shelf \($0 % 7)"
    }
    var watch = TrafficWatch(feedback: [], reference: .prompts(prompts))
    for number in 0..<60 {
      watch.add(
        try call(
          "\(number)",
          asked: [
            (
              .user,
              "Sync my tablet with the cloud account of reader \(number) and then restart the app"
            )
          ], answers: ["so"]))
    }
    let report = watch.report()
    #expect(report.alarms.contains { $0.measure == .topic && $0.first == Desk.first })
    #expect(report.drifts.first?.conversations == 60)
  }

  @Test func `no calls at all give a page that says so`() throws {
    let report = TrafficWatch(feedback: []).report()
    let page = try MonitoringPage(report).page(title: "t", template: Desk.template)
    #expect(String(decoding: page, as: UTF8.self).contains("There are no calls."))
  }
}

/// Random numbers that a seed decides (SplitMix64).
private struct SeededCalls {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 7_919 }

  mutating func happens(_ share: Double) -> Bool {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) < share * Double(UInt64(1) << 53)
  }
}

private enum Topics {
  static let drifted = [
    "tablet", "download", "ebook", "reader", "licence", "device", "screen", "sync", "adobe",
    "audiobook", "streaming", "app", "update", "battery", "wireless", "cloud", "format", "epub",
    "border", "expired", "activation", "bluetooth", "storage",
  ]
}
