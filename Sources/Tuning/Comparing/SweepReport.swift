import Core
import Formats
import Glibc

/// What a sweep showed: by how much each hyperparameter moved the validation loss, and whether that is
/// more than runs differ that agree in it. It is a description of these runs and no proof: where levels
/// of one come with levels of another, it cannot tell them apart.
public struct SweepReport: Codable, Hashable, Sendable {
  /// One value of a hyperparameter, or a part of its range.
  public struct Level: Codable, Hashable, Sendable {
    /// The value, or `0.0001 to 0.0003`.
    public var label: String
    /// Of the validation losses of all models with it.
    public var loss: LossSummary
  }

  /// One hyperparameter.
  public struct Effect: Codable, Hashable, Sendable {
    /// Its name, as the plan has it.
    public var hyperparameter: String
    /// In the order of the values.
    public var levels: [Level]
    /// The highest mean of a level less the lowest, in nats a token.
    public var difference: Double
    /// The standard deviation of runs within their level, all levels pooled; `nil` where no level has
    /// two runs.
    public var spread: Double?
    /// Hyperparameters that have one value wherever this one has one: what moved the loss cannot be told
    /// between them.
    public var changedWith: [String]

    /// Whether the difference is more than twice the standard error that the spread gives it; `nil`
    /// where there is no spread to tell by.
    public var isMoreThanSpread: Bool? {
      guard let spread else { return nil }
      let means = levels.map(\.loss)
      guard let low = means.min(by: { $0.mean < $1.mean }),
        let high = means.max(by: { $0.mean < $1.mean })
      else { return nil }
      let error = spread * sqrt(1 / Double(low.count) + 1 / Double(high.count))
      return difference > 2 * error
    }

    /// One sentence for people.
    public var sentence: String {
      let means = levels.sorted { $0.loss.mean < $1.loss.mean }
      guard let best = means.first, let worst = means.last else { return "" }
      let figures =
        "\(hyperparameter): \(best.label) had the lowest mean loss, \(Figure.text(best.loss.mean)), "
        + "\(Figure.text(difference)) below \(worst.label)"
      let together =
        changedWith.isEmpty
        ? ""
        : " Nothing tells it from \(changedWith.joined(separator: " and ")), which changed with it."
      let chance =
        switch isMoreThanSpread {
        case true?: ", which is more than runs of one value differ by."
        case false?: ", which is no more than runs of one value differ by."
        case nil: "; no value was run twice, and nothing says whether it is chance."
        }
      return figures + chance + together
    }
  }

  /// The greatest difference first.
  public var effects: [Effect]
  /// Runs that came to a measured model.
  public var measured: Int
  /// Runs that did not, and are not counted.
  public var leftOut: Int
  /// Whether the runs learnt from the same examples, and were measured on the same.
  public var isOfOneSet: Bool

  /// The most values that are levels of their own; a range with more is cut into three parts.
  static let mostLevels = 6

  public init(_ table: RunTable) {
    let rows = table.rows.filter(\.isMeasured)
    measured = rows.count
    leftOut = table.rows.count - rows.count
    isOfOneSet = Set(rows.map { [$0.trainDigest, $0.validationDigest] }).count < 2
    effects = table.varied.compactMap { Self.effect(of: $0, rows, beside: table.varied) }
      .sorted { ($1.difference, $0.hyperparameter) < ($0.difference, $1.hyperparameter) }
  }

  /// One sentence on all runs.
  public var summary: String {
    if measured < 2 {
      return "Too few runs were measured to tell: \(measured) of \(measured + leftOut)."
    }
    let others = leftOut == 0 ? "" : "; \(leftOut) without a measured model are not counted"
    let sets =
      isOfOneSet ? "" : " They are of different examples, and their losses compare for little."
    return "Of \(measured) measured runs\(others).\(sets)"
  }

  /// Which of the others have one value for each value of this one.
  private static func changing(
    with name: String, _ rows: [RunResult], _ all: [String]
  ) -> [String] {
    func values(_ names: [String]) -> Set<[JSONValue?]> {
      Set(rows.map { row in names.map { row.hyperparameters[$0] } })
    }
    let own = values([name]).count
    // A part of a range has several values, and with them several of the others.
    guard own <= mostLevels else { return [] }
    return all.filter { other in
      other != name && values([other]).count > 1 && values([name, other]).count == own
    }
  }

  private static func effect(
    of name: String, _ rows: [RunResult], beside all: [String]
  ) -> Effect? {
    var losses: [JSONValue: [Double]] = [:]
    for row in rows {
      guard let value = row.hyperparameters[name], let loss = row.finalLoss else { continue }
      losses[value, default: []].append(loss)
    }
    let levels = levels(losses)
    guard levels.count > 1 else { return nil }
    let means = levels.map(\.loss.mean)
    let difference = (means.max() ?? 0) - (means.min() ?? 0)
    let squares = levels.reduce(0.0) { sum, level in
      let deviation = level.loss.deviation ?? 0
      return sum + deviation * deviation * Double(level.loss.count - 1)
    }
    let freedom = levels.reduce(0) { $0 + $1.loss.count - 1 }
    return Effect(
      hyperparameter: name, levels: levels, difference: difference,
      spread: freedom > 0 ? sqrt(squares / Double(freedom)) : nil,
      changedWith: changing(with: name, rows, all))
  }

  private static func levels(_ losses: [JSONValue: [Double]]) -> [Level] {
    let numbers = losses.keys.compactMap(\.double)
    guard losses.count > mostLevels, numbers.count == losses.count else {
      let values = losses.keys.sorted { left, right in
        (left.double ?? 0, Figure.text(left)) < (right.double ?? 0, Figure.text(right))
      }
      return values.compactMap { value in
        LossSummary(losses[value] ?? []).map { Level(label: Figure.text(value), loss: $0) }
      }
    }
    // Three parts with as many values each.
    let sorted = losses.keys.sorted { ($0.double ?? 0) < ($1.double ?? 0) }
    return (0..<3).compactMap { part in
      let values = sorted[(sorted.count * part / 3)..<(sorted.count * (part + 1) / 3)]
      guard let first = values.first, let last = values.last else { return nil }
      let all = values.flatMap { losses[$0] ?? [] }
      return LossSummary(all).map {
        Level(label: "\(Figure.text(first)) to \(Figure.text(last))", loss: $0)
      }
    }
  }
}
