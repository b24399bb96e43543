import Formats
import Glibc

extension TuningError {
  /// The error that `errno` stands for, after a call on a path failed.
  static func system(_ call: String, _ path: String, _ number: Int32 = errno) -> TuningError {
    let reason = "\(path): \(call) failed: \(String(systemError: number))"
    switch number {
    case ENOSPC, EDQUOT, EFBIG:
      return TuningError(
        .system, reason,
        remedy: "Make room on the disk, then repeat the command: the runs go on where they stopped."
      )
    case EROFS, EACCES, EPERM:
      return TuningError(
        .system, reason, remedy: "Make it readable and writable for you, then repeat the command.")
    case ENOENT:
      return TuningError(.missing, reason, remedy: "See that the file is there.")
    default:
      return TuningError(
        .system, reason, remedy: "Repeat the command; if it fails again, check the disk.")
    }
  }
}
