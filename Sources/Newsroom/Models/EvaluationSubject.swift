public import Core
public import Tuning

/// What is measured: a run's model, the plan's base, or a model that a server has under a name.
public struct EvaluationSubject: Codable, Hashable, Sendable {
  /// What its folder and its rows are called: the run's id, `base`, or the model's name.
  public var id: String
  /// The run that it came of; `nil` where it is no run of this desk.
  public var run: RunID?
  /// Its name at its server, where the weights are not here.
  public var served: String?
  /// The folder of its weights, from the desk's root; `nil` where a server alone has them.
  public var weights: String?
  /// Of the names and bytes of the files in that folder.
  public var digest: Digest?
}
