import Core
import Formats

/// One value of a plan each, read and judged.
extension PlanReader {
  mutating func name() -> String {
    let name = text("name")
    let isPlain =
      name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
      } && !name.hasPrefix("-") && name.utf8.count <= 64
    if !name.isEmpty, !isPlain {
      wrong(["name"], wanted: "lower-case letters a to z, digits and hyphens, 64 at most")
    }
    return name
  }

  mutating func folder(_ key: String) -> String {
    let path = text(key)
    if path.contains("\0") || path.split(separator: "/").contains("..") {
      wrong([key], wanted: "a path below the desk, or a whole one, without '..'")
    }
    return path
  }

  mutating func text(_ key: String) -> String {
    guard let value = values[key] else {
      add(
        .keyMissing, at: [], "the key '\(key)' is missing", remedy: "Add a line: \(key): VALUE")
      return ""
    }
    guard let text = value.text, !text.isEmpty else {
      wrong([key], wanted: "a text (in quotation marks where it looks like a number)")
      return ""
    }
    return text
  }

  mutating func texts(_ key: String) -> [String] {
    guard let value = values[key] else { return [] }
    let texts = (value.elements ?? []).compactMap(\.text)
    if value.elements == nil || texts.count != value.elements?.count || texts.count > 100 {
      wrong([key], wanted: "a list of texts, 100 at most")
    }
    return texts
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type, standard: Choice?
  ) -> Choice where Choice.AllCases == [Choice] {
    let first = standard ?? type.allCases[0]
    let names = type.allCases.map(\.rawValue).joined(separator: ", ")
    guard let value = values[key] else {
      if standard == nil {
        add(
          .keyMissing, at: [], "the key '\(key)' is missing", remedy: "Add one of: \(names)")
      }
      return first
    }
    guard let choice = value.text.flatMap(type.init(rawValue:)) else {
      wrong([key], wanted: "one of: \(names)")
      return first
    }
    return choice
  }

  mutating func whole(_ key: String, _ bounds: ClosedRange<Int>) -> Int? {
    guard let value = values[key], value != .null else { return nil }
    return whole(value, bounds, at: [key])
  }

  mutating func whole(
    _ value: JSONValue, _ bounds: ClosedRange<Int>, at path: [String]
  ) -> Int? {
    guard let whole = value.whole, bounds.contains(whole) else {
      wrong(path, wanted: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
      return nil
    }
    return whole
  }

  mutating func number(_ path: [String], from least: Double, to most: Double) -> Double? {
    var found: JSONValue? = .object(values)
    for key in path { found = found?[key] }
    guard let found, found != .null else { return nil }
    guard let number = found.double, number >= least, number <= most else {
      wrong(path, wanted: "a number from \(Figure.text(least)) to \(Figure.text(most, digits: 9))")
      return nil
    }
    return number
  }

  mutating func seeds() -> [Int] {
    let bounds = 0...2_147_483_647
    switch values["seeds"] {
    case nil: return [1]
    case .array(let list) where (1...100).contains(list.count):
      let seeds = list.enumerated().compactMap { place, value in
        whole(value, bounds, at: ["seeds", "\(place)"])
      }
      if Set(seeds).count < seeds.count {
        add(
          .valueRepeated, at: ["seeds"], "a seed stands twice",
          remedy: "Take one out: equal runs bring equal losses.")
      }
      return seeds
    case .some(let value):
      guard value.whole != nil else {
        wrong(["seeds"], wanted: "a list of whole numbers, 1 to 100 of them")
        return []
      }
      return whole(value, bounds, at: ["seeds"]).map { [$0] } ?? []
    }
  }

  /// The members of a mapping below a key; unknown ones are findings.
  mutating func members(_ path: [String], known: [String]) -> [String: JSONValue]? {
    var found: JSONValue? = .object(values)
    for key in path { found = found?[key] }
    guard let found, found != .null else { return nil }
    guard case .object(let members) = found else {
      wrong(path, wanted: "a mapping with \(known.joined(separator: ", "))")
      return nil
    }
    for key in members.keys.sorted() where !known.contains(key) {
      add(
        .keyUnknown, at: path + [key],
        "unknown key '\(key)' in '\(path.joined(separator: "."))'",
        remedy: "The keys are \(known.joined(separator: ", ")).")
    }
    return members
  }

  mutating func search() -> RunSearch {
    if values["search"]?.text == "grid" { return .grid }
    guard let members = members(["search"], known: ["kind", "count", "seed"]) else { return .grid }
    switch members["kind"]?.text {
    case "grid":
      for key in ["count", "seed"] where members[key] != nil {
        add(
          .keyUnknown, at: ["search", key], "a grid has no '\(key)': it tries every combination",
          remedy: "Take it out, or write kind: random.")
      }
      return .grid
    case "random":
      guard let count = members["count"] else {
        add(
          .keyMissing, at: ["search"], "a random search has no count",
          remedy: "Say how many combinations to draw: count: 20")
        return .grid
      }
      let drawn = whole(count, 1...TuningPlan.mostRuns, at: ["search", "count"])
      let seed = members["seed"].map { whole($0, 0...2_147_483_647, at: ["search", "seed"]) } ?? 1
      return .random(count: drawn ?? 1, seed: seed ?? 1)
    default:
      wrong(["search", "kind"], wanted: "grid or random")
      return .grid
    }
  }

  mutating func ceiling() -> RunCeiling {
    let known = ["minutes", "dollars", "pricePerHour"]
    guard members(["ceiling"], known: known) != nil else { return RunCeiling() }
    let ceiling = RunCeiling(
      minutes: number(["ceiling", "minutes"], from: 0, to: 5_256_000),
      dollars: number(["ceiling", "dollars"], from: 0, to: 1e9),
      pricePerHour: number(["ceiling", "pricePerHour"], from: 0, to: 1e6))
    if ceiling.dollars != nil, (ceiling.pricePerHour ?? 0) <= 0 {
      add(
        .ceilingWithoutPrice, at: ["ceiling", "dollars"],
        "a ceiling in dollars has no price of an hour", remedy: "Add pricePerHour: 0.90")
    }
    return ceiling
  }
}
