import Core
public import Datasets
import Formats
import FoundationEssentials
import SampleDesk
import Store

/// The profiles of who takes files of examples: the built-in ones, and a desk's in their place.
public struct ProviderShelf: Sendable {
  private static let root = "Templates/\(ProviderProfile.folder)/"
  private let desk: Desk?

  /// The shelf of the desk that a folder is in; only the built-in profiles where it is in none.
  public init(near folder: String = ".") { desk = try? Desk.find(from: folder) }

  /// The names of the profiles, sorted; `general`, which is no file, first.
  public var names: [String] {
    let builtIn = SampleDesk.files(under: Self.root).map(\.path)
    let own = (try? desk?.files(under: String(Self.root.dropLast()))) ?? []
    let names = Set(builtIn + own).compactMap { path -> String? in
      guard path.hasPrefix(Self.root), path.hasSuffix(".yml") else { return nil }
      return String(path.dropFirst(Self.root.count).dropLast(".yml".count))
    }
    return [ProviderProfile.general.name] + names.sorted()
  }

  /// The profile of a name, or in a file that the name is the path of.
  ///
  /// - Throws: ``NewsroomError`` where there is none, or one that says what no profile can.
  public func profile(_ name: String) throws(NewsroomError) -> ProviderProfile {
    if name == ProviderProfile.general.name { return .general }
    do {
      return try ProviderProfile(try file(name))
    } catch let error as NewsroomError {
      throw error
    } catch {
      throw NewsroomError(
        .usage, "\(error)",
        remedy: "Correct that line; the built-in profiles in \(Self.root) are examples.")
    }
  }

  private func file(_ name: String) throws -> TemplateFile {
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
      guard let bytes = FileManager.default.contents(atPath: name) else {
        throw NewsroomError(.usage, "\(name) cannot be read", remedy: "Name a file that is there.")
      }
      return TemplateFile(display: name, bytes: bytes)
    }
    let place = "\(Self.root)\(name).yml"
    if let desk, desk.exists(place) {
      return TemplateFile(display: place, bytes: try desk.read(place))
    }
    guard let bytes = SampleDesk.file(place) else {
      throw NewsroomError(
        .usage, "there is no profile '\(name)'",
        remedy: "Name one of \(names.joined(separator: ", ")), or a file of your own.")
    }
    return TemplateFile(display: "built-in \(place)", bytes: bytes)
  }
}
