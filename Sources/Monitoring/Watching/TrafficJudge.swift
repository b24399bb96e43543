import Evaluation

/// Holds the days of a window against their reference, and tells chance from change.
struct TrafficJudge {
  let days: [UTCDay]
  let rows: [TrafficReport.Row]
  private(set) var drifts: [TrafficDrift] = []
  private(set) var changes: [ShareChange] = []
  private(set) var alarms: [TrafficAlarm] = []
  private(set) var looks = 0

  private let watch: TrafficWatch
  private let settings: WatchSettings
  /// The last day of the baseline.
  private let baselineEnd: UTCDay

  private static let measures: [(TrafficMeasure, @Sendable (TrafficFigures) -> Proportion?)] = [
    (.failures, { $0.failedShare }), (.refusals, { $0.refusedShare }),
    (.thumbsDown, { $0.downShare }),
  ]

  init(_ watch: TrafficWatch) {
    self.watch = watch
    settings = watch.settings
    let found = watch.figures.keys.map(\.day)
    let first = found.min() ?? UTCDay(number: 0)
    let last = found.max() ?? first
    days = found.isEmpty ? [] : (first.number...last.number).map(UTCDay.init(number:))
    baselineEnd = first.advanced(by: settings.baselineDays - 1)
    var rows: [ServedModel: TrafficReport.Row] = [:]
    for (key, figures) in watch.figures.sorted(by: { $0.key.day < $1.key.day }) {
      var row =
        rows[key.served]
        ?? TrafficReport.Row(served: key.served, total: TrafficFigures(), days: [:])
      row.total.merge(figures)
      row.days[key.day] = figures
      rows[key.served] = row
    }
    self.rows = rows.values.sorted { $0.served < $1.served }
    findDrifts()
    findChanges()
    alarms = judged()
  }

  var baselineWords: String {
    guard let first = days.first else { return "" }
    return switch watch.reference {
    case .firstDays: "\(first) to \(baselineEnd)"
    case .prompts(let prompts): "the evaluation set's \(prompts.count) prompts"
    }
  }

  // MARK: What is asked

  private mutating func findDrifts() {
    for alias in Set(watch.asked.keys.map(\.alias)).sorted() {
      let reference = reference(of: alias)
      guard reference.lengths.total >= settings.fewest else { continue }
      let texts = reference.sample.texts
      for day in days where isJudged(day) {
        guard let asked = watch.asked[TrafficWatch.AskedDay(alias: alias, day: day)],
          asked.lengths.total >= settings.fewest,
          let lengths = KolmogorovSmirnov(reference.lengths.counts, asked.lengths.counts)
        else { continue }
        let seed = settings.seed ^ TextSample.hash("\(alias)\n\(day)")
        drifts.append(
          TrafficDrift(
            alias: alias, day: day, conversations: asked.lengths.total,
            medianLength: asked.lengths.median ?? 0,
            referenceLength: reference.lengths.median ?? 0,
            stability: PopulationStability.index(
              expected: reference.lengths.counts, actual: asked.lengths.counts) ?? 0,
            lengths: lengths,
            topics: TermDrift(
              before: texts, after: asked.sample.texts, shuffles: settings.shuffles, seed: seed)))
      }
    }
  }

  private func isJudged(_ day: UTCDay) -> Bool {
    if case .prompts = watch.reference { return true }
    return day > baselineEnd
  }

  private func reference(of alias: String) -> TrafficWatch.Asked {
    var all = TrafficWatch.Asked(sample: TextSample(most: settings.sample))
    switch watch.reference {
    case .prompts(let prompts):
      for (place, prompt) in prompts.enumerated() {
        all.lengths.add(prompt.unicodeScalars.count)
        all.sample.consider("prompt \(place)") { Terms.of(prompt) }
      }
    case .firstDays:
      for day in days where day <= baselineEnd {
        guard let asked = watch.asked[TrafficWatch.AskedDay(alias: alias, day: day)] else {
          continue
        }
        all.lengths.merge(asked.lengths)
        all.sample.merge(asked.sample)
      }
    }
    return all
  }

  // MARK: Who answers

  private mutating func findChanges() {
    for row in rows where !row.served.model.isEmpty {
      let others = rows.filter {
        $0.served.alias == row.served.alias && $0.served != row.served && !$0.served.model.isEmpty
      }
      let own = Self.sum(row.days.filter { $0.key <= baselineEnd })
      let before = Self.sum(others.map { Self.sum($0.days.filter { $0.key <= baselineEnd }) })
      let beside = Self.sum(
        others.map { Self.sum($0.days.filter { row.days[$0.key] != nil }) })
      for (measure, share) in Self.measures {
        let (base, against): (TrafficFigures, ShareChange.Against) =
          isEnough(share(own)) ? (own, .before) : (before, .othersBefore)
        for day in days where day > baselineEnd {
          compare(measure, share, row.served, base, row.days[day], day, against)
        }
        compare(measure, share, row.served, beside, row.total, nil, .others)
      }
    }
  }

  private static func sum(_ figures: [UTCDay: TrafficFigures]) -> TrafficFigures {
    sum(figures.sorted { $0.key < $1.key }.map(\.value))
  }

  private static func sum(_ figures: [TrafficFigures]) -> TrafficFigures {
    figures.reduce(into: TrafficFigures()) { $0.merge($1) }
  }

  private func isEnough(_ share: Proportion?) -> Bool {
    (share?.trials ?? 0) >= settings.fewest
  }

  private mutating func compare(
    _ measure: TrafficMeasure, _ share: (TrafficFigures) -> Proportion?, _ served: ServedModel,
    _ before: TrafficFigures, _ after: TrafficFigures?, _ day: UTCDay?,
    _ against: ShareChange.Against
  ) {
    guard let before = share(before), let after = after.flatMap(share), isEnough(before),
      after.trials > 0
    else { return }
    changes.append(
      ShareChange(
        measure, of: served, on: day, against: against, before: before, after: after))
  }

  // MARK: Chance or change

  /// All comparisons are one family: looking at many days and measures makes chance look like change.
  private mutating func judged() -> [TrafficAlarm] {
    let values =
      drifts.map(\.lengths.pValue) + drifts.map { $0.topics?.pValue ?? 1 } + changes.map(\.pValue)
    looks = values.count
    let adjusted = HolmAdjustment.adjusted(values)
    var signs: [TrafficSign] = []
    for (place, drift) in drifts.enumerated() {
      if adjusted[place] <= settings.falseAlarms, drift.stability >= settings.leastStability {
        signs.append(.length(drift, chance: adjusted[place]))
      }
      let chance = adjusted[drifts.count + place]
      if chance <= settings.falseAlarms, let topics = drift.topics,
        topics.divergence - topics.expected >= settings.leastDivergence
      {
        signs.append(.topic(drift, topics, chance: chance))
      }
    }
    for (place, change) in changes.enumerated() {
      let chance = adjusted[2 * drifts.count + place]
      guard chance <= settings.falseAlarms, change.difference.difference >= settings.leastRise
      else { continue }
      signs.append(.share(change, chance: chance, lastDay: days.last))
    }
    return TrafficSign.alarms(of: signs, against: baselineWords)
  }
}
