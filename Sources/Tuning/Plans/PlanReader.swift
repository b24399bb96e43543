import Core
import Formats

/// Reads a plan's values one by one, and collects what is wrong with them.
struct PlanReader {
  private let values: [String: JSONValue]
  let places: YAMLPlaces
  private(set) var findings: [Finding] = []
  private var trainer = TrainerName.pytorch

  init(_ values: [String: JSONValue], places: YAMLPlaces) {
    self.values = values
    self.places = places
  }

  /// The plan; only to be used where no finding is an error.
  mutating func plan() -> TuningPlan {
    trainer = choice("trainer", TrainerName.self, standard: nil)
    let method = choice("method", TuningMethod.self, standard: .sft)
    let adaptation = choice("adaptation", Adaptation.self, standard: .full)
    var plan = TuningPlan(
      name: name(), base: trainer.isHosted ? text("base") : folder("base"),
      dataset: folder("dataset"), trainer: trainer, method: method,
      adaptation: adaptation, seeds: seeds(), folds: whole("folds", 2...100),
      hyperparameters: hyperparameters(method, adaptation), search: search(), ceiling: ceiling())
    plan.earlyStopping = whole("earlyStopping", 1...1_000)
    plan.samples = texts("samples")
    plan.checkpointSteps = whole("checkpointSteps", 1...1_000_000) ?? plan.checkpointSteps
    plan.evaluationSteps = whole("evaluationSteps", 1...1_000_000) ?? plan.evaluationSteps
    plan.device = choice("device", TrainingDevice.self, standard: .auto)
    plan.processes = whole("processes", 1...64) ?? 1
    plan.cluster = cluster()
    plan.hangSeconds = number(["hangSeconds"], from: 1, to: 604_800) ?? plan.hangSeconds
    plan.graceSeconds = number(["graceSeconds"], from: 0.1, to: 86_400) ?? plan.graceSeconds
    if trainer.isHosted { judgeHosted(&plan) }
    if !findings.contains(where: \.isBlocking) {
      judgeCount(of: plan)
      judgeMachines(of: plan)
    }
    return plan
  }

  mutating func add(_ rule: TuningRule, at path: [String], _ message: String, remedy: String) {
    findings.append(rule.finding(at: places.place(of: path), message, remedy: remedy))
  }

  private mutating func wrong(_ path: [String], wanted: String) {
    add(
      .valueWrong, at: path, "'\(path.joined(separator: "."))' is not \(wanted)",
      remedy: "Write \(wanted).")
  }

  /// What a server does as it likes: the plan says it in vain.
  private mutating func judgeHosted(_ plan: inout TuningPlan) {
    let unused = [
      "adaptation", "checkpointSteps", "device", "earlyStopping", "evaluationSteps", "samples",
    ]
    for key in unused where values[key] != nil {
      findings.append(
        HostedTuningRule.keyUnused.finding(
          at: places.place(of: [key]),
          "'\(key)' makes no difference to '\(trainer.rawValue)': the server does that as it likes",
          remedy: "Take it out, or name a trainer that runs here."))
    }
    if plan.ceiling.dollars != nil {
      findings.append(
        HostedTuningRule.ceilingInDollars.finding(
          at: places.place(of: ["ceiling", "dollars"]),
          "a ceiling in dollars counts hours, and a server charges for tokens",
          remedy: "Write minutes, and set a limit in money at the server."))
    }
    plan.adaptation = .full
    plan.earlyStopping = nil
    plan.samples = []
  }

  private mutating func judgeCount(of plan: TuningPlan) {
    let count = plan.count
    if count > TuningPlan.mostRuns {
      add(
        .tooManyRuns, at: ["hyperparameters"],
        "the plan has \(count == .max ? "more runs than can be counted" : "\(count) runs"), and "
          + "\(TuningPlan.mostRuns) are the most",
        remedy: "Try fewer values, or draw some: search: {kind: random, count: 20, seed: 1}.")
    }
    if case .random(let wanted, _) = plan.search, let all = plan.combinations, all < wanted {
      add(
        .searchSmall, at: ["search"],
        "the search asks for \(wanted) combinations, and there are \(all)",
        remedy: "Nothing needs doing: each is tried once. A range without steps has any number.")
    }
  }
}

// MARK: Beyond one machine

