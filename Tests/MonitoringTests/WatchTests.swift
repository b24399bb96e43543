import Core
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
    (failed.status, failed.error) = (504, "backend_timeout")
    watch.add(failed)
    (failed.status, failed.error) = (400, "bad_request")
    watch.add(failed)
    watch.add(try call("h", asked: [(.user, "how?")], answers: ["s"], outcome: .half))
    let report = watch.report()
    let row = try #require(report.rows.first)
    #expect(report.rows.count == 1)
    #expect(row.total.calls == 103)
    #expect(row.total.served == 102)
    #expect(row.total.failed == 2)
    #expect(row.total.refusals == 3)
    #expect(row.total.errors == ["backend_timeout": 1, "bad_request": 1])
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

private enum Topics {
  static let drifted = [
    "tablet", "download", "ebook", "reader", "licence", "device", "screen", "sync", "adobe",
    "audiobook", "streaming", "app", "update", "battery", "wireless", "cloud", "format", "epub",
    "border", "expired", "activation", "bluetooth", "storage",
  ]
}
