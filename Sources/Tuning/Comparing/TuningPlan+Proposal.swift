import Core
import Formats
import Glibc

extension TuningPlan {
  /// The plan that these runs suggest to try next: the best combination, and round it, for each
  /// hyperparameter with numbers, a narrower range; where the best lies at a range's end, the new one
  /// reaches beyond it.
  ///
  /// - Parameter table: of this plan's runs.
  /// - Returns: the plan, and why, a sentence for each hyperparameter; `nil` where nothing was measured.
  public func proposal(from table: RunTable) -> (plan: TuningPlan, reasons: [String])? {
    guard let best = table.groups.first(where: { $0.loss != nil }) else { return nil }
    var next = self
    var reasons: [String] = []
    for hyperparameter in varied {
      let name = hyperparameter.rawValue
      guard let value = best.hyperparameters[name] ?? table.best?.hyperparameters[name] else {
        continue
      }
      let measured = table.rows.filter(\.isMeasured)
      let known = Set(measured.compactMap { $0.hyperparameters[name]?.double })
      guard hyperparameter.isNumeric, let number = value.double,
        let range = narrowed(hyperparameter, round: number, tried: known.sorted())
      else {
        next.hyperparameters[hyperparameter] = .one(value)
        reasons.append("\(name) stays at \(Figure.text(value)), the best that was tried.")
        continue
      }
      next.hyperparameters[hyperparameter] = .range(range)
      reasons.append(
        "\(name) is tried from \(Figure.text(range.from, digits: 6)) to "
          + "\(Figure.text(range.to, digits: 6)), round \(Figure.text(value)), the best so far.")
    }
    return (next, reasons)
  }

  /// The range between the neighbours of the best value; beyond the last one as far as to the one
  /// before it. `nil` where nothing lies between.
  private func narrowed(
    _ hyperparameter: Hyperparameter, round best: Double, tried: [Double]
  ) -> HyperparameterRange? {
    guard let place = tried.firstIndex(of: best), tried.count > 1 else { return nil }
    var scale = HyperparameterRange.Scale.linear
    if case .range(let range) = values(of: hyperparameter) { scale = range.scale }
    // A list whose values lie a factor apart is one of ratios.
    let most = tried[tried.count - 1]
    if case .list = values(of: hyperparameter), tried[0] > 0, most / tried[0] >= 8 {
      scale = .log
    }
    func mirrored(_ neighbour: Double) -> Double {
      scale == .log ? best * best / neighbour : 2 * best - neighbour
    }
    let below = place > 0 ? tried[place - 1] : mirrored(tried[place + 1])
    let above = place < tried.count - 1 ? tried[place + 1] : mirrored(tried[place - 1])
    // Half of the way to each neighbour, which was tried itself.
    func half(_ other: Double) -> Double {
      Figure.rounded(scale == .log ? sqrt(best * other) : (best + other) / 2, digits: 3)
    }
    guard let from = hyperparameter.clamped(half(below)),
      let to = hyperparameter.clamped(half(above)), from < to
    else { return nil }
    // Three at least: with fewer, the best itself would not be among them.
    var steps: Int? = 3
    if case .range(let old) = values(of: hyperparameter) { steps = old.steps.map { max($0, 3) } }
    if case .whole = hyperparameter.kind { steps = steps.map { min($0, Int(to - from) + 1) } }
    return HyperparameterRange(from: from, to: to, steps: steps, scale: scale)
  }
}

extension Hyperparameter {
  /// The nearest number that it can have; `nil` where it has none.
  fileprivate func clamped(_ number: Double) -> Double? {
    switch kind {
    case .whole(let bounds):
      min(max(number.rounded(), Double(bounds.lowerBound)), Double(bounds.upperBound))
    case .number(let above, let isClosed, let most):
      number > above || (isClosed && number == above) ? min(number, most) : isClosed ? above : nil
    case .choice, .flag: nil
    }
  }
}
