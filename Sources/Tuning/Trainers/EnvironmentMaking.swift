import Core
import Formats
import FoundationEssentials
import Glibc

/// Makes a Python environment. A stamp is written last: a folder without one is half made, and is
/// made anew.
struct EnvironmentMaking {
  let folder: String
  let requirements: String
  /// What pip is told besides.
  let options: [String]
  let base: String

  /// What the tools say; beside the folder, because it is made before it.
  var log: String { "\(folder).log" }
  private var stamp: String { "\(folder)/colophon.json" }

  private struct Stamp: Codable {
    var requirements: Digest
  }

  func isMade(_ digest: Digest) -> Bool {
    guard let data = FileManager.default.contents(atPath: stamp),
      let stamp = try? JSONDecoder().decode(Stamp.self, from: data)
    else { return false }
    return stamp.requirements == digest && access("\(folder)/bin/python", X_OK) == 0
  }

  /// Waits for the right to make it.
  func lock() async throws(TuningError) -> EnvironmentLock {
    let lock = try EnvironmentLock("\(folder).lock")
    while try !lock.tryTaking() {
      if Task.isCancelled { throw Self.cancelled }
      await Pause.wait(0.1)
    }
    return lock
  }

  func make(_ digest: Digest) async throws(TuningError) {
    // What an earlier Colophon began, and was killed over, may still be at it.
    let markFile = "\(folder).mark"
    if let old = FileManager.default.contents(atPath: markFile) {
      StartedProcess.killAll(marked: String(decoding: old, as: UTF8.self))
    }
    let mark = TrainerLaunch.newMark()
    try DurableFile.write(Data(mark.utf8), to: markFile)
    try? FileManager.default.removeItem(atPath: folder)
    try? FileManager.default.removeItem(atPath: log)
    let text = String(
      decoding: FileManager.default.contents(atPath: requirements) ?? Data(), as: UTF8.self)
    let isEmpty = text.split(whereSeparator: \.isNewline).allSatisfy { line in
      line.hasPrefix("#") || line.allSatisfy(\.isWhitespace)
    }
    try await run([base, "-m", "venv"] + (isEmpty ? ["--without-pip"] : []) + [folder], mark)
    if !isEmpty {
      try await run(
        [
          "\(folder)/bin/python", "-m", "pip", "install", "--disable-pip-version-check",
          "--no-input", "-r", requirements,
        ] + options, mark)
    }
    guard let data = try? CanonicalJSON.document(Stamp(requirements: digest)) else { return }
    try DurableFile.write(data, to: stamp)
  }

  private func run(_ arguments: [String], _ mark: String) async throws(TuningError) {
    var environment = PassedVariables.of()
    environment[ProcessIdentity.variable] = mark
    let work = String(requirements[..<(requirements.lastIndex(of: "/") ?? requirements.startIndex)])
    let child = try HeldChild(arguments, environment: environment, folder: work, log: log)
    let identity = ProcessIdentity(
      pid: child.pid, startTime: 0, boot: ProcessTable.boot, mark: mark)
    let process = StartedProcess(identity, isChild: true)
    child.release()
    while process.end() == nil {
      if Task.isCancelled { process.killAll() }
      await Pause.wait(0.05)
    }
    process.killAll()
    if Task.isCancelled { throw Self.cancelled }
    guard process.end() == .exited(0) else { throw failure(arguments, process.end()) }
  }

  private static let cancelled = TuningError(
    .environment, "making the Python environment was stopped",
    remedy: "Repeat the command: it is made anew.")

  private func failure(_ arguments: [String], _ end: ProcessEnd?) -> TuningError {
    let said = FileManager.default.contents(atPath: log) ?? Data()
    let lines = String(decoding: said.suffix(8_192), as: UTF8.self)
      .split(whereSeparator: \.isNewline).suffix(5).joined(separator: "\n    ")
    let what = arguments.contains("pip") ? "pip could not install the requirements" : "venv failed"
    return TuningError(
      .environment, at: SourcePlace(requirements),
      "\(what): \(end?.text ?? "it did not start"); its last words:\n    \(lines)",
      remedy:
        "Read \(log). Python 3 with venv is wanted (apt install python3-venv), and the package "
        + "index; then repeat the command.")
  }
}
