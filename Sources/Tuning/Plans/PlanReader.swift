import Core
import Formats

/// Reads a plan's values one by one, and collects what is wrong with them.
struct PlanReader {
  let values: [String: JSONValue]
  let places: YAMLPlaces
  private(set) var findings: [Finding] = []
  private(set) var trainer = TrainerName.pytorch

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

  mutating func wrong(_ path: [String], wanted: String) {
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
