import Core

extension TuningPlan {
  /// How many runs it has; `Int.max` where they cannot be counted.
  public var count: Int {
    let combinations =
      switch search {
      case .grid: self.combinations ?? .max
      case .random(let count, _): min(count, self.combinations ?? .max)
      }
    return [seeds.count, folds ?? 1].reduce(combinations) { Self.product($0, $1) }
  }

  /// How many combinations of values there are; `nil` where a range has any number.
  var combinations: Int? {
    var product = 1
    for hyperparameter in used {
      guard let levels = values(of: hyperparameter).levels(of: hyperparameter) else { return nil }
      product = Self.product(product, levels.count)
    }
    return product
  }

  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, isOver) = left.multipliedReportingOverflow(by: right)
    return isOver ? .max : product
  }

  /// The runs, each combination with each fold and each seed, always in the same order: a plan that
  /// grew keeps the ids of those it had.
  ///
  /// - Parameter inputs: what the plan's folders hold; it decides a run's result as the settings do.
  public func runs(on inputs: TuningInputs) -> [TuningRun] {
    guard count <= Self.mostRuns else { return [] }
    var runs: [TuningRun] = []
    var known: Set<RunID> = []
    for combination in search == .grid ? grid() : drawn() {
      for part in inputs.parts {
        for seed in seeds {
          let run = TuningRun(
            of: self, hyperparameters: combination, seed: seed, part: part, inputs: inputs)
          if known.insert(run.id).inserted { runs.append(run) }
        }
      }
    }
    return runs
  }

  /// Every combination; the last hyperparameter by name changes first.
  private func grid() -> [[Hyperparameter: JSONValue]] {
    var combinations: [[Hyperparameter: JSONValue]] = [[:]]
    for hyperparameter in used {
      let levels = values(of: hyperparameter).levels(of: hyperparameter) ?? []
      combinations = combinations.flatMap { combination in
        levels.map { level in combination.merging([hyperparameter: level]) { $1 } }
      }
    }
    return combinations
  }

  /// So many combinations as the search asks for, no two alike.
  private func drawn() -> [[Hyperparameter: JSONValue]] {
    guard case .random(let count, let seed) = search else { return [] }
    // Where nearly all of few are wanted, most draws would be repeats: then all are there anyway.
    if let combinations, combinations <= count { return grid() }
    let draw = SeededDraw(seed: seed)
    var found: [[Hyperparameter: JSONValue]] = []
    var known: Set<[Hyperparameter: JSONValue]> = []
    var place = 0
    while found.count < count, place < 1_000 * Self.mostRuns {
      var combination: [Hyperparameter: JSONValue] = [:]
      for hyperparameter in used {
        let share = draw.share(hyperparameter.rawValue, place)
        combination[hyperparameter] = values(of: hyperparameter).value(
          at: share, of: hyperparameter)
      }
      if known.insert(combination).inserted { found.append(combination) }
      place += 1
    }
    return found
  }
}
