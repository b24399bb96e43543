import Glibc

/// A multi grader's `calculate_output`: numbers, the graders' names, `+ - * / ^`, parentheses, and the
/// functions `min max abs floor ceil exp sqrt log` (OpenAI's guide on graders). `^` binds strongest and
/// from the right: `-2^2` is -4.
public struct GraderFormula: Hashable, Sendable {
  enum Function: String, CaseIterable, Sendable { case min, max, abs, floor, ceil, exp, sqrt, log }
  enum Operator: Character, Sendable {
    case plus = "+", minus = "-", times = "*", over = "/", power = "^"
  }

  indirect enum Term: Hashable, Sendable {
    case number(Double)
    case variable(String)
    case negative(Term)
    case operation(Operator, Term, Term)
    case call(Function, [Term])
  }

  /// The formula as it was written.
  public let text: String
  private let term: Term
  /// The names that it uses.
  public let variables: Set<String>

  /// - Throws: ``EvaluationError`` with the column where it cannot be read.
  public init(_ text: String) throws(EvaluationError) {
    var parser = FormulaParser(text)
    term = try parser.formula()
    variables = parser.variables
    self.text = text
  }

  /// What it gives; `nil` where a variable has no value.
  func value(_ values: [String: Double]) -> Double? { Self.value(term, values) }

  private static func value(_ term: Term, _ values: [String: Double]) -> Double? {
    switch term {
    case .number(let number): return number
    case .variable(let name): return values[name]
    case .negative(let term): return value(term, values).map { -$0 }
    case .operation(let sign, let left, let right):
      guard let left = value(left, values), let right = value(right, values) else { return nil }
      return result(sign, left, right)
    case .call(let function, let terms):
      let arguments = terms.compactMap { value($0, values) }
      return arguments.count == terms.count ? result(function, arguments) : nil
    }
  }

  private static func result(_ sign: Operator, _ left: Double, _ right: Double) -> Double {
    switch sign {
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .over: left / right
    case .power: pow(left, right)
    }
  }

  private static func result(_ function: Function, _ arguments: [Double]) -> Double? {
    switch function {
    case .min: arguments.min()
    case .max: arguments.max()
    case .abs: arguments.first.map { Swift.abs($0) }
    case .floor: arguments.first?.rounded(.down)
    case .ceil: arguments.first?.rounded(.up)
    case .exp: arguments.first.map { Glibc.exp($0) }
    case .sqrt: arguments.first?.squareRoot()
    case .log: arguments.first.map { Glibc.log($0) }
    }
  }
}
