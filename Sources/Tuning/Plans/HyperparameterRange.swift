import Core
import Formats
import Glibc

/// Numbers between two ends, which are both among them.
public struct HyperparameterRange: Codable, Hashable, Sendable {
  /// How the numbers lie between the ends.
  public enum Scale: String, CaseIterable, Codable, Hashable, Sendable {
    /// With equal differences.
    case linear
    /// With equal ratios.
    case log
  }

  /// The least.
  public var from: Double
  /// The greatest.
  public var to: Double
  /// How many numbers; `nil` for any, which only a random search can have.
  public var steps: Int?
  /// How they lie.
  public var scale: Scale

  public init(from: Double, to: Double, steps: Int? = nil, scale: Scale = .linear) {
    self.from = from
    self.to = to
    self.steps = steps
    self.scale = scale
  }

  /// The values, both ends among them, each once; `nil` where there are any number.
  func levels(of hyperparameter: Hyperparameter) -> [JSONValue]? {
    guard let steps else { return nil }
    guard steps > 1 else { return [value(at: 0, of: hyperparameter)] }
    var levels: [JSONValue] = []
    for step in 0..<steps {
      let level = value(at: Double(step) / Double(steps - 1), of: hyperparameter)
      if levels.last != level { levels.append(level) }
    }
    return levels
  }

  /// The value at a share of the way, 0 to 1. It has six digits, so that it is the same on every
  /// machine; the ends are as they were written.
  func value(at share: Double, of hyperparameter: Hyperparameter) -> JSONValue {
    let number = number(at: share)
    guard case .whole = hyperparameter.kind else { return .number(number) }
    return .integer(Int(number.rounded()))
  }

  private func number(at share: Double) -> Double {
    if share <= 0 { return from }
    if share >= 1 { return to }
    let number =
      switch scale {
      case .linear: from + (to - from) * share
      case .log: exp(Glibc.log(from) + (Glibc.log(to) - Glibc.log(from)) * share)
      }
    return min(max(Figure.sixDigits(number), from), to)
  }
}
