/// What happens to a gateway while it serves.
public enum GatewayNews: Sendable {
  /// It answers at an address, up to `/v1`.
  case ready(String)
  /// A changed plan is taken: what it serves now.
  case reloaded(String)
  /// A changed plan cannot be taken; the gateway goes on with what it had.
  case refused(any Error)
  /// A call could not be put on record.
  case notRecorded(String)
}
