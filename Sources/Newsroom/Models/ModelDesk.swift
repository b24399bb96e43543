import Core
import FoundationEssentials
import Store
import Tuning

/// A model of the desk: `Models/<name>`, with its plan, its runs, its evaluations and its versions.
public struct ModelDesk: Sendable {
  /// What the desk calls it: the folder's name.
  public let name: String
  let newsroom: Newsroom

  /// The folder of all models.
  static let root = "Models"

  /// The model's folder, from the desk's root.
  var path: String { "\(Self.root)/\(name)" }
  var desk: Desk { newsroom.desk }
  /// The folder as tuning knows it.
  var folder: ModelFolder { ModelFolder("\(desk.root)/\(path)", below: desk.root) }

  /// Where on the machine a path of the desk is; one that is whole stays as it is.
  func whole(_ path: String) -> String { path.hasPrefix("/") ? path : "\(desk.root)/\(path)" }
}

extension Newsroom {
  /// The model of a name.
  ///
  /// - Throws: ``NewsroomError`` where the desk has none of that name.
  public func model(_ name: String) throws -> ModelDesk {
    let known = try models().map(\.name)
    guard known.contains(name) else {
      let listed =
        known.isEmpty
        ? "The desk has no model yet" : "The desk has \(known.joined(separator: ", "))"
      throw NewsroomError(
        .usage, "there is no model '\(name)'",
        remedy: "\(listed). A new one begins with a plan, \(ModelDesk.root)/\(name)/tune.yml, that "
          + "says base, dataset and trainer: colophon help model tune.")
    }
    return ModelDesk(name: name, newsroom: self)
  }

  /// The models of the desk, sorted by name: each folder below `Models/` with a plan or a version.
  public func models() throws -> [ModelDesk] {
    let names = try desk.files(under: ModelDesk.root).compactMap { path -> String? in
      let parts = path.split(separator: "/")
      let isPlan = parts.count == 3 && parts[2] == TuningPlan.path
      let isVersion = parts.count == 4 && parts[3] == ModelVersion.fileName
      return isPlan || isVersion ? String(parts[1]) : nil
    }
    return Set(names).sorted().map { ModelDesk(name: $0, newsroom: self) }
  }
}
