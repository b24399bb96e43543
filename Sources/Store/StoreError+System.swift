import Formats
import Glibc

extension StoreError {
  /// The error that `errno` stands for, after a call on a path failed.
  static func system(_ call: String, _ path: String, _ number: Int32 = errno) -> StoreError {
    let reason = "\(path): \(call) failed: \(String(systemError: number))"
    switch number {
    case ENOSPC, EDQUOT, EFBIG:
      return StoreError(
        .full, reason,
        remedy: "Make room on the disk (or raise its limit: ulimit -f), then repeat the command; "
          + "nothing was lost.")
    case EROFS, EACCES, EPERM:
      return StoreError(
        .readOnly, reason, remedy: "Make the folder writable for you, then repeat the command.")
    case ENOENT:
      return StoreError(
        .missing, reason,
        remedy: "See that the file is there; colophon verify names what is missing."
      )
    case EEXIST:
      return StoreError(.exists, reason, remedy: "Move what is there out of the way.")
    case ELOOP, ENOTDIR:
      return StoreError(
        .unsafePath, "\(path) leads through a symbolic link or a file that is no folder",
        remedy: "Put the real folder there: a desk holds no links.")
    default:
      return StoreError(
        .io, reason, remedy: "Repeat the command; if it fails again, check the disk.")
    }
  }
}
