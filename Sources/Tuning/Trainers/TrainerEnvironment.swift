import Core
import Formats
import FoundationEssentials

/// A Python with what a trainer requires, in a folder of its own that is made once for equal
/// requirements.
public struct TrainerEnvironment: Hashable, Sendable {
  /// The Python to call, whole.
  public let python: String

  /// A Python that somebody else made.
  public init(python: String) { self.python = python }

  /// Finds the environment of a trainer, or makes it: `python3 -m venv`, then `pip install -r`.
  ///
  /// - Parameters:
  ///   - cache: the folder for what can be made again, whole.
  ///   - options: what pip is told besides, such as another index to look in:
  ///     `--extra-index-url https://download.pytorch.org/whl/cpu` spares a machine without a GPU
  ///     gigabytes.
  ///   - base: the Python to make it with.
  ///   - tell: is told what is being done, and where it is logged.
  /// - Throws: ``TuningError`` with the last lines of what failed.
  public init(
    for trainer: Trainer, cache: String, options: [String] = [], base: String = "python3",
    tell: @Sendable (String) -> Void = { _ in }
  ) async throws(TuningError) {
    guard let requirements = FileManager.default.contents(atPath: trainer.requirements) else {
      throw TuningError(
        .missing, at: SourcePlace(trainer.requirements), "the trainer has no requirements.txt",
        remedy: "Delete the desk's copy of the trainer to use the built-in one.")
    }
    let digest = Digest(of: requirements + Data(options.joined(separator: "\n").utf8))
    let folder = "\(cache)/python/\(trainer.name.rawValue)-\(digest.short)"
    python = "\(folder)/bin/python"
    let making = EnvironmentMaking(
      folder: folder, requirements: trainer.requirements, options: options, base: base)
    if making.isMade(digest) { return }
    try FolderMaking.make("\(cache)/python")
    let lock = try await making.lock()
    // Whoever had the lock may have made it.
    if !making.isMade(digest) {
      tell("Making the Python environment of '\(trainer.name.rawValue)': \(making.log)")
      try await making.make(digest)
    }
    lock.release()
  }
}
