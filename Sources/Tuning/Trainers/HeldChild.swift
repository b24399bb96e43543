import CProcess
import Glibc

/// A child process that waits to be let go: so nothing runs before it is written down which process it
/// is. Where its parent dies before that, it ends by itself.
///
/// Foundation's `Process` starts no session, and a child in Colophon's own would be interrupted with
/// it by Ctrl-C.
struct HeldChild: ~Copyable {
  let pid: Int32
  private let gate: Int32

  /// - Parameters:
  ///   - arguments: the program, by its path or to be found in `PATH`, and what it is given.
  ///   - environment: all of it.
  ///   - folder: what it works in.
  ///   - log: the file that its output and its errors are appended to.
  init(
    _ arguments: [String], environment: [String: String], folder: String, log: String
  ) throws(TuningError) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw .system("socketpair", "/bin/sh") }
    defer { close(ends[1]) }
    do throws(TuningError) {
      pid = try Self.spawn(
        arguments, environment: environment, folder: folder, log: log, input: ends[1])
    } catch {
      close(ends[0])
      throw error
    }
    gate = ends[0]
  }

  deinit { close(gate) }

  /// Lets it go.
  consuming func release() {
    // No signal where it is gone already: that is found out by whoever waits for it.
    _ = send(gate, "go\n", 3, Int32(MSG_NOSIGNAL))
  }

  /// Waits for the word on its input, then becomes the program; the process stays the same.
  private static let waiting = #"IFS= read -r go && [ "$go" = go ] && exec "$@" </dev/null"#

  private static func spawn(
    _ arguments: [String], environment: [String: String], folder: String, log: String,
    input: Int32
  ) throws(TuningError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    colophon_spawn_addchdir(&actions, folder)
    // No lock and no socket of Colophon's may live on in it.
    colophon_spawn_addclosefrom(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags =
      Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | colophon_spawn_setsid
    posix_spawnattr_setflags(&attributes, flags)
    var argv = (["/bin/sh", "-c", waiting, "trainer"] + arguments).map { strdup($0) }
    var envp = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for string in argv + envp { free(string) } }
    argv.append(nil)
    envp.append(nil)
    var pid: pid_t = 0
    let number = posix_spawn(&pid, "/bin/sh", &actions, &attributes, argv, envp)
    guard number == 0 else { throw .system("start", arguments.first ?? "/bin/sh", number) }
    return pid
  }
}
