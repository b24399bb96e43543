import Core
import Datasets
public import FoundationEssentials
public import Monitoring
import Store

extension Newsroom {
  /// Where the gateway keeps its calls.
  var gatewayFolder: GatewayFolder { GatewayFolder(path: "\(desk.root)/Gateway") }

  /// Takes personal data out of what the gateway hands on.
  var redactor: RecordRedactor { RecordRedactor(salt: settings.name) }

  /// The file of the secret that digests of calls are made with; Git ignores its folder.
  var recordKey: String { "\(desk.root)/.colophon/gateway-key" }

  /// What the gateway's calls of the last days came to, and what moved.
  ///
  /// - Parameters:
  ///   - days: how many, today among them.
  ///   - set: a file of chats whose prompts the traffic is held against; `nil` for the first days.
  public func traffic(days: Int, against set: String? = nil) throws -> TrafficReport {
    let today = UTCDay(world.now())
    let prices = try PriceTable(templates.file(PriceTable.path))
    var reference = DriftReference.firstDays
    if let set {
      let items = try ModelDesk(name: "", newsroom: self).evaluationSet(set).items
      reference = .prompts(items.compactMap { TrafficWatch.opening(of: $0.prompt) })
    }
    return try TrafficWatch.report(
      of: gatewayFolder, days: today.advanced(by: 1 - max(1, days))...today, reference: reference
    ) { model, input, output in
      // Dollars for a million tokens are millionths of a dollar for one.
      prices.price(of: model).map { price in
        Int((Double(input) * price.input + Double(output) * price.output).rounded())
      }
    }
  }

  /// The same as a page for people.
  public func trafficPage(_ report: TrafficReport) throws -> Data {
    try MonitoringPage(report).page(
      title: "\(settings.name): the gateway", template: templates.file)
  }
}