extension PlanReader {
  private mutating func cluster() -> ClusterRequest? {
    guard let members = members(["cluster"], known: ClusterRequest.keys) else { return nil }
    guard let kind = members["kind"] else {
      add(
        .keyMissing, at: ["cluster"], "the cluster has no 'kind'", remedy: "Add kind: slurm")
      return nil
    }
    guard let kind = kind.text.flatMap(ClusterRequest.Kind.init) else {
      wrong(["cluster", "kind"], wanted: "slurm")
      return nil
    }
    var cluster = ClusterRequest(kind: kind)
    for key in ["partition", "account"] {
      guard let value = members[key] else { continue }
      let isName = value.text.map { Self.isName($0, besides: key == "partition" ? "," : "") }
      guard isName ?? false else {
        wrong(["cluster", key], wanted: "a name of Slurm's: letters, digits, '.', '_' and '-'")
        continue
      }
      if key == "partition" { cluster.partition = value.text } else { cluster.account = value.text }
    }
    if let value = members["time"] {
      cluster.time = value.text.flatMap { (ClusterRequest.seconds($0) ?? 0) > 0 ? $0 : nil }
      // 1:30 without them is the number 90 in YAML.
      if cluster.time == nil {
        wrong(
          ["cluster", "time"],
          wanted: "a time of Slurm's in quotation marks, such as \"90\" (minutes) or \"1:30:00\"")
      }
    }
    cluster.gpus = amount(members["gpus"], "gpus", wanted: "a count, or a kind and a count: a100:2")
    {
      let parts = $0.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count <= 2 && (parts.last.flatMap { Int($0) } ?? 0) > 0
        && (parts.count == 1 || Self.isName(String(parts[0]), besides: ""))
    }
    cluster.memory = amount(members["memory"], "memory", wanted: "a number with its unit: 16G") {
      let digits = $0.prefix { $0.isASCII && $0.isNumber }
      return (Int(digits) ?? 0) > 0 && ["K", "M", "G", "T"].contains($0.dropFirst(digits.count))
    }
    if let value = members["cpus"] {
      cluster.cpus = whole(value, 1...4_096, at: ["cluster", "cpus"])
    }
    return cluster
  }

  private mutating func amount(
    _ value: JSONValue?, _ key: String, wanted: String, _ isRight: (String) -> Bool
  ) -> String? {
    guard let value else { return nil }
    let text = value.text ?? value.whole.map(String.init)
    if let text, isRight(text) { return text }
    wrong(["cluster", key], wanted: wanted)
    return nil
  }

  /// Whether a text is a name that no command takes for anything else.
  private static func isName(_ text: String, besides more: String) -> Bool {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        || "._-".unicodeScalars.contains($0) || more.unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty && text.utf8.count <= 256 && !text.hasPrefix("-")
  }

  private mutating func judgeMachines(of plan: TuningPlan) {
    if plan.processes > 1, plan.trainer != .pytorch {
      add(
        .processesRefused, at: ["processes"],
        "the trainer '\(plan.trainer.rawValue)' does not share a run's steps among processes",
        remedy: "Write processes: 1, or trainer: pytorch.")
    }
    guard let cluster = plan.cluster else { return }
    if plan.trainer.isHosted {
      add(
        .clusterMismatch, at: ["cluster"],
        "'\(plan.trainer.rawValue)' tunes on its server's machines, and not on a cluster",
        remedy: "Take 'cluster' out, or name a trainer that runs on it.")
    }
    if let gpus = cluster.gpuCount, plan.processes > 1, gpus != plan.processes {
      add(
        .clusterMismatch, at: ["cluster", "gpus"],
        "each process has a GPU of its own; the processes are \(plan.processes), the GPUs \(gpus)",
        remedy: "Write gpus: \(plan.processes), or processes: \(gpus).")
    }
    if cluster.gpus == nil, plan.device == .cuda {
      add(
        .clusterMismatch, at: ["device"], "the runs need a GPU, and ask the cluster for none",
        remedy: "Add gpus: \(plan.processes) to the cluster.")
    }
  }
}

// MARK: Values

