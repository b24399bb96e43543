import Core
import Formats
import FoundationEssentials

/// What a server's job becomes in a run's files, each thing once, however often Colophon is killed:
/// `events.jsonl` has the events as every trainer says them, `trainer.log` all that the server said.
/// An event of the server's is known when the log has it, and is written there last.
struct HostedJournal {
  private let folder: RunFolder
  private let events: AppendedFile
  private let log: AppendedFile
  /// Ids of the server's events that were taken.
  private(set) var known: Set<String> = []
  /// What stands in `events.jsonl` already: the kind of an event, and what it is of.
  private var written: Set<String> = []
  private(set) var lastStep = 0
  private var steps: Set<Int> = []
  private var evaluated: Set<Int> = []
  private var checkpointed: Set<Int> = []
  private var bestLoss: Double?
  private var hasStart = false
  /// Whether the job's end is written.
  private(set) var hasEnd = false

  /// Reads what an attempt has written so far.
  init(_ folder: RunFolder, _ attempt: RunAttempt) throws(TuningError) {
    self.folder = folder
    events = AppendedFile(path: folder.file(RunFolder.eventsName))
    log = AppendedFile(path: folder.file(RunFolder.logName))
    for line in try events.lines(from: attempt.eventsFrom) {
      guard let value = try? JSONValue(json: String(line)), let event = try? TrainerEvent(value)
      else { continue }
      note(event, value["id"]?.text)
    }
    for line in try log.lines(from: attempt.logFrom) {
      let words = line.split(separator: " ", maxSplits: 3)
      if words.count > 2 { known.insert(String(words[2])) }
    }
  }

  private mutating func note(_ event: TrainerEvent, _ id: String?) {
    switch event {
    case .start: hasStart = true
    case .step(let step):
      written.insert("step \(id ?? "")")
      steps.insert(step.step)
      lastStep = max(lastStep, step.step)
    case .evaluation(let evaluation):
      evaluated.insert(evaluation.step)
      bestLoss = min(bestLoss ?? evaluation.loss, evaluation.loss)
    case .checkpoint(let checkpoint):
      written.insert("checkpoint \(id ?? "")")
      checkpointed.insert(checkpoint.step)
    case .end: hasEnd = true
    case .cut, .sample, .unknown: break
    }
  }

  /// Adds a line, unless it stands there.
  private mutating func write(
    _ line: [String: JSONValue], of id: String
  ) throws(TuningError) -> [RunNews] {
    var line = line
    line["id"] = .string(id)
    guard let event = try? TrainerEvent(.object(line)),
      let data = try? CanonicalJSON.line(JSONValue.object(line))
    else { return [] }
    try events.append([String(decoding: data, as: UTF8.self)])
    note(event, id)
    return [.event(event)]
  }
}

// MARK: Events

extension HostedJournal {
  /// Takes what a server says happened.
  mutating func take(
    _ event: HostedJobEvent, of job: HostedJob, at server: String
  ) throws(TuningError) -> [RunNews] {
    guard !known.contains(event.id) else { return [] }
    var news: [RunNews] = []
    let at = Self.moment(event.createdAt)
    if let figure = event.figures["step"] {
      if let step = Self.step(figure) {
        news += try begin(job, at: at, steps: event.figures["total_steps"], server)
        news += try take(event, step, at)
      } else {
        news.append(figuresWrong("the event \(event.id) has no step"))
      }
    }
    let said = Self.plain(event.message)
    try log.append(["\(at) \(Self.plain(event.level)) \(event.id) \(said)"])
    known.insert(event.id)
    return news
  }

  private mutating func take(
    _ event: HostedJobEvent, _ step: Int, _ at: String
  ) throws(TuningError) -> [RunNews] {
    var news: [RunNews] = []
    if let loss = event.figures["train_loss"] {
      if !written.contains("step \(event.id)"), !steps.contains(step) {
        news += try write(
          [
            "event": .string("step"), "at": .string(at), "step": .integer(step),
            "loss": .number(loss),
          ],
          of: event.id)
      }
    } else {
      news.append(figuresWrong("the event of step \(step) has no loss that is a number"))
    }
    if let loss = event.figures["full_valid_loss"] {
      news += try evaluate(step, loss, of: event.id)
    }
    return news
  }

  private mutating func evaluate(
    _ step: Int, _ loss: Double, of id: String
  ) throws(TuningError) -> [RunNews] {
    if evaluated.contains(step) { return [] }
    return try write(
      ["event": .string("evaluation"), "step": .integer(step), "loss": .number(loss)], of: id)
  }

