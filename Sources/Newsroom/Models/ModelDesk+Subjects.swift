import Core
import FoundationEssentials
import Gateway
import Store
import Tuning

extension ModelDesk {
  /// What a person names to be measured: a version (`v2`), a run's id or its beginning, `best`, `base`,
  /// or `server:NAME`, a model as its server calls it.
  ///
  /// - Throws: ``NewsroomError`` where it is none of these.
  func subject(_ text: String) throws -> EvaluationSubject {
    if text.hasPrefix("server:") {
      let served = String(text.dropFirst("server:".count))
      guard !served.isEmpty else {
        throw NewsroomError(
          .usage, "'server:' names no model",
          remedy: "Write the name behind it: server:gpt-4.1-mini.")
      }
      return EvaluationSubject(id: served, served: served)
    }
    if text == "base" {
      let plan = try plan().plan
      let base = plan.base
      if plan.trainer.isHosted { return EvaluationSubject(id: "base", served: base) }
      return EvaluationSubject(
        id: "base", weights: base, digest: try digest(ofWeights: base))
    }
    if let version = try version(named: text) { return version.subject }
    let run = try run(text)
    let report = try folder.run(run).report()
    guard report.state.hasModel else {
      throw NewsroomError(
        .refused, "run \(run) of '\(name)' has no model: it is \(report.state.name)",
        remedy: "Let it end: colophon model tune \(name).")
    }
    if report.record?.trainer.isHosted == true {
      guard let served = try report.folder.hostedRecord()?.model else {
        throw NewsroomError(
          .refused, "it is not on record what the server calls the model of run \(run)",
          remedy: "Bring its \(HostedRecord.fileName) back from Git, or ask the server again: "
            + "colophon model tune \(name).")
      }
      return EvaluationSubject(id: run.description, run: run, served: served)
    }
    let weights = "\(path)/runs/\(run)/\(RunFolder.weightsName)/final"
    return EvaluationSubject(
      id: run.description, run: run, weights: weights, digest: try digest(ofWeights: weights))
  }

  /// The digest of a folder of weights.
  ///
  /// - Throws: `TuningError` where it is no model in Hugging Face's format.
  func digest(ofWeights folder: String) throws -> Digest {
    try ModelWeights(folder, below: desk.root).digest
  }

  /// Refuses a server that has one model only, as `gateway.yml` says, where that is another than is meant.
  ///
  /// - Parameters:
  ///   - served: the name at the server.
  ///   - weights: the folder, where the weights are here.
  ///   - digest: of those weights.
  func requireServes(
    _ served: String?, _ weights: String?, _ digest: Digest?, at server: PlannedServer
  ) throws(NewsroomError) {
    guard let only = server.model, let meant = served ?? weights.map(whole), only != meant else {
      return
    }
    if served == nil {
      // A name of the server's own says nothing of the weights that it has loaded; a folder does.
      guard only.hasPrefix("/"), (try? self.digest(ofWeights: only)) != digest else { return }
    }
    throw NewsroomError(
      .refused,
      "gateway.yml says that '\(server.name)' has the model '\(only)', not '\(meant)'",
      remedy: "Name another --backend, or take `model` out of gateway.yml there; what that server "
        + "has is measured as server:\(only).")
  }
}
