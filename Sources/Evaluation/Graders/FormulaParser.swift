/// Reads a multi grader's formula by recursive descent.
struct FormulaParser {
  private typealias Term = GraderFormula.Term

  private let text: String
  private let characters: [Character]
  private var index = 0
  private var depth = 0
  private(set) var variables: Set<String> = []

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  mutating func formula() throws(EvaluationError) -> GraderFormula.Term {
    let term = try sum()
    if let surplus = peek() { throw error("'\(surplus)' is one too many") }
    return term
  }

  private mutating func sum() throws(EvaluationError) -> Term {
    // Parentheses within parentheses take room on the stack.
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw error("it is nested too deeply") }
    var term = try product()
    while let sign = take(.plus, .minus) { term = .operation(sign, term, try product()) }
    return term
  }

  private mutating func product() throws(EvaluationError) -> Term {
    var term = try signed()
    while let sign = take(.times, .over) { term = .operation(sign, term, try signed()) }
    return term
  }

  private mutating func signed() throws(EvaluationError) -> Term {
    var isNegative = false
    while let sign = take(.plus, .minus) { if sign == .minus { isNegative.toggle() } }
    let term = try power()
    return isNegative ? .negative(term) : term
  }

  private mutating func power() throws(EvaluationError) -> Term {
    let base = try value()
    guard take(.power) != nil else { return base }
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw error("it is nested too deeply") }
    return .operation(.power, base, try signed())
  }

  private mutating func value() throws(EvaluationError) -> Term {
    guard let next = peek() else { throw error("it ends where a value should be") }
    if next == "(" {
      index += 1
      let term = try sum()
      try expect(")")
      return term
    }
    if next.isNumber || next == "." { return try number() }
    guard next.isLetter || next == "_" else { throw error("'\(next)' is no value") }
    let name = word { $0.isLetter || $0.isNumber || $0 == "_" }
    if peek() == "(" { return try call(name) }
    variables.insert(name)
    return .variable(name)
  }

  private mutating func number() throws(EvaluationError) -> Term {
    let start = index
    var written = word { $0.isNumber || $0 == "." }
    if let mark = characters[safe: index], mark == "e" || mark == "E" {
      index += 1
      written += "e"
      if let sign = characters[safe: index], sign == "-" || sign == "+" {
        index += 1
        written.append(sign)
      }
      written += word { $0.isNumber }
    }
    guard let number = Double(written) else {
      index = start
      throw error("'\(written)' is no number")
    }
    return .number(number)
  }

  private mutating func call(_ name: String) throws(EvaluationError) -> Term {
    guard let function = GraderFormula.Function(rawValue: name) else {
      let known = GraderFormula.Function.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("there is no function '\(name)', only \(known)")
    }
    index += 1
    var arguments = [try sum()]
    while peek() == "," {
      index += 1
      arguments.append(try sum())
    }
    try expect(")")
    guard function == .min || function == .max || arguments.count == 1 else {
      throw error("'\(name)' takes one value, not \(arguments.count)")
    }
    return .call(function, arguments)
  }

  /// The next character that is not white space.
  private mutating func peek() -> Character? {
    while let next = characters[safe: index], next.isWhitespace { index += 1 }
    return characters[safe: index]
  }

  private mutating func take(_ wanted: GraderFormula.Operator...) -> GraderFormula.Operator? {
    guard let next = peek(), let sign = GraderFormula.Operator(rawValue: next),
      wanted.contains(sign)
    else { return nil }
    index += 1
    return sign
  }

  private mutating func word(_ belongs: (Character) -> Bool) -> String {
    let start = index
    while let next = characters[safe: index], belongs(next) { index += 1 }
    return String(characters[start..<index])
  }

  private mutating func expect(_ character: Character) throws(EvaluationError) {
    guard peek() == character else { throw error("'\(character)' is missing") }
    index += 1
  }

  private func error(_ reason: String) -> EvaluationError {
    EvaluationError(
      .malformedGrader, "calculate_output '\(text)', column \(index + 1): \(reason)",
      remedy: "Write it of numbers, graders' names, + - * / ^, parentheses and the functions.")
  }
}

extension [Character] {
  fileprivate subscript(safe index: Int) -> Character? { index < count ? self[index] : nil }
}
