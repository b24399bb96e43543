import Core
import FoundationEssentials
import SampleDesk
import Store

/// A desk's `Templates/`, with the built-in ones behind them; outside of a desk, these alone.
struct DeskTemplates: Sendable {
  let desk: Desk?
  private static let root = "Templates/"

  /// The desk's template of that path, or the built-in one.
  func file(_ path: String) throws -> TemplateFile {
    let place = Self.root + path
    if let desk, desk.exists(place) {
      return TemplateFile(display: place, bytes: try desk.read(place))
    }
    guard let bytes = SampleDesk.file(place) else {
      throw NewsroomError(
        .refused, "there is no template \(place)",
        remedy: "Add the file to the desk, or name one that is there.")
    }
    return TemplateFile(display: "built-in \(place)", bytes: bytes)
  }

  /// The paths of all templates below a folder, sorted.
  func paths(under folder: String) throws -> [String] {
    let builtIn = SampleDesk.files(under: Self.root + folder + "/").map(\.path)
    let own = try desk?.files(under: Self.root + folder) ?? []
    return Set(builtIn + own).map { String($0.dropFirst(Self.root.count)) }.sorted()
  }
}
