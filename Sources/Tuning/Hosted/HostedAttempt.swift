/// One time that a server was asked to tune, in `run.yml`.
public struct HostedAttempt: Codable, Hashable, Sendable {
  /// The server's host and port.
  public var server: String
  /// What the job is marked with: it is on the disk before the server is asked, so that a job whose
  /// making was not answered is found.
  public var mark: String
  /// The server's id of the job; `nil` as long as it is not known.
  public var job: String?
}
