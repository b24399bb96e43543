public import Core
import Evaluation

/// Watches the calls of a window of days: counts them as they are read, and says in the end what they
/// came to and what moved. It holds figures a day and a model, and a choice of questions a day; of a
/// conversation some bytes, of a call none, but of one that feedback may be about.
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

  /// A call that feedback names.
  private struct Reviewed {
    var call: FeedbackIndex.Call
    var served: ServedDay
    var conversation: UInt64
  }

  let settings: WatchSettings
  let reference: DriftReference
  private let price: (_ model: String, _ input: Int, _ output: Int) -> Int?
  private var feedback = FeedbackIndex()
  private(set) var figures: [ServedDay: TrafficFigures] = [:]
  private(set) var tallies: [ServedDay: ConversationTally] = [:]
  private(set) var asked: [AskedDay: Asked] = [:]
  private var routes = ArmRoutes()
  private var reviewed: [Reviewed] = []

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
    let route = routes.route(of: record)
    func served(_ model: String) -> ServedDay {
      ServedDay(
        served: ServedModel(alias: record.alias ?? "", arm: record.arm ?? "", model: model),
        day: day)
    }
    let own = served(route.model)
    let answering = route.isPassedOn ? served(record.model ?? "") : own
    let texts = AskedTexts(record.request)
    let conversation = Self.conversation(of: record, texts)
    figures[own, default: TrafficFigures()].add(record, isPassedOn: route.isPassedOn)
    if record.isForModel {
      let isFailed = route.isPassedOn || record.hasFailed
      tallies[own, default: ConversationTally()]
        .add(isFailed ? [.served, .failed] : .served, to: conversation)
    }
    if route.isPassedOn { addStandIn(record, answering, conversation) }
    if record.outcome == .whole {
      figures[answering, default: TrafficFigures()].addAnswer(record, cost: cost(of: record))
      tallies[answering, default: ConversationTally()]
        .add(record.isRefusal ? [.answered, .refused] : .answered, to: conversation)
    }
    if let call = feedback.meet(record) {
      reviewed.append(Reviewed(call: call, served: answering, conversation: conversation))
    }
    // What the gateway turned away says nothing of what people ask.
    guard let alias = record.alias, record.outcome != .refused, texts.isOpening,
      let text = Self.opening(of: texts.messages)
    else { return }
    let key = AskedDay(alias: alias, day: day)
    asked[key, default: Asked(sample: TextSample(most: settings.sample))].lengths
      .add(text.unicodeScalars.count)
    asked[key]?.sample.consider(record.id) { Terms.of(text) }
  }

  /// The question that a chat begins with: what a call's own is held against.
  public static func opening(of messages: [ChatMessage]) -> String? {
    messages.prefix { $0.role != .assistant }.last { $0.role == .user }?.content
  }

  private mutating func addStandIn(
    _ record: GatewayRecord, _ answering: ServedDay, _ conversation: UInt64
  ) {
    figures[answering, default: TrafficFigures()].addStandIn(record)
    guard record.isForModel else { return }
    tallies[answering, default: ConversationTally()]
      .add(record.hasFailed ? [.served, .failed] : .served, to: conversation)
  }

  private func cost(of record: GatewayRecord) -> Int? {
    guard let model = record.model, let input = record.inputTokens,
      let output = record.outputTokens
    else { return nil }
    return price(model, input, output)
  }

  /// What the turns of a conversation share: its name; without one, an opening stands for itself, and
  /// later turns have their beginning in common, up to the first answer.
  private static func conversation(of record: GatewayRecord, _ texts: AskedTexts) -> UInt64 {
    if let name = record.conversation { return TextSample.hash("\(record.client)\n\(name)") }
    guard let answer = texts.messages.firstIndex(where: { $0.role == .assistant }) else {
      return TextSample.hash(record.id)
    }
    var hash = ChatHash(client: record.client)
    for message in texts.messages[...answer] { hash.add(message) }
    return hash.value
  }

  /// How many answers feedback names that no counted call gave.
  var unmatched: Int { feedback.unmatched }

  /// How many answers feedback names that more than one counted call gave.
  var ambiguous: Int { feedback.ambiguous }

  /// The same with what was said of the answers: only now is it known which call each word is about.
  func withFeedback() -> TrafficWatch {
    var whole = self
    whole.reviewed = []
    for review in reviewed {
      guard let said = feedback.said(of: review.call)?.feedback else { continue }
      whole.figures[review.served]?.add(said)
      guard let rating = said.rating else { continue }
      whole.tallies[review.served, default: ConversationTally()]
        .add(rating == .down ? [.rated, .down] : .rated, to: review.conversation)
    }
    return whole
  }

  /// What the calls came to.
  ///
  /// - Parameter findings: what was found while they were read.
  public func report(findings: [Finding] = []) -> TrafficReport {
    TrafficReport(withFeedback(), findings: findings)
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
