/// Reads a pattern from its text.
struct PatternParser {
  /// What is wrong with a pattern, and at which of its characters, from 0.
  struct Failure: Error {
    var offset: Int
    var message: String
  }

  private let text: [Character]
  private let prefixes: [String: String]
  private var next = 0
  private var asked: Set<String> = []
  /// How many parentheses are open around a condition.
  private var depth = 0
  private static let depthLimit = 32

  private init(_ text: String, prefixes: [String: String]) {
    self.text = Array(text)
    self.prefixes = prefixes
  }

  /// Parses a whole pattern.
  ///
  /// - Parameter prefixes: the namespaces that prefixes stand for.
  static func parse(_ text: String, prefixes: [String: String]) throws(Failure) -> Pattern {
    var parser = PatternParser(text, prefixes: prefixes)
    return try parser.pattern()
  }

  private mutating func pattern() throws(Failure) -> Pattern {
    var paths: [Pattern.Path] = []
    var kinds: Set<Bool> = []
    repeat {
      let (path, isAttribute) = try path()
      paths.append(path)
      kinds.insert(isAttribute)
    } while take("|")
    skipSpace()
    guard next == text.count else { throw failure("'\(text[next])' is not expected here") }
    guard kinds.count == 1 else {
      throw Failure(offset: 0, message: "it mixes elements and attributes; write two rules")
    }
    return Pattern(
      paths: paths, isForAttributes: kinds == [true], attributesAsked: asked)
  }

  private mutating func path() throws(Failure) -> (Pattern.Path, isAttribute: Bool) {
    var steps: [Pattern.Step] = []
    var isFromRoot = false
    // A pattern matches anywhere: `//` before it says nothing more.
    if !take("//"), take("/") { isFromRoot = true }
    while true {
      let isAttribute = take("@")
      var step = Pattern.Step(test: try nameTest())
      if isAttribute, step.test.name == nil {
        throw failure("an attribute needs its name")
      }
      while take("[") {
        guard !isAttribute else {
          throw failure("an attribute has no predicates; put them on its element")
        }
        step.conditions.append(try or())
        guard take("]") else { throw failure("']' is missing") }
      }
      steps.append(step)
      if isAttribute {
        return (Pattern.Path(steps: steps.reversed(), isFromRoot: isFromRoot), true)
      }
      if take("//") {
        steps[steps.count - 1].isAnyDepth = true
      } else if !take("/") {
        break
      }
    }
    return (Pattern.Path(steps: steps.reversed(), isFromRoot: isFromRoot), false)
  }

  private mutating func nameTest() throws(Failure) -> Pattern.NameTest {
    if take("*") { return Pattern.NameTest() }
    let start = next
    let first = try name()
    guard take(":") else { return Pattern.NameTest(name: first) }
    guard let namespace = prefixes[first] else {
      throw Failure(
        offset: start, message: "the prefix '\(first)' is not in the profile's namespaces")
    }
    if take("*") { return Pattern.NameTest(namespace: namespace) }
    return Pattern.NameTest(name: try name(), namespace: namespace)
  }

  // MARK: Predicates

  private mutating func or() throws(Failure) -> Pattern.Condition {
    guard depth < Self.depthLimit else { throw failure("it is nested too deep") }
    depth += 1
    defer { depth -= 1 }
    var parts = [try and()]
    while takeWord("or") { parts.append(try and()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func and() throws(Failure) -> Pattern.Condition {
    var parts = [try condition()]
    while takeWord("and") { parts.append(try condition()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func condition() throws(Failure) -> Pattern.Condition {
    if take("(") {
      let inner = try or()
      guard take(")") else { throw failure("')' is missing") }
      return inner
    }
    if takeFunction("not") {
      let inner = try or()
      guard take(")") else { throw failure("')' is missing") }
      return .not(inner)
    }
    if takeFunction("contains") {
      let (operand, value) = try operandAndText()
      return .contains(operand, value)
    }
    if takeFunction("starts-with") {
      let (operand, value) = try operandAndText()
      return .startsWith(operand, value)
    }
    let operand = try operand()
    let isNegated = take("!=")
    guard isNegated || take("=") else { return .exists(operand) }
    let value = try literal()
    return .equals(operand, value, isNegated: isNegated)
  }

  /// What a function of two is given, up to its closing parenthesis.
  private mutating func operandAndText() throws(Failure) -> (Pattern.Operand, String) {
    let operand = try operand()
    guard take(",") else { throw failure("',' is missing") }
    let value = try literal()
    guard take(")") else { throw failure("')' is missing") }
    return (operand, value)
  }

  private mutating func operand() throws(Failure) -> Pattern.Operand {
    let isAttribute = take("@")
    var word = try name()
    // Attributes and children are asked for by local name.
    if take(":") { word = try name() }
    if isAttribute { asked.insert(word) }
    return isAttribute ? .attribute(word) : .child(word)
  }

  private mutating func literal() throws(Failure) -> String {
    skipSpace()
    guard next < text.count, text[next] == "'" || text[next] == "\"" else {
      throw failure("a text in quotes is wanted")
    }
    let quote = text[next]
    guard let end = text[(next + 1)...].firstIndex(of: quote) else {
      throw failure("the text in quotes has no end")
    }
    defer { next = end + 1 }
    return String(text[(next + 1)..<end])
  }

  // MARK: Characters

  private mutating func skipSpace() {
    while next < text.count, text[next].isWhitespace { next += 1 }
  }

  private mutating func take(_ word: String) -> Bool {
    skipSpace()
    let characters = Array(word)
    guard text[next...].starts(with: characters) else { return false }
    // `/` is not the beginning of `//`.
    if word == "/", text[(next + 1)...].first == "/" { return false }
    next += characters.count
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    let before = next
    guard take(word), next == text.count || !text[next].isNamePart else {
      next = before
      return false
    }
    return true
  }

  private mutating func takeFunction(_ name: String) -> Bool {
    let before = next
    guard takeWord(name), take("(") else {
      next = before
      return false
    }
    return true
  }

  private mutating func name() throws(Failure) -> String {
    skipSpace()
    let name = text[next...].prefix { $0.isNamePart }
    guard let first = name.first, first.isLetter || first == "_" else {
      throw failure("a name is wanted")
    }
    next += name.count
    return String(name)
  }

  private func failure(_ message: String) -> Failure { Failure(offset: next, message: message) }
}

extension Character {
  fileprivate var isNamePart: Bool {
    isLetter || isNumber || self == "-" || self == "_" || self == "."
  }
}