  /// The attempt's first line; how many steps there are is known with the first of them.
  private mutating func begin(
    _ job: HostedJob, at: String, steps: Double?, _ server: String
  ) throws(TuningError) -> [RunNews] {
    if hasStart { return [] }
    var line: [String: JSONValue] = [
      "event": .string("start"), "at": .string(at), "trainer": .string(TrainerName.openai.rawValue),
      "device": .string("server"), "precision": .string("unknown"),
      "versions": .object(["server": .string(server), "job": .string(job.id)]),
    ]
    line["steps"] = steps.flatMap(Self.step).map(JSONValue.integer)
    return try write(line, of: job.id)
  }

  private func figuresWrong(_ message: String) -> RunNews {
    .finding(
      HostedTuningRule.figuresWrong.finding(
        at: SourcePlace(folder.display), message,
        remedy: "Nothing needs doing: it is left out. See trainer.log for what the server said."))
  }
}

// MARK: Checkpoints and the end

extension HostedJournal {
  /// Takes the models that a job made on its way.
  mutating func take(_ checkpoints: [HostedCheckpoint]) throws(TuningError) -> [RunNews] {
    var news: [RunNews] = []
    for checkpoint in checkpoints where !written.contains("checkpoint \(checkpoint.id)") {
      if let loss = checkpoint.validationLoss {
        news += try evaluate(checkpoint.step, loss, of: checkpoint.id)
      }
      news += try write(
        checkpoint.step, checkpoint.model, checkpoint.said, loss: checkpoint.validationLoss,
        of: checkpoint.id)
    }
    return news
  }

  private mutating func write(
    _ step: Int, _ model: String, _ said: JSONValue, loss: Double?, of id: String
  ) throws(TuningError) -> [RunNews] {
    let place = "\(RunFolder.weightsName)/step-\(step)"
    try FolderMaking.make(folder.file(place))
    let record = HostedModel(model: model, step: step, said: said)
    if let data = try? CanonicalJSON.document(record) {
      try DurableFile.write(data, to: folder.file("\(place)/\(HostedModel.fileName)"))
    }
    // The lowest one is noted by now: equal to it is best.
    let isBest = bestLoss.map { best in loss.map { $0 <= best } ?? false } ?? true
    return try write(
      [
        "event": .string("checkpoint"), "step": .integer(step), "folder": .string(place),
        "isBest": .bool(isBest),
      ], of: id)
  }

  /// Takes the table of steps: those that no event told.
  mutating func take(
    _ metrics: StepMetrics, of job: HostedJob, file: String, at server: String
  ) throws(TuningError) -> [RunNews] {
    var news: [RunNews] = metrics.findings.map(RunNews.finding)
    let at = Self.moment(job.finishedAt ?? job.createdAt)
    news += try begin(
      job, at: Self.moment(job.createdAt), steps: metrics.rows.map { Double($0.step) }.max(), server
    )
    for row in metrics.rows where !steps.contains(row.step) {
      guard let loss = row.figures["train_loss"] else { continue }
      news += try write(
        [
          "event": .string("step"), "at": .string(at), "step": .integer(row.step),
          "loss": .number(loss),
        ],
        of: "\(file)#\(row.step)")
    }
    return news
  }

  /// Writes how the job ended; the last line of the attempt.
  mutating func end(
    _ job: HostedJob?, _ status: TrainerEvent.End.Status, code: String? = nil,
    reason: String? = nil, at moment: Int, server: String
  ) throws(TuningError) -> [RunNews] {
    if hasEnd { return [] }
    var news: [RunNews] = []
    let at = Self.moment(moment)
    if let job {
      news += try begin(job, at: Self.moment(job.createdAt), steps: nil, server)
      if status == .completed, let model = job.tunedModel, !checkpointed.contains(lastStep) {
        news += try write(lastStep, model, job.said, loss: nil, of: job.id)
      }
    }
    var line: [String: JSONValue] = [
      "event": .string("end"), "at": .string(at), "status": .string(status.rawValue),
      "step": .integer(lastStep),
    ]
    if status == .completed { line["finalStep"] = .integer(lastStep) }
    line["code"] = code.map { .string(Self.plain($0)) }
    line["reason"] = reason.map { .string(Self.plain($0)) }
    return news + (try write(line, of: job?.id ?? "none"))
  }

  private static func moment(_ seconds: Int) -> String {
    Moment(Date(timeIntervalSince1970: Double(seconds))).text
  }

  private static func step(_ figure: Double) -> Int? {
    figure >= 0 && figure <= Double(1 << 53) ? Int(figure) : nil
  }

  /// A server's words on one line, without control characters.
  private static func plain(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let shown = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return String(String.UnicodeScalarView(shown).prefix(1_000))
  }
}
