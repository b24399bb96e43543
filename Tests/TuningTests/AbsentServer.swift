import Core
import Foundation

/// A server that tunes, and is not there.
struct AbsentServer: HostedTuning {
  let endpoint = "127.0.0.1:9"

  private var error: EngineError {
    EngineError(.unreachable, "nobody is there", remedy: "Start it.")
  }

  func upload(_ examples: Data, named name: String) async throws(EngineError) -> String {
    throw error
  }

  func create(
    _ order: HostedJobOrder, except known: Set<String>
  ) async throws(EngineError) -> HostedJob { throw error }

  func begun(
    run: String, mark: String, except known: Set<String>
  ) async throws(EngineError) -> HostedJob? { throw error }

  func job(_ id: String) async throws(EngineError) -> HostedJob { throw error }

  func events(
    of id: String, except known: Set<String>
  ) async throws(EngineError) -> [HostedJobEvent] { throw error }

  func checkpoints(of id: String) async throws(EngineError) -> [HostedCheckpoint] { throw error }

  func pause(_ id: String) async throws(EngineError) -> HostedJob { throw error }

  func resume(_ id: String) async throws(EngineError) -> HostedJob { throw error }

  func cancel(_ id: String) async throws(EngineError) -> HostedJob { throw error }

  func content(of file: String) async throws(EngineError) -> Data { throw error }
}
