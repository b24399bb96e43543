import Core
import Datasets
import Formats

/// Reads the reviewed calls of some days, and no others stay in memory.
struct HarvestReading {
  /// A reviewed call, and the conversation it is of.
  struct Call {
    var conversation: String
    var client: String
    /// Of its messages and its answer.
    var chat: UInt64
    var call: HarvestedCall
  }

  private struct Reviewed {
    var call: FeedbackIndex.Call
    var record: GatewayRecord
    var line: HarvestedCall.RecordedLine
  }

  private let folder: GatewayFolder
  private let days: ClosedRange<UTCDay>
  private let redactor: RecordRedactor
  private var said = FeedbackIndex()
  /// Calls that feedback names; which of them it means is known when all were read.
  private var reviewed: [Reviewed] = []
  /// The conversations in which somebody did not agree: by name, and by all that was said so far.
  private var withoutConsent: Set<UInt64> = []

  private(set) var report: HarvestReport
  private(set) var findings: [Finding] = []
  /// In the order they came in.
  private(set) var calls: [Call] = []

  /// The most characters of a question that a report shows.
  private static let shown = 120

  init(_ folder: GatewayFolder, _ days: ClosedRange<UTCDay>, _ redactor: RecordRedactor) {
    self.folder = folder
    self.days = days
    self.redactor = redactor
    report = HarvestReport(days: days)
  }

  mutating func read() throws(MonitoringError) {
    let records = GatewayRecords(in: folder)
    for day in folder.days(of: .feedback) where day >= days.lowerBound {
      findings += try records.forEachFeedback(of: day) { feedback, line in
        said.add(feedback, Self.recorded(line))
      }
    }
    for day in folder.days {
      // Who takes back what was agreed to does so on any day.
      let found = try records.forEachCall(of: day) { record, line in
        if !record.consents { refuse(record) }
        if days.contains(day) { add(record, line) }
      }
      if days.contains(day) { findings += found }
    }
    for review in reviewed { take(review) }
    reviewed = []
    report.unmatched = said.unmatched
    report.ambiguous = said.ambiguous
    findings += [Finding].ofFeedback(unmatched: 0, ambiguous: said.ambiguous)
    calls.removeAll { call in
      guard
        withoutConsent.contains(TextSample.hash(call.conversation))
          || withoutConsent.contains(call.chat)
      else { return false }
      report.leave(.noConsent)
      return true
    }
    let left = Set(calls.map(\.call.call))
    report.open.removeAll { !left.contains($0.call) }
    calls.sort { ($0.call.time, $0.call.call) < ($1.call.time, $1.call.call) }
  }

  private static func recorded(_ line: GatewayRecords.Line) -> HarvestedCall.RecordedLine {
    HarvestedCall.RecordedLine(
      file: line.place.file, line: line.place.line ?? 0, digest: line.digest)
  }

  private mutating func add(_ record: GatewayRecord, _ line: GatewayRecords.Line) {
    report.calls += 1
    guard let call = said.meet(record) else { return }
    reviewed.append(Reviewed(call: call, record: record, line: Self.recorded(line)))
  }

  /// Who does not agree takes back what was agreed to before in the same conversation: one that has a
  /// name, or one that goes on with the same words.
  private mutating func refuse(_ record: GatewayRecord) {
    let texts = AskedTexts(record.request)
    if record.conversation != nil {
      withoutConsent.insert(TextSample.hash(Self.conversation(of: record, texts)))
    }
    var hash = ChatHash(client: record.client)
    for message in texts.messages {
      hash.add(message)
      if message.role == .assistant { withoutConsent.insert(hash.value) }
    }
  }

  /// What a conversation's calls share: what the gateway calls it, else what it begins with.
  private static func conversation(of record: GatewayRecord, _ texts: AskedTexts) -> String {
    let opening = texts.messages.prefix { $0.role != .assistant }
      .map { "\($0.role.rawValue)\n\($0.content)" }.joined(separator: "\n")
    let name = record.conversation ?? opening
    return "conversation-\(Digest(of: "\(record.client)\n\(name)").hex(16))"
  }

  private mutating func take(_ reviewed: Reviewed) {
    guard let said = said.said(of: reviewed.call) else { return }
    let record = reviewed.record
    report.reviewed += 1
    guard record.consents else { return report.leave(.noConsent) }
    var counts: [SensitiveKind: Int] = [:]
    let (clean, inRecord) = redactor.redact(record)
    let (feedback, inFeedback) = redactor.redact(said.feedback)
    counts.merge(inRecord, uniquingKeysWith: +)
    counts.merge(inFeedback, uniquingKeysWith: +)
    report.count(counts)
    let texts = AskedTexts(clean.request)
    // The conversation is called by what is in the file, as its other calls are.
    let conversation = Self.conversation(of: record, AskedTexts(record.request))
    if let reason = Self.reason(clean, texts, feedback) { return report.leave(reason) }
    let call = HarvestedCall(
      call: clean.id, time: Moment(record.time).text, alias: clean.alias ?? "",
      arm: clean.arm ?? "", model: clean.model ?? "", record: reviewed.line,
      messages: texts.messages, answer: clean.answers.first ?? "",
      review: HarvestedCall.Review(
        by: feedback.client, at: Moment(feedback.time).text, rating: feedback.rating,
        correction: feedback.correction, comment: feedback.comment, records: said.lines))
    var chat = ChatHash(client: clean.client)
    for message in texts.messages + [ChatMessage(.assistant, call.answer)] { chat.add(message) }
    calls.append(
      Call(conversation: conversation, client: clean.client, chat: chat.value, call: call))
    if feedback.rating == .down, feedback.correction == nil {
      report.open.append(
        HarvestReport.Open(
          call: call.call, place: "\(reviewed.line.file):\(reviewed.line.line)",
          day: UTCDay(record.time),
          question: String((texts.asked ?? "").prefix(Self.shown)), comment: feedback.comment))
    }
  }

  /// Why a call can give no example whatever was said of it.
  private static func reason(
    _ record: GatewayRecord, _ texts: AskedTexts, _ feedback: Feedback
  ) -> HarvestReason? {
    func isEmpty(_ text: String?) -> Bool { text?.allSatisfy(\.isWhitespace) ?? true }
    guard record.outcome == .whole else { return .notWhole }
    guard record.answers.count <= 1 else { return .severalAnswers }
    guard texts.isPlain, texts.messages.last?.role == .user else { return .notPlain }
    if texts.messages.contains(where: { $0.role != .system && isEmpty($0.content) }) {
      return .empty
    }
    if feedback.rating == nil, feedback.correction == nil { return .notRated }
    if feedback.correction != nil, isEmpty(feedback.correction) { return .empty }
    if isEmpty(record.answers.first) { return .empty }
    if feedback.correction == nil,
      ["length", "max_output_tokens", "incomplete"].contains(record.finish)
    {
      return .cutOff
    }
    return nil
  }
}
