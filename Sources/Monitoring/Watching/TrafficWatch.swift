public import Core
import Evaluation

/// Watches the calls of a window of days: counts them as they are read, and says in the end what they
/// came to and what moved. It holds figures a day and a model, and a choice of questions a day, however
/// many calls there are.
public struct TrafficWatch {
  /// A day of an alias: what is asked.
  struct Asked {
    var lengths = LengthCounts()
    var sample: TextSample
  }

  struct AskedDay: Hashable {
    var alias: String
    var day: UTCDay
  }

  struct ServedDay: Hashable {
    var served: ServedModel
    var day: UTCDay
  }

  let settings: WatchSettings
  let reference: DriftReference
  private let price: (_ model: String, _ input: Int, _ output: Int) -> Int?
  private var feedback = FeedbackIndex()
  private(set) var figures: [ServedDay: TrafficFigures] = [:]
  private(set) var asked: [AskedDay: Asked] = [:]

  /// - Parameters:
  ///   - feedback: all that there is of the window's answers, in the order it came: the last word on an
  ///     answer counts.
  ///   - price: what a model takes for tokens in and out, in millionths of a dollar; `nil` where it has
  ///     no price.
  public init(
    feedback: [Feedback], reference: DriftReference = .firstDays,
    settings: WatchSettings = WatchSettings(),
    price: @escaping (_ model: String, _ input: Int, _ output: Int) -> Int? = { _, _, _ in nil }
  ) {
    self.settings = settings
    self.reference = reference
    self.price = price
    for one in feedback { self.feedback.add(one) }
  }

  /// Counts a call.
  public mutating func add(_ record: GatewayRecord) {
    let day = UTCDay(record.time)
    let served = ServedModel(
      alias: record.alias ?? "", arm: record.arm ?? "", model: record.model ?? "")
    let cost: Int? =
      if let model = record.model, let input = record.inputTokens,
        let output = record.outputTokens
      { price(model, input, output) } else { nil }
    let said = feedback.said(of: record)?.feedback
    figures[ServedDay(served: served, day: day), default: TrafficFigures()]
      .add(record, said, cost: cost)
    // What the gateway turned away says nothing of what people ask.
    guard let alias = record.alias, record.outcome != .refused else { return }
    let texts = AskedTexts(record.request)
    guard texts.isOpening, let text = texts.asked else { return }
    let key = AskedDay(alias: alias, day: day)
    asked[key, default: Asked(sample: TextSample(most: settings.sample))].lengths
      .add(text.unicodeScalars.count)
    asked[key]?.sample.consider(record.id) { Terms.of(text) }
  }

  /// How many answers feedback names that no counted call gave.
  var unmatched: Int { feedback.unmatched }

  /// What the calls came to.
  ///
  /// - Parameter findings: what was found while they were read.
  public func report(findings: [Finding] = []) -> TrafficReport {
    TrafficReport(self, findings: findings)
  }

  /// Watches the calls of some days.
  ///
  /// - Parameters:
  ///   - folder: where the gateway keeps them.
  ///   - days: the first and the last.
  /// - Throws: ``MonitoringError`` where a file cannot be read.
  public static func report(
    of folder: GatewayFolder, days: ClosedRange<UTCDay>, reference: DriftReference = .firstDays,
    settings: WatchSettings = WatchSettings(),
    price: @escaping (_ model: String, _ input: Int, _ output: Int) -> Int? = { _, _, _ in nil }
  ) throws(MonitoringError) -> TrafficReport {
    let records = GatewayRecords(in: folder)
    var (feedback, findings) = try records.feedback(since: days.lowerBound)
    var watch = TrafficWatch(
      feedback: feedback, reference: reference, settings: settings, price: price)
    feedback = []
    for day in folder.days where days.contains(day) {
      findings += try records.forEachCall(of: day) { record in
        // A clock that was wrong makes no day of its own.
        if days.contains(UTCDay(record.time)) { watch.add(record) }
      }
    }
    return watch.report(findings: findings)
  }
}
