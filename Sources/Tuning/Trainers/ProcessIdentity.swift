/// A process that was started once, and no other: its number, when it began, and since which start of
/// the machine that is counted.
public struct ProcessIdentity: Codable, Hashable, Sendable {
  /// Its number, which another may have after it.
  public let pid: Int32
  /// Ticks of the clock from the machine's start to the process's (`/proc/PID/stat`, field 22).
  public let startTime: UInt64
  /// The machine's start (`/proc/sys/kernel/random/boot_id`).
  public let boot: String
  /// What stands in the environment of the process, and of every one that it starts.
  public let mark: String

  /// The variable that has the mark.
  static let variable = "COLOPHON_RUN_MARK"

  /// Whether the process is there, and not only waited for.
  public var isAlive: Bool {
    guard boot == ProcessTable.boot, let found = ProcessTable.process(pid) else { return false }
    return found.startTime == startTime && found.isAlive
  }
}
