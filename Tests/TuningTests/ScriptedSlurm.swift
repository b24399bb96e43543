import Foundation
import TestSupport
import Tuning

/// Slurm's commands without a Slurm (`Slurm/scripted`), for what a real one cannot be told to do.
struct ScriptedSlurm {
  private let home: URL
  private let programs: URL
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Slurm")

  init(in folder: URL) throws {
    home = folder.appending(path: "cluster")
    programs = folder.appending(path: "programs")
    for folder in [home, programs] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    for name in ["sbatch", "squeue", "sacct", "scontrol", "scancel"] {
      // No program is written: one that was a moment ago may be open yet, and is then passed over.
      try FileManager.default.createSymbolicLink(
        at: programs.appending(path: name),
        withDestinationURL: Self.folder.appending(path: "command"))
    }
  }

  var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": "\(programs.path):\(path)", "SCRIPTED_SLURM": home.path,
      "SCRIPTED_PYTHON": TuningDesk.python,
      "SCRIPTED_PROGRAM": Self.folder.appending(path: "scripted").path,
    ]
  }

  var commands: SlurmCommands {
    SlurmCommands(environment: environment, patience: 20, interval: 0.1)
  }

  /// Tells it what goes wrong from now on.
  func tell(_ name: String, _ value: String = "") throws {
    try Data(value.utf8).write(to: home.appending(path: name))
  }

  func untell(_ name: String) throws {
    try FileManager.default.removeItem(at: home.appending(path: name))
  }

  /// All commands that were given, a line each.
  func calls(_ command: String) -> [String] {
    let text = try? String(contentsOf: home.appending(path: "calls"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("\(command) ")
    }
  }
}
