import Core
import FoundationEssentials

/// A server that tunes at once: every job that it is asked for has come to a model.
struct ScriptedTuning: HostedTuning {
  let endpoint = "127.0.0.1:9"
  /// What it calls the model of each job.
  let model: String

  private var done: HostedJob {
    get throws(EngineError) {
      let said: JSONValue = .object([
        "id": .string("ftjob-1"), "status": .string("succeeded"), "created_at": .integer(1),
        "finished_at": .integer(2), "fine_tuned_model": .string(model),
      ])
      guard let job = HostedJob(said) else {
        throw EngineError(.badReply, "that is no job", remedy: "Correct the test.")
      }
      return job
    }
  }

  func upload(_ examples: Data, named name: String) async throws(EngineError) -> String { name }

  func create(
    _ order: HostedJobOrder, except known: Set<String>
  ) async throws(EngineError) -> HostedJob { try done }

  func begun(
    run: String, mark: String, except known: Set<String>
  ) async throws(EngineError) -> HostedJob? { nil }

  func job(_ id: String) async throws(EngineError) -> HostedJob { try done }

  func events(
    of id: String, except known: Set<String>
  ) async throws(EngineError) -> [HostedJobEvent] { [] }

  func checkpoints(of id: String) async throws(EngineError) -> [HostedCheckpoint] { [] }

  func pause(_ id: String) async throws(EngineError) -> HostedJob { try done }

  func resume(_ id: String) async throws(EngineError) -> HostedJob { try done }

  func cancel(_ id: String) async throws(EngineError) -> HostedJob { try done }

  func content(of file: String) async throws(EngineError) -> Data { Data() }
}
