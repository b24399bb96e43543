public import Core
import Formats
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

  /// What it is, wherever its weights lie and whatever it is called.
  private var identity: String { digest?.hex ?? served ?? id }

  /// Whether it is the same model.
  func isSame(as other: EvaluationSubject) -> Bool { identity == other.identity }

  /// The name of the folder of what it did at a server, which two models, or two servers of a model,
  /// do not share.
  ///
  /// - Parameters:
  ///   - url: the server's address.
  ///   - model: the one model that the server has; `nil` where it has as many as are asked for.
  func folder(at url: String, model: String?) -> String {
    let kind = run != nil ? "run" : weights != nil ? "weights" : "served"
    let all = [kind, id, identity, url, model ?? ""].joined(separator: "\n")
    return "\(PortableName.slug(of: id))-\(Digest(of: all).hex(8))"
  }
}
