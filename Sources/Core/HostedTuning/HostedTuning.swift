public import FoundationEssentials

/// A server that tunes models itself: files, jobs, events, checkpoints (OpenAI API reference,
/// Fine-tuning). It is implemented where the network is; whoever follows a job knows only this.
///
/// What a refusal means is in the error's code; ``EngineError/Code/unanswered`` and
/// ``EngineError/Code/unreachable`` may pass.
public protocol HostedTuning: Sendable {
  /// The server's host and port, as records name it.
  var endpoint: String { get }
  /// Uploads examples, or finds them where they were uploaded before under this name.
  ///
  /// - Parameters:
  ///   - examples: JSON lines.
  ///   - name: says which bytes it stands for, such as by their digest.
  /// - Returns: the server's id of the file.
  func upload(_ examples: Data, named name: String) async throws(EngineError) -> String
  /// Has a job made. One that the server has already, by its mark or for the same run, is not made
  /// twice, however often this is called.
  ///
  /// - Parameter known: ids of jobs that are done with: none of them is the one.
  func create(
    _ order: HostedJobOrder, except known: Set<String>
  ) async throws(EngineError) -> HostedJob
  /// The job that was made with a mark, or one for the same run that works still or has come to a
  /// model, here or on another machine; `nil` where there is none.
  func begun(
    run: String, mark: String, except known: Set<String>
  ) async throws(EngineError) -> HostedJob?
  /// How far a job is.
  func job(_ id: String) async throws(EngineError) -> HostedJob
  /// A job's events, the oldest first; only those that are not known yet, as far as the server can
  /// tell.
  func events(
    of id: String, except known: Set<String>
  ) async throws(EngineError) -> [HostedJobEvent]
  /// A job's checkpoints, the first step first; none where the server has no such list.
  func checkpoints(of id: String) async throws(EngineError) -> [HostedCheckpoint]
  /// Has a job wait.
  func pause(_ id: String) async throws(EngineError) -> HostedJob
  /// Has a job that waits go on.
  func resume(_ id: String) async throws(EngineError) -> HostedJob
  /// Has a job end. One that has ended stays as it is.
  func cancel(_ id: String) async throws(EngineError) -> HostedJob
  /// What a file holds.
  func content(of file: String) async throws(EngineError) -> Data
}
