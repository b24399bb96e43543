import Core
import Formats
import FoundationEssentials

/// What a run asks its server for; its examples are uploaded first.
struct HostedOrder: Sendable {
  let run: TuningRun
  /// A part of the tuned model's name.
  let suffix: String
  /// The folder that paths are below, where they are not whole ones.
  let root: String
  let server: any HostedTuning

  func make(_ hosted: HostedAttempt) async throws -> HostedJobOrder {
    let training = try await upload(run.train)
    var validation: String?
    if let file = run.validation { validation = try await upload(file) }
    var values: [String: JSONValue] = [:]
    for (hyperparameter, value) in run.hyperparameters {
      if let name = hyperparameter.hostedName { values[name] = value }
    }
    return HostedJobOrder(
      model: run.base, trainingFile: training, validationFile: validation,
      method: run.method == .dpo ? .dpo : .supervised, hyperparameters: values, seed: run.seed,
      suffix: String(suffix.prefix(64)), run: "\(run.id)", mark: hosted.mark)
  }

  /// Sends a file under a name that says which bytes it has.
  private func upload(_ file: TuningInputs.ExampleFile) async throws -> String {
    let path = InputFiles(root: root).whole(file.path)
    let data = try HostedExamples(path: path, display: file.path, method: run.method).read()
    let digest = Digest(of: data)
    guard digest == file.digest else {
      throw TuningError(
        .refused, at: SourcePlace(file.path), "the examples have changed since the plan was read",
        remedy: "Repeat the command: it makes another run of them.")
    }
    return try await server.upload(data, named: "colophon-\(digest.hex(16)).jsonl")
  }
}