extension PlanReader {
  private mutating func name() -> String {
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

  private mutating func folder(_ key: String) -> String {
    let path = text(key)
    if path.contains("\0") || path.split(separator: "/").contains("..") {
      wrong([key], wanted: "a path below the desk, or a whole one, without '..'")
    }
    return path
  }

  private mutating func text(_ key: String) -> String {
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

  private mutating func texts(_ key: String) -> [String] {
    guard let value = values[key] else { return [] }
    let texts = (value.elements ?? []).compactMap(\.text)
    if value.elements == nil || texts.count != value.elements?.count || texts.count > 100 {
      wrong([key], wanted: "a list of texts, 100 at most")
    }
    return texts
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
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

  private mutating func whole(_ key: String, _ bounds: ClosedRange<Int>) -> Int? {
    guard let value = values[key], value != .null else { return nil }
    return whole(value, bounds, at: [key])
  }

  private mutating func whole(
    _ value: JSONValue, _ bounds: ClosedRange<Int>, at path: [String]
  ) -> Int? {
    guard let whole = value.whole, bounds.contains(whole) else {
      wrong(path, wanted: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
      return nil
    }
    return whole
  }

  private mutating func number(_ path: [String], from least: Double, to most: Double) -> Double? {
    var found: JSONValue? = .object(values)
    for key in path { found = found?[key] }
    guard let found, found != .null else { return nil }
    guard let number = found.double, number >= least, number <= most else {
      wrong(path, wanted: "a number from \(Figure.text(least)) to \(Figure.text(most, digits: 9))")
      return nil
    }
    return number
  }

  private mutating func seeds() -> [Int] {
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
  private mutating func members(_ path: [String], known: [String]) -> [String: JSONValue]? {
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

  private mutating func search() -> RunSearch {
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

  private mutating func ceiling() -> RunCeiling {
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

// MARK: Hyperparameters

extension PlanReader {
  private mutating func hyperparameters(
    _ method: TuningMethod, _ adaptation: Adaptation
  ) -> [Hyperparameter: HyperparameterValues] {
    let known = Hyperparameter.allCases.map(\.rawValue)
    let isGrid =
      values["search"] == nil || values["search"]?.text == "grid"
      || values["search"]?["kind"]?.text == "grid"
    var found: [Hyperparameter: HyperparameterValues] = [:]
    let written = members(["hyperparameters"], known: known) ?? [:]
    for (key, value) in written.sorted(by: { $0.key < $1.key }) {
      guard let hyperparameter = Hyperparameter(rawValue: key) else { continue }
      if !hyperparameter.isUsed(by: method, adaptation, trainer) {
        let weights = trainer.isHosted ? trainer.rawValue : "\(adaptation.rawValue) weights"
        add(
          .hyperparameterUnused, at: ["hyperparameters", key],
          "'\(key)' makes no difference to \(method.rawValue) with \(weights)",
          remedy: "Take it out, or change the method, the adaptation or the trainer.")
      }
      found[hyperparameter] = values(of: hyperparameter, value, isGrid: isGrid)
    }
    return found
  }

  private mutating func values(
    of hyperparameter: Hyperparameter, _ value: JSONValue, isGrid: Bool
  ) -> HyperparameterValues? {
    let path = ["hyperparameters", hyperparameter.rawValue]
    switch value {
    case .object: return range(of: hyperparameter, isGrid: isGrid).map(HyperparameterValues.range)
    case .array(let list):
      let accepted = list.enumerated().compactMap { place, value in
        one(hyperparameter, value, at: path + ["\(place)"])
      }
      if list.isEmpty || list.count > TuningPlan.mostRuns {
        wrong(path, wanted: "a list of 1 to \(TuningPlan.mostRuns) values")
      }
      if Set(accepted).count < accepted.count {
        add(
          .valueRepeated, at: path, "a value of '\(hyperparameter.rawValue)' stands twice",
          remedy: "Take one out: each combination is tried once.")
      }
      return .list(accepted)
    case .null, .bool, .integer, .number, .string:
      return one(hyperparameter, value, at: path).map(HyperparameterValues.one)
    }
  }

  private mutating func one(
    _ hyperparameter: Hyperparameter, _ value: JSONValue, at path: [String]
  ) -> JSONValue? {
    guard let accepted = hyperparameter.accepted(value, by: trainer) else {
      wrong(path, wanted: hyperparameter.wanted(by: trainer))
      return nil
    }
    return accepted
  }

  private mutating func range(
    of hyperparameter: Hyperparameter, isGrid: Bool
  ) -> HyperparameterRange? {
    let path = ["hyperparameters", hyperparameter.rawValue]
    guard hyperparameter.isNumeric else {
      wrong(path, wanted: "a value or a list of: \(hyperparameter.wanted)")
      return nil
    }
    guard let members = members(path, known: ["from", "to", "steps", "scale"]) else { return nil }
    var ends: [Double] = []
    for key in ["from", "to"] {
      guard let value = members[key] else {
        add(
          .keyMissing, at: path, "the range has no '\(key)'",
          remedy: "Write {from: LEAST, to: GREATEST, steps: COUNT, scale: log}.")
        continue
      }
      if let end = one(hyperparameter, value, at: path + [key])?.double { ends.append(end) }
    }
    let steps = members["steps"].flatMap {
      whole($0, 2...TuningPlan.mostRuns, at: path + ["steps"])
    }
    let scale = members["scale"].map { $0.text.flatMap(HyperparameterRange.Scale.init) } ?? .linear
    guard let scale else {
      wrong(path + ["scale"], wanted: "linear or log")
      return nil
    }
    guard ends.count == 2 else { return nil }
    let range = HyperparameterRange(from: ends[0], to: ends[1], steps: steps, scale: scale)
    judge(range, of: hyperparameter, isGrid: isGrid, hasSteps: members["steps"] != nil)
    return range
  }

  private mutating func judge(
    _ range: HyperparameterRange, of hyperparameter: Hyperparameter, isGrid: Bool, hasSteps: Bool
  ) {
    let path = ["hyperparameters", hyperparameter.rawValue]
    if range.from >= range.to {
      add(
        .rangeWrong, at: path + ["to"], "the range ends where it begins, or before",
        remedy: "Write the lesser number after 'from', the greater one after 'to'.")
    } else if range.scale == .log, range.from <= 0 {
      add(
        .rangeWrong, at: path + ["from"], "a range with scale log begins above 0",
        remedy: "Write a number above 0, or scale: linear.")
    } else if isGrid, !hasSteps {
      add(
        .rangeWrong, at: path, "a grid needs to know how many values of the range to try",
        remedy: "Add steps: 3, or search: {kind: random, count: 20, seed: 1}.")
    } else if let steps = range.steps, let levels = range.levels(of: hyperparameter),
      levels.count < steps
    {
      add(
        .rangeWrong, at: path + ["steps"],
        "the range has \(levels.count) different values, and \(steps) steps",
        remedy: "Write steps: \(levels.count), or a wider range.")
    }
  }
}
