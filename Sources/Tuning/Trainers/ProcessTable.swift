import CProcess
import Glibc

/// The machine's processes, as Linux tells of them in `/proc`.
enum ProcessTable {
  /// What `/proc/PID/stat` says.
  struct Entry {
    /// `R`, `S`, `Z` and so on (proc_pid_stat(5)).
    var state: UInt8
    var startTime: UInt64

    /// Whether it is more than a number that its parent has not asked for yet.
    var isAlive: Bool { state != UInt8(ascii: "Z") && state != UInt8(ascii: "X") }
  }

  /// The machine's start; empty where the system does not say.
  static let boot: String = {
    let bytes = contents("/proc/sys/kernel/random/boot_id") ?? []
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }()

  /// A process; `nil` where there is none of that number.
  static func process(_ pid: Int32) -> Entry? {
    guard let bytes = contents("/proc/\(pid)/stat"),
      // The name before it is in brackets, and may itself hold some.
      let end = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19, let state = fields[0].first,
      let start = UInt64(String(decoding: fields[19], as: UTF8.self))
    else { return nil }
    return Entry(state: state, startTime: start)
  }

  /// The living processes that bear a mark, in no order.
  static func processes(marked mark: String) -> [Int32] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let pid = Int32(name), isMarked(pid, mark) { found.append(pid) }
    }
    return found
  }

  private static func isMarked(_ pid: Int32, _ mark: String) -> Bool {
    guard let environment = contents("/proc/\(pid)/environ") else { return false }
    let wanted = Array("\(ProcessIdentity.variable)=\(mark)".utf8)
    return environment.split(separator: 0).contains { $0.elementsEqual(wanted) }
  }

  /// Signals a process that bears a mark, and no other, even one that was given its number since.
  static func signal(_ pid: Int32, marked mark: String, _ signal: Int32) {
    let descriptor = colophon_pidfd_open(pid)
    guard descriptor >= 0 else {
      // Where Linux is older than 5.3 the look and the signal are two steps.
      if errno == ENOSYS, isMarked(pid, mark) { kill(pid, signal) }
      return
    }
    defer { close(descriptor) }
    // Whatever has the number now is what the descriptor is for.
    if isMarked(pid, mark) { _ = colophon_pidfd_send_signal(descriptor, signal) }
  }

  /// The bytes of a file of the system's; `nil` where it cannot be read.
  private static func contents(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    // An environment has no more (execve(2): a quarter of the stack, 8 MiB commonly).
    while bytes.count < 1 << 23 {
      let got = read(file, &buffer, buffer.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return nil }
      if got == 0 { break }
      bytes += buffer[..<got]
    }
    return bytes
  }
}
