/// A profile's rules, found by the names of one tape.
struct BoundProfile {
  private enum Candidates {
    /// The same wherever the name stands.
    case settled(Profile.Meaning?)
    /// To be tried from the first on, and what holds where none matches.
    case rules([Int])
  }

  let profile: Profile
  private var elements: [Candidates?] = []
  private var attributes: [[Int]?] = []

  init(_ profile: Profile) { self.profile = profile }

  /// What an element is; `nil` where no rule matches.
  mutating func meaning(of element: Int, in tape: MarkupTape) -> Profile.Meaning? {
    let name = Int(tape.tokens[element].name)
    while elements.count <= name { elements.append(nil) }
    let candidates = elements[name] ?? bind(name, in: tape)
    switch candidates {
    case .settled(let meaning):
      if meaning != nil || profile.specialisation == nil { return meaning }
      return specialised(element, in: tape)
    case .rules(let rules):
      for rule in rules where matches(profile.elements[rule].pattern, element, in: tape) {
        return profile.elements[rule].meaning
      }
      return profile.specialisation == nil ? nil : specialised(element, in: tape)
    }
  }

  private mutating func bind(_ name: Int, in tape: MarkupTape) -> Candidates {
    var rules: [Int] = []
    var found: Candidates?
    for index in profile.elements.indices.reversed() {
      let pattern = profile.elements[index].pattern
      guard pattern.paths.contains(where: { $0.ends(in: tape.names[name]) }) else { continue }
      rules.append(index)
      // What holds everywhere hides what comes before it.
      if pattern.paths.contains(where: { $0.ends(in: tape.names[name]) && $0.isUnconditional }) {
        if rules.count == 1 { found = .settled(profile.elements[index].meaning) }
        break
      }
    }
    let candidates = found ?? (rules.isEmpty ? .settled(nil) : .rules(rules))
    elements[name] = candidates
    return candidates
  }

  /// What the nearest known element is that this one specialises.
  private func specialised(_ element: Int, in tape: MarkupTape) -> Profile.Meaning? {
    guard let attribute = profile.specialisation,
      let classes = tape.attribute(attribute, of: element)
    else { return nil }
    for part in classes.split(separator: " ").reversed() {
      guard let name = part.split(separator: "/").last else { continue }
      let rule = profile.elements.last { rule in
        rule.pattern.paths.contains {
          $0.isUnconditional && $0.steps.first?.test.name == String(name)
        }
      }
      if let rule { return rule.meaning }
    }
    return nil
  }

  /// The rules for an attribute of a name, the last first.
  mutating func attributeRules(_ name: Int, in tape: MarkupTape) -> [Int] {
    while attributes.count <= name { attributes.append(nil) }
    if let known = attributes[name] { return known }
    let rules = profile.attributes.indices.reversed().filter { index in
      profile.attributes[index].pattern.paths.contains { $0.ends(in: tape.names[name]) }
    }
    attributes[name] = rules
    return rules
  }

  /// The rule for an attribute of an element.
  mutating func rule(
    for name: Int, of element: Int, in tape: MarkupTape
  ) -> Profile.AttributeRule? {
    for index in attributeRules(name, in: tape) {
      let rule = profile.attributes[index]
      let isMatch = rule.pattern.paths.contains { path in
        path.ends(in: tape.names[name])
          && matches(path.steps[...].dropFirst(), path.isFromRoot, element, in: tape)
      }
      if isMatch { return rule }
    }
    return nil
  }

  // MARK: Matching

  private func matches(_ pattern: Pattern, _ element: Int, in tape: MarkupTape) -> Bool {
    pattern.paths.contains { matches($0.steps[...], $0.isFromRoot, element, in: tape) }
  }

  private func matches(
    _ steps: ArraySlice<Pattern.Step>, _ isFromRoot: Bool, _ element: Int, in tape: MarkupTape
  ) -> Bool {
    guard let step = steps.first else { return true }
    var candidate = element
    while candidate >= 0 {
      if step.matches(candidate, in: tape) {
        let parent = Int(tape.tokens[candidate].parent)
        let rest = steps.dropFirst()
        if rest.isEmpty ? !isFromRoot || parent < 0 : parent >= 0
          && matches(rest, isFromRoot, parent, in: tape)
        { return true }
      }
      guard step.isAnyDepth else { return false }
      candidate = Int(tape.tokens[candidate].parent)
    }
    return false
  }
}

extension Pattern.Path {
  /// Whether the last step as it is written can be an element or attribute of a name.
  fileprivate func ends(in name: MarkupTape.Name) -> Bool {
    steps.first?.test.matches(name) == true
  }

  /// Whether the name alone decides.
  fileprivate var isUnconditional: Bool {
    steps.count == 1 && !isFromRoot && steps[0].conditions.isEmpty
  }
}

extension Pattern.NameTest {
  fileprivate func matches(_ other: MarkupTape.Name) -> Bool {
    if let namespace, namespace != other.namespace { return false }
    return name == nil || name == other.local
  }
}

extension Pattern.Step {
  fileprivate func matches(_ element: Int, in tape: MarkupTape) -> Bool {
    test.matches(tape.name(of: element)) && conditions.allSatisfy { $0.holds(element, in: tape) }
  }
}

extension Pattern.Condition {
  fileprivate func holds(_ element: Int, in tape: MarkupTape) -> Bool {
    switch self {
    case .exists(let operand): operand.value(element, in: tape) != nil
    case .equals(let operand, let text, let isNegated):
      operand.value(element, in: tape).map { ($0 == text) != isNegated } ?? false
    case .contains(let operand, let text):
      operand.value(element, in: tape)?.contains(text) == true
    case .startsWith(let operand, let text):
      operand.value(element, in: tape)?.hasPrefix(text) == true
    case .not(let condition): !condition.holds(element, in: tape)
    case .all(let conditions): conditions.allSatisfy { $0.holds(element, in: tape) }
    case .any(let conditions): conditions.contains { $0.holds(element, in: tape) }
    }
  }
}

extension Pattern.Operand {
  fileprivate func value(_ element: Int, in tape: MarkupTape) -> String? {
    switch self {
    case .attribute(let name): return tape.attribute(name, of: element)
    case .child(let name):
      var child = element + 1
      while child < tape.next(after: element) {
        if tape.isElement(child), tape.name(of: child).local == name {
          return tape.text(inside: child).whiteSpaceFolded
        }
        child = tape.next(after: child)
      }
      return nil
    }
  }
}
