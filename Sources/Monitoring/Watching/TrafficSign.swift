import Core
import Evaluation
import Formats

/// One comparison that is no chance; signs of the same on days that follow one another are one alarm.
struct TrafficSign {
  private enum Kind {
    case length(TrafficDrift)
    case topic(TrafficDrift, TermDrift)
    case share(ShareChange)
  }

  private let kind: Kind
  private let measure: TrafficMeasure
  private let alias: String
  private let served: ServedModel?
  private let first: UTCDay
  private let last: UTCDay
  private let chance: Double

  static func length(_ drift: TrafficDrift, chance: Double) -> TrafficSign {
    TrafficSign(
      kind: .length(drift), measure: .length, alias: drift.alias, served: nil, first: drift.day,
      last: drift.day, chance: chance)
  }

  static func topic(_ drift: TrafficDrift, _ topics: TermDrift, chance: Double) -> TrafficSign {
    TrafficSign(
      kind: .topic(drift, topics), measure: .topic, alias: drift.alias, served: nil,
      first: drift.day, last: drift.day, chance: chance)
  }

  static func share(_ change: ShareChange, chance: Double) -> TrafficSign {
    TrafficSign(
      kind: .share(change), measure: change.measure, alias: change.served.alias,
      served: change.served, first: change.first, last: change.last, chance: chance)
  }

  /// Whether it is over all days.
  private var isWhole: Bool {
    if case .share(let change) = kind { change.isWhole } else { false }
  }

  private struct Subject: Hashable {
    var measure: TrafficMeasure
    var alias: String
    var served: ServedModel?
    var isWhole: Bool
  }

  /// Puts the signs of one thing on following days together. Where the days tell when a share rose, the
  /// comparison of whole models says nothing more.
  static func alarms(of signs: [TrafficSign], against baseline: String) -> [TrafficAlarm] {
    let groups = Dictionary(grouping: signs) {
      Subject(
        measure: $0.measure, alias: $0.alias, served: $0.served, isWhole: $0.isWhole)
    }
    var alarms: [TrafficAlarm] = []
    for (subject, signs) in groups {
      var daily = subject
      daily.isWhole = false
      if subject.isWhole, groups[daily] != nil { continue }
      var runs: [[TrafficSign]] = []
      for sign in signs.sorted(by: { $0.first < $1.first }) {
        // One quiet day between two is no end: it may have had too few calls to tell.
        if let last = runs.last?.last, sign.first.number - last.last.number <= 2 {
          runs[runs.count - 1].append(sign)
        } else {
          runs.append([sign])
        }
      }
      alarms += runs.compactMap { alarm(of: $0, against: baseline) }
    }
    return alarms.sorted { one, other in
      (one.first, one.measure.rawValue, "\(one.served?.description ?? one.alias)")
        < (other.first, other.measure.rawValue, "\(other.served?.description ?? other.alias)")
    }
  }

  private static func alarm(of run: [TrafficSign], against baseline: String) -> TrafficAlarm? {
    guard let first = run.first, let last = run.last,
      let clearest = run.min(by: { ($0.chance, $0.first) < ($1.chance, $1.first) })
    else { return nil }
    let since =
      first.isWhole
      ? ""
      : first.first == last.first
        ? "On \(first.first), " : "Since \(first.first) (seen up to \(last.last)), "
    let (message, remedy) = clearest.words(baseline)
    return TrafficAlarm(
      measure: first.measure, alias: first.alias, served: first.served, first: first.first,
      last: last.last, chance: clearest.chance,
      message: since + message + " Chance does so less than once in "
        + "\(clearest.odds) looks like this one.", remedy: remedy)
  }

  private var odds: String {
    chance <= 1e-9
      ? "a thousand million" : Figure.text((1 / chance).rounded(.down), digits: 2)
  }

  private func words(_ baseline: String) -> (message: String, remedy: String) {
    switch kind {
    case .length(let drift):
      let direction = drift.medianLength > drift.referenceLength ? "longer" : "shorter"
      return (
        "what people ask of \(alias) is \(direction) than in \(baseline): on \(drift.day) half of "
          + "\(drift.conversations) questions have more than \(drift.medianLength) characters, "
          + "\(drift.referenceLength) there (stability index \(Figure.text(drift.stability, digits: 2)), "
          + "Kolmogorov-Smirnov \(Figure.text(drift.lengths.statistic, digits: 2))).",
        "Read questions of these days, and see that the dataset and the evaluation set have such ones."
      )
    case .topic(let drift, let topics):
      return (
        "what people ask of \(alias) is about something else than in \(baseline): on \(drift.day) "
          + "\(Self.terms(topics)) (Jensen-Shannon \(Figure.text(topics.divergence, digits: 2)), "
          + "\(Figure.text(topics.expected, digits: 2)) by chance).",
        "Read questions with these words; where the model should answer them, add documents or "
          + "examples, and such questions to the evaluation set."
      )
    case .share(let change): return Self.words(change)
    }
  }

  private static func terms(_ topics: TermDrift) -> String {
    topics.moved.prefix(5).map { moved in
      "'\(moved.term)' is in \(percent(moved.after)) of the questions (\(percent(moved.before)) there)"
    }.joined(separator: ", ")
  }

  private static func words(_ change: ShareChange) -> (message: String, remedy: String) {
    let (what, remedy) = Self.names(change)
    let held =
      switch change.against {
      case .before: "before"
      case .othersBefore: "of the alias's other models before"
      case .others: "by the alias's other models on the same days"
      }
    let day = change.isWhole ? "from \(change.first) to \(change.last)" : "on \(change.first)"
    return (
      "\(change.served): \(day) \(what) in \(percent(change.after.share)) of the conversations "
        + "(\(change.after.successes) of \(change.after.trials)), "
        + "\(percent(change.before.share)) \(held) (\(change.before.successes) of "
        + "\(change.before.trials)); a rise of \(points(change.difference.difference)) points, "
        + "from \(points(change.difference.low)) to \(points(change.difference.high)) with 95 % "
        + "confidence.",
      remedy
    )
  }

  private static func names(_ change: ShareChange) -> (what: String, remedy: String) {
    let back = "colophon model rollback \(change.served.alias)"
    return switch change.measure {
    case .thumbsDown:
      (
        "an answer was rated bad",
        "Read the answers of \(change.served) that got thumbs down; where it answers worse than the "
          + "one before, take it back: \(back)."
      )
    case .refusals:
      (
        "an answer refuses",
        "Read the refusals of \(change.served); where it should have answered, take it back: \(back)."
      )
    case .failures:
      (
        "a call fails",
        "See the errors by their code on the page, what a fallback answered, and the log of the server "
          + "behind \(change.served); until it is well, take it back: \(back)."
      )
    // These are no shares.
    case .length, .topic: ("", "")
    }
  }

  private static func percent(_ share: Double) -> String {
    "\(Figure.text(share * 100, digits: share < 0.1 ? 2 : 3)) %"
  }

  private static func points(_ share: Double) -> String { Figure.text(share * 100, digits: 3) }
}
