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

  private static let measures: [TrafficMeasure] = [.failures, .refusals, .thumbsDown]

  /// A model's shares of one measure, by day.
  private typealias Shares = [UTCDay: Proportion]

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
    for (_, models) in Dictionary(grouping: rows.map(\.served), by: \.alias)
      .sorted(by: { $0.key < $1.key })
    {
      for measure in Self.measures {
        // What the gateway turned away belongs to no arm.
        let shares = models.filter { !$0.arm.isEmpty }.map {
          (served: $0, shares: self.shares(measure, of: $0))
        }
        let variation = ShareVariation(
          shares.map { $0.shares.filter { $0.key <= baselineEnd }.map(\.value) })
        for (served, own) in shares {
          let others = shares.filter { $0.served != served }.map(\.shares)
          compareDays(measure, served, own, others, variation)
          compareBeside(measure, served, own, others)
        }
      }
    }
  }

  private func shares(_ measure: TrafficMeasure, of served: ServedModel) -> Shares {
    var shares: Shares = [:]
    for day in days {
      let key = TrafficWatch.ServedDay(served: served, day: day)
      if let share = watch.tallies[key]?.share(measure) { shares[day] = share }
    }
    return shares
  }

  /// Each later day against the first ones.
  private mutating func compareDays(
    _ measure: TrafficMeasure, _ served: ServedModel, _ own: Shares, _ others: [Shares],
    _ variation: ShareVariation
  ) {
    func first(_ shares: Shares) -> [Proportion] {
      shares.filter { $0.key <= baselineEnd }.map(\.value)
    }
    var against = ShareChange.Against.before
    var before = Self.sum(first(own))
    if !isEnough(before) {
      (before, against) = (Self.sum(others.flatMap(first)), .othersBefore)
    }
    guard let before, isEnough(before) else { return }
    for (day, after) in own.sorted(by: { $0.key < $1.key })
    where day > baselineEnd && isEnough(after) {
      changes.append(
        ShareChange(
          measure, of: served, days: day...day, against: against, before: before, after: after,
          pValue: variation.pValue(before: before, after: after)))
    }
  }

  /// All days that the others have as well, each held against the others on that day: what was bad for
  /// everybody is nobody's fault, and how many calls an arm got on which day says nothing of it.
  private mutating func compareBeside(
    _ measure: TrafficMeasure, _ served: ServedModel, _ own: Shares, _ others: [Shares]
  ) {
    var strata: [UTCDay: StratifiedTest.Stratum] = [:]
    for (day, share) in own {
      guard let beside = Self.sum(others.compactMap { $0[day] }) else { continue }
      strata[day] = StratifiedTest.Stratum(other: beside, own: share)
    }
    let sorted = strata.sorted { $0.key < $1.key }
    guard let first = sorted.first?.key, let last = sorted.last?.key,
      let after = Self.sum(sorted.map(\.value.own)), isEnough(after),
      let beside = Self.sum(sorted.map(\.value.other)), isEnough(beside),
      let test = StratifiedTest(sorted.map(\.value)),
      let expected = try? Proportion(
        Int((test.expectedShare * Double(beside.trials)).rounded()), of: beside.trials)
    else { return }
    changes.append(
      ShareChange(
        measure, of: served, days: first...last, against: .others, before: expected, after: after,
        pValue: test.pValue))
  }

  private static func sum(_ shares: [Proportion]) -> Proportion? {
    try? Proportion(
      shares.reduce(0) { $0 + $1.successes }, of: shares.reduce(0) { $0 + $1.trials })
  }

  private func isEnough(_ share: Proportion?) -> Bool {
    (share?.trials ?? 0) >= settings.fewest
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
      signs.append(.share(change, chance: chance))
    }
    return TrafficSign.alarms(of: signs, against: baselineWords)
  }
}
