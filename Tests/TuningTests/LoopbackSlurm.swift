import Foundation
import TestSupport
import Testing
import Tuning

/// A cluster of one node on loopback (`Slurm/loopback`), for as long as a test's body takes.
struct LoopbackSlurm {
  let commands: SlurmCommands
  let environment: [String: String]

  /// Whether Debian's Slurm is installed.
  static let isInstalled: Bool = {
    let folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
    return ["munged", "slurmctld", "slurmd", "sbatch"].allSatisfy { name in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }()

  /// Starts it, and ends it after the body. Where it does not start, the test is skipped.
  static func with(
    _ folder: URL, _ body: (LoopbackSlurm) async throws -> Void
  ) async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Slurm/loopback")
    let home = folder.appending(path: "slurm")
    let process = try ChildProcess(script.path, [home.path])
    var isOver = false
    while !isOver, !FileManager.default.fileExists(atPath: "\(home.path)/up") {
      try await Task.sleep(for: .milliseconds(50))
      // It is waited for below; what is over already is a zombie until then.
      let stat = try? String(contentsOfFile: "/proc/\(process.processID)/stat", encoding: .utf8)
      isOver = stat?.contains(") Z ") ?? true
    }
    if isOver {
      let said = process.end().errors
      try Test.cancel("Slurm does not start on loopback here: \(said)")
    }
    let environment = ["SLURM_CONF": "\(home.path)/slurm.conf"]
    do {
      try await body(
        LoopbackSlurm(
          commands: SlurmCommands(environment: environment, patience: 30, interval: 0.1),
          environment: environment))
    } catch {
      kill(process.processID, SIGTERM)
      process.end()
      throw error
    }
    kill(process.processID, SIGTERM)
    process.end()
  }
}
