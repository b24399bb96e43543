import Formats
import Glibc

extension MonitoringError {
  /// The error that `errno` stands for, after a call on a path failed.
  static func system(_ call: String, _ path: String, _ number: Int32 = errno) -> MonitoringError {
    let reason = "\(path): \(call) failed: \(String(systemError: number))"
    switch number {
    case ENOSPC, EDQUOT, EFBIG:
      return MonitoringError(
        .system, reason, remedy: "Make room on the disk: what comes from then on is kept again.")
    case EROFS, EACCES, EPERM, ELOOP:
      return MonitoringError(
        .system, reason, remedy: "Make it readable and writable for you, then repeat the command.")
    case ENOENT:
      return MonitoringError(.missing, reason, remedy: "See that the file is there.")
    default:
      return MonitoringError(
        .system, reason, remedy: "Repeat the command; if it fails again, check the disk.")
    }
  }
}
