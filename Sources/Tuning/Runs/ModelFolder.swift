import FoundationEssentials

/// A model's folder on the desk, `Models/<name>`: its plan and its runs.
public struct ModelFolder: Hashable, Sendable {
  /// The folder's whole path.
  public let path: String
  /// The folder that a plan's paths are below, whole.
  public let root: String

  /// - Parameters:
  ///   - path: `Models/<name>`, whole.
  ///   - root: the desk.
  public init(_ path: String, below root: String) {
    self.path = path
    self.root = root
  }

  /// The folder of its runs.
  public var runsFolder: String { "\(path)/runs" }

  /// The folder of one run, whether it is there or not.
  public func run(_ id: RunID) -> RunFolder {
    RunFolder("\(runsFolder)/\(id)", display: "\(display)/runs/\(id)", root: root)
  }

  /// The runs that are there, sorted by id.
  public var runs: [RunID] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runsFolder)) ?? []
    return names.compactMap(RunID.init).sorted()
  }

  /// The path as messages have it: below the desk.
  public var display: String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path
  }
}
