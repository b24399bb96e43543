import Core
import Formats

/// The examples of all documents, and what is taken out of them before any two are compared.
struct ExampleSelection {
  private(set) var records: [ExampleRecord]
  /// Nodes and examples that gave nothing, counted by the reason.
  private(set) var skipped: [String: Int] = [:]
  /// The examples among these.
  private(set) var leftOut: [LeftOut] = []
  private(set) var findings: [Finding]

  init(of documents: [DocumentExamples]) {
    records = documents.flatMap(\.records)
    findings = documents.flatMap(\.findings)
    for document in documents { skipped.merge(document.skipped, uniquingKeysWith: +) }
  }

  /// Takes out what reviewers rejected or withdrew, and puts in what they edited.
  ///
  /// - Parameter place: where the reviews lie.
  mutating func apply(
    _ reviews: ReviewLedger, _ maker: ExampleMaker, at place: SourcePlace
  ) throws {
    guard !reviews.isEmpty else { return }
    let made = Set(records.map(\.id))
    records = try records.compactMap { record in
      if let said = reviews.disagreements[record.id] {
        findings.append(.disagreement(record.id, said, at: place))
        skip(record, "an example on which its reviewers disagree")
        return nil
      }
      guard let judgement = reviews[record.id] else { return record }
      guard judgement.isKept else {
        skip(
          record,
          judgement.verdict == .retract
            ? "an example that was retracted" : "an example that a reviewer rejected")
        return nil
      }
      guard let messages = reviews.messages(of: record.id) else { return record }
      var example = try record.example()
      example.messages = messages
      return maker.record(of: example)
    }
    let outdated = reviews.examples.filter { !made.contains($0) }
    if !outdated.isEmpty { findings.append(.reviewWithoutExample(outdated, at: place)) }
  }

  /// Takes out examples that ask the same and answer differently: neither can be learned.
  mutating func dropContradictions() throws {
    var answers: [ContentKey: ContentKey] = [:]
    var contradicted: Set<ContentKey> = []
    for record in records where record.kind == .chat {
      if answers.updateValue(record.answered, forKey: record.asked) ?? record.answered
        != record.answered
      {
        contradicted.insert(record.asked)
      }
    }
    guard !contradicted.isEmpty else { return }
    var first: [ContentKey: SourceReference] = [:]
    var kept: [ExampleRecord] = []
    for record in records {
      guard record.kind == .chat, contradicted.contains(record.asked) else {
        kept.append(record)
        continue
      }
      skip(record, "the same request with different answers")
      guard let here = try record.example().sources.first else { continue }
      if let other = first[record.asked] {
        if record.recipe == "answer", here != other {
          findings.append(.contradiction(at: here, with: other))
        }
      } else {
        first[record.asked] = here
      }
    }
    records = kept
  }

  private mutating func skip(_ record: ExampleRecord, _ reason: String) {
    skipped[reason, default: 0] += 1
    leftOut.append(LeftOut(example: record.id, reason: reason))
  }
}
