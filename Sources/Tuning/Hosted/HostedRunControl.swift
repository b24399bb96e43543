public import Core

/// What people do with a run's job at its server while it is at work, whoever follows it.
public struct HostedRunControl: Sendable {
  private let folder: ModelFolder
  private let server: any HostedTuning

  /// - Parameter folder: the model's, where the runs' folders are.
  public init(_ folder: ModelFolder, at server: any HostedTuning) {
    self.folder = folder
    self.server = server
  }

  /// Has a run's job wait.
  ///
  /// - Throws: ``TuningError`` where the run has no job, or the server refuses.
  public func pause(_ run: RunID) async throws(TuningError) -> HostedJob {
    try await tell(run) { job throws(EngineError) in try await server.pause(job) }
  }

  /// Has a run's job go on that waits.
  ///
  /// - Throws: ``TuningError`` where the run has no job, or the server refuses.
  public func resume(_ run: RunID) async throws(TuningError) -> HostedJob {
    try await tell(run) { job throws(EngineError) in try await server.resume(job) }
  }

  /// Has a run's job end. What became of it is written down by the next `model tune`, or by the one
  /// that follows it.
  ///
  /// - Throws: ``TuningError`` where the run has no job, or the server refuses.
  public func cancel(_ run: RunID) async throws(TuningError) -> HostedJob {
    try await tell(run) { job throws(EngineError) in try await server.cancel(job) }
  }

  private func tell(
    _ run: RunID, _ work: (String) async throws(EngineError) -> HostedJob
  ) async throws(TuningError) -> HostedJob {
    let place = folder.run(run)
    guard let hosted = try place.record()?.attempts.last?.hosted, let job = hosted.job else {
      throw TuningError(
        .missing, at: SourcePlace(place.display), "the run has no job at a server",
        remedy: "Only runs of the trainer 'openai' have one, once colophon model tune began them.")
    }
    guard hosted.server == server.endpoint else {
      throw TuningError(
        .serverRefused, at: SourcePlace(place.display),
        "the run's job is at \(hosted.server), and \(server.endpoint) is set",
        remedy: "Set OPENAI_BASE_URL to the server that has the job, then repeat the command.")
    }
    do throws(EngineError) {
      return try await work(job)
    } catch {
      throw TuningError(
        .serverRefused, at: SourcePlace(place.display), error.message, remedy: error.remedy)
    }
  }
}
