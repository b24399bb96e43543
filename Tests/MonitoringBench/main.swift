import Core
import Foundation
import Monitoring
import SimulatedTraffic

// monitoring-bench FOLDER CALLS: writes so many calls of simulated traffic, and watches them; says how
// long each took and the most memory that was held. With a third argument it writes the page into that
// file: to look at.

let arguments = CommandLine.arguments
guard (3...4).contains(arguments.count), let wanted = Int(arguments[2]), wanted > 0 else {
  print("usage: monitoring-bench FOLDER CALLS [PAGE]")
  exit(64)
}

func memory() -> Double {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return (Double(line.filter(\.isNumber)) ?? 0) / 1_024
}

func say(_ what: String, _ calls: Int, _ seconds: Double) {
  let rate = Int(Double(calls) / seconds)
  let tenths = Int(seconds * 10)
  print(
    "\(what): \(calls) calls in \(tenths / 10).\(tenths % 10) s, \(rate) a second; ", terminator: ""
  )
  print("at most \(Int(memory())) MiB held")
}

let folder = GatewayFolder(path: arguments[1])
var traffic = SimulatedTraffic(seed: 1)
traffic.conversationsPerDay = max(1, wanted * 10 / 14 / 14)
let first = UTCDay(traffic.start)
let clock = ContinuousClock()
let writer = try GatewayWriter(folder, redactor: RecordRedactor(salt: "bench"))
var spent = Duration.zero
for day in 1...traffic.days {
  let calls = traffic.calls(of: day).calls
  spent += try await clock.measure {
    for call in calls { await writer.add(call.record) }
    try await withThrowingTaskGroup { group in
      for feedback in calls.compactMap(\.feedback) {
        group.addTask { try await writer.add(feedback) }
      }
      try await group.waitForAll()
    }
    await writer.settle()
  }
}
let counts = writer.counts
say("kept, without personal data", counts.calls, spent / .seconds(1))
let watched = try clock.measure {
  let report = try TrafficWatch.report(of: folder, days: first...first.advanced(by: 13))
  for alarm in report.alarms { print("  \(alarm.message)") }
  if arguments.count == 4 {
    let page = try MonitoringPage(report).page(title: "Simulated traffic") { path in
      TemplateFile(
        display: path, bytes: try Data(contentsOf: URL(filePath: "Templates/\(path)")))
    }
    try page.write(to: URL(filePath: arguments[3]))
  }
}
say("watched", counts.calls, watched / .seconds(1))
let harvested = try clock.measure {
  var read = 0
  for day in 0..<14 {
    try GatewayRecords(in: folder).forEachCall(of: first.advanced(by: day)) { _ in read += 1 }
  }
}
say("read alone", counts.calls, harvested / .seconds(1))
