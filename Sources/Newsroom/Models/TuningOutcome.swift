public import Core
public import Tuning

/// What running a plan came to.
public struct TuningOutcome: Encodable, Sendable {
  /// The model's name.
  public var model: String
  /// `done`, `cancelled` or `ceiling`.
  public var end: String
  /// Why it ended before its time, one sentence; `nil` where every run was gone through.
  public var reason: String?
  /// One row for each run of the plan.
  public var table: RunTable
  /// What was found on the way.
  public var findings: [Finding]

  init(model: String, end: PlanEnd, table: RunTable, findings: [Finding]) {
    self.model = model
    self.table = table
    self.findings = findings
    switch end {
    case .done: (self.end, reason) = ("done", nil)
    case .cancelled: (self.end, reason) = ("cancelled", "A person stopped it.")
    case .ceiling(let why): (self.end, reason) = ("ceiling", why)
    }
  }

  /// The runs that ended without a model, and have no hope of one.
  public var failed: [RunResult] {
    table.rows.filter { ["failed", "crashed", "hung"].contains($0.state) }
  }
}
