public import Core
import FoundationEssentials

/// What a trainer has said of a run, all attempts together: where one goes on from a checkpoint, what
/// an earlier one did after that counts no more.
public struct RunLog: Hashable, Sendable {
  /// Of the last attempt that began; `nil` where none did.
  public private(set) var start: TrainerEvent.Start?
  /// The last word of that attempt.
  public private(set) var end: TrainerEvent.End?
  /// The steps that count, each once.
  public private(set) var steps: [TrainerEvent.Step] = []
  /// The validation losses that count.
  public private(set) var evaluations: [TrainerEvent.Evaluation] = []
  /// The answers to the plan's prompts.
  public private(set) var samples: [TrainerEvent.Sample] = []
  /// What was written of the weights.
  public private(set) var checkpoints: [TrainerEvent.Checkpoint] = []
  /// The examples that were cut or left out.
  public private(set) var cuts: [TrainerEvent.Cut] = []
  /// What was no event, or not one that is known; the first 100.
  public private(set) var findings: [Finding] = []
  /// How many there were in all.
  public private(set) var findingCount = 0
  /// How many attempts said that they began.
  public private(set) var starts = 0
  /// The bytes of the file before the last `end`; -1 where there is none.
  private(set) var endOffset = -1
  /// The bytes of the file before the last `start`; -1 where there is none.
  private(set) var startOffset = -1
  private(set) var bytes = 0
  private(set) var lastMoment: Date?

  /// The most findings that are kept.
  public static let mostFindings = 100

  public init() {}

  /// Reads a run's events; an empty log where there is no file.
  ///
  /// - Parameter file: what findings call it.
  public init(path: String, file: String) throws(TuningError) {
    guard let tail = try EventFile(path: path) else { return }
    var reader = EventReader(file: file)
    while let part = try tail.read() { add(reader.read(part[...])) }
    bytes = reader.offset
  }

  mutating func add(_ lines: [EventReader.Line]) {
    for line in lines {
      switch line {
      case .event(let event, let offset): add(event, at: offset)
      case .finding(let finding, _): add(finding)
      }
    }
  }

  mutating func add(_ finding: Finding) {
    findingCount += 1
    if findings.count < Self.mostFindings { findings.append(finding) }
  }

  private mutating func add(_ event: TrainerEvent, at offset: Int) {
    switch event {
    case .start(let start):
      begin(start)
      startOffset = offset
    case .cut(let cut): cuts.append(cut)
    case .step(let step):
      add(step)
      lastMoment = step.at
    case .evaluation(let evaluation): evaluations.append(evaluation)
    case .sample(let sample): samples.append(sample)
    case .checkpoint(let checkpoint): checkpoints.append(checkpoint)
    case .end(let end):
      self.end = end
      endOffset = offset
      lastMoment = end.at
    case .unknown(let name, _):
      add(
        TuningRule.eventUnknown.finding(
          at: nil, "the trainer says '\(name.prefix(60))', which this Colophon does not know",
          remedy: "Nothing needs doing: it is kept in events.jsonl."))
    }
  }

  /// In the order of steps: a server tells some of them late.
  private mutating func add(_ step: TrainerEvent.Step) {
    let place = steps.lastIndex { $0.step <= step.step }.map { $0 + 1 } ?? 0
    steps.insert(step, at: place)
  }

  private mutating func begin(_ start: TrainerEvent.Start) {
    self.start = start
    end = nil
    endOffset = -1
    starts += 1
    lastMoment = start.at
    let from = start.resumedFrom ?? 0
    steps.removeAll { $0.step > from }
    evaluations.removeAll { $0.step > from }
    samples.removeAll { $0.step > from }
    checkpoints.removeAll { $0.step > from }
    // Each attempt lists them anew.
    cuts = []
  }
}

extension RunLog {
  /// The lowest validation loss on the way, which need not be the tuned model's; `nil` where none was
  /// measured.
  public var bestLoss: TrainerEvent.Evaluation? {
    evaluations.min { ($0.loss, $0.step) < ($1.loss, $1.step) }
  }

  /// The step that the tuned model is as it was after; `nil` where there is none.
  public var finalStep: Int? {
    guard let end else { return nil }
    switch end.status {
    case .completed: return end.finalStep ?? end.step
    case .stoppedEarly: return end.finalStep ?? bestCheckpoint?.step
    case .cancelled, .failed: return nil
    }
  }

  /// The validation loss of the tuned model, and of no other step; `nil` where it was not measured.
  public var finalEvaluation: TrainerEvent.Evaluation? {
    finalStep.flatMap { step in evaluations.last { $0.step == step } }
  }

  /// The checkpoint with the lowest validation loss, the later of two that the trainer calls so.
  public var bestCheckpoint: TrainerEvent.Checkpoint? { checkpoints.last { $0.isBest } }

  /// Tokens a second, by the median of the steps; `nil` where no step says it.
  public var tokensPerSecond: Double? {
    let speeds = steps.compactMap(\.tokensPerSecond).filter { $0 > 0 }.sorted()
    guard !speeds.isEmpty else { return nil }
    let middle = speeds.count / 2
    return speeds.count % 2 == 1 ? speeds[middle] : (speeds[middle - 1] + speeds[middle]) / 2
  }

  /// The share of all steps that is done, 0 to 1; `nil` where it is not known how many there are.
  public var progress: Double? {
    guard let all = start?.steps, all > 0 else { return nil }
    return min(1, Double(steps.last?.step ?? start?.resumedFrom ?? 0) / Double(all))
  }

  /// Seconds until the last step at the pace of this attempt; `nil` where it is not known.
  public var secondsLeft: Double? {
    guard let start, let all = start.steps, let last = steps.last, end == nil else { return nil }
    let done = last.step - (start.resumedFrom ?? 0)
    let seconds = last.at.timeIntervalSince(start.at)
    guard done > 0, seconds > 0, all >= last.step else { return nil }
    return Double(all - last.step) * seconds / Double(done)
  }
}
