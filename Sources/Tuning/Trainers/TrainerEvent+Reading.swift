import Core
import Formats
import FoundationEssentials

extension TrainerEvent {
  /// Reads an event.
  ///
  /// - Throws: what is wrong with it.
  init(_ line: JSONValue) throws(EventFault) {
    let fields = EventFields(line)
    switch try fields.text("event") {
    case "start": self = .start(try Start(fields))
    case "cut": self = .cut(try Cut(fields))
    case "step": self = .step(try Step(fields))
    case "evaluation": self = .evaluation(try Evaluation(fields))
    case "sample": self = .sample(try Sample(fields))
    case "checkpoint": self = .checkpoint(try Checkpoint(fields))
    case "end": self = .end(try End(fields))
    case let name: self = .unknown(name: name, line)
    }
  }
}

/// A line's members, each held to what it should be: a trainer's numbers are never trusted.
private struct EventFields {
  let line: JSONValue

  /// The greatest whole number that every reader of JSON has exactly.
  private static let most = 1 << 53

  init(_ line: JSONValue) { self.line = line }

  func text(_ key: String) throws(EventFault) -> String {
    guard let text = line[key]?.text else { throw EventFault(reason: "'\(key)' is no text") }
    return text
  }

  func textIfAny(_ key: String) throws(EventFault) -> String? {
    isAbsent(key) ? nil : try text(key)
  }

  func count(_ key: String) throws(EventFault) -> Int {
    guard let whole = line[key]?.whole, (0...Self.most).contains(whole) else {
      throw EventFault(reason: "'\(key)' is no whole number from 0")
    }
    return whole
  }

  func countIfAny(_ key: String) throws(EventFault) -> Int? {
    isAbsent(key) ? nil : try count(key)
  }

  func number(_ key: String) throws(EventFault) -> Double {
    guard let number = line[key]?.double, number.isFinite else {
      throw EventFault(reason: "'\(key)' is no number")
    }
    return number
  }

  func numberIfAny(_ key: String) throws(EventFault) -> Double? {
    isAbsent(key) ? nil : try number(key)
  }

  func moment(_ key: String) throws(EventFault) -> Date {
    guard let moment = Moment(try text(key)) else {
      throw EventFault(reason: "'\(key)' is no time as ISO 8601 writes it")
    }
    return moment.date
  }

  func flag(_ key: String) throws(EventFault) -> Bool {
    guard let flag = line[key]?.flag else {
      throw EventFault(reason: "'\(key)' is not true or false")
    }
    return flag
  }

  /// Texts by name; what is no text among them is left out.
  func texts(_ key: String) -> [String: String] {
    guard case .object(let members)? = line[key] else { return [:] }
    return members.compactMapValues(\.text)
  }

  private func isAbsent(_ key: String) -> Bool { (line[key] ?? .null) == .null }
}

extension TrainerEvent.Start {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    self.init(
      at: try fields.moment("at"), trainer: try fields.text("trainer"),
      versions: fields.texts("versions"), device: try fields.textIfAny("device") ?? "unknown",
      precision: try fields.textIfAny("precision") ?? "unknown",
      parameters: try fields.countIfAny("parameters"),
      trainable: try fields.countIfAny("trainable"), examples: try fields.countIfAny("examples"),
      tokens: try fields.countIfAny("tokens"), steps: try fields.countIfAny("steps"),
      resumedFrom: try fields.countIfAny("resumedFrom"))
  }
}

extension TrainerEvent.Cut {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    self.init(
      line: try fields.count("line"), file: try fields.text("file"),
      tokens: try fields.count("tokens"), kept: try fields.count("kept"))
  }
}

extension TrainerEvent.Step {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    self.init(
      at: try fields.moment("at"), step: try fields.count("step"),
      epoch: try fields.numberIfAny("epoch"), loss: try fields.number("loss"),
      learningRate: try fields.numberIfAny("learningRate"),
      gradientNorm: try fields.numberIfAny("gradientNorm"),
      tokens: try fields.countIfAny("tokens"),
      tokensPerSecond: try fields.numberIfAny("tokensPerSecond"),
      memoryBytes: try fields.countIfAny("memoryBytes"))
  }
}

extension TrainerEvent.Evaluation {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    self.init(
      step: try fields.count("step"), loss: try fields.number("loss"),
      perplexity: try fields.numberIfAny("perplexity"))
  }
}

extension TrainerEvent.Sample {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    self.init(
      step: try fields.count("step"), prompt: try fields.text("prompt"),
      text: try fields.text("text"))
  }
}

extension TrainerEvent.Checkpoint {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    let folder = try fields.text("folder")
    guard !folder.isEmpty, !folder.hasPrefix("/"), !folder.split(separator: "/").contains("..")
    else { throw EventFault(reason: "'folder' leads out of the run's folder") }
    self.init(
      step: try fields.count("step"), folder: folder, isBest: try fields.flag("isBest"))
  }
}

extension TrainerEvent.End {
  fileprivate init(_ fields: EventFields) throws(EventFault) {
    guard let status = Status(rawValue: try fields.text("status")) else {
      let names = Status.allCases.map(\.rawValue).joined(separator: ", ")
      throw EventFault(reason: "'status' is none of: \(names)")
    }
    self.init(
      at: try fields.moment("at"), status: status, step: try fields.countIfAny("step"),
      finalStep: try fields.countIfAny("finalStep"), reason: try fields.textIfAny("reason"),
      code: try fields.textIfAny("code"))
  }
}
