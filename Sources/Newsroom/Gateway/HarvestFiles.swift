import Core
import Formats
import FoundationEssentials
import Glibc
import Monitoring
import Store

/// The files of a piece's harvest: examples where stage 3 imports from, the conversations behind them beside.
struct HarvestFiles {
  let desk: Desk
  let piece: PieceID

  private static let exampleNames = [Harvest.chatsName, Harvest.preferencesName]
  private static let names =
    exampleNames + [Harvest.conversationsName, Harvest.reportName]

  private var folder: String { "\(desk.folder(of: piece))/\(StageID.promptDatasets.name)" }
  private var imported: String { "\(folder)/imported/harvest" }
  /// Git passes over it, and so does every stage.
  private var draft: String { "\(folder)/.harvest.colophon-tmp" }

  /// Where the conversations are.
  var conversations: String { path(of: Harvest.conversationsName) }

  /// Where a file of a name is.
  func path(of name: String) -> String {
    Self.exampleNames.contains(name) ? "\(imported)/\(name)" : "\(folder)/harvested/\(name)"
  }

  /// The files of examples that are there.
  func examples() throws -> [String] { try desk.files(under: imported) }

  /// What is there, by the files' names; nothing where nothing was harvested.
  func kept() throws -> [String: Data] {
    guard try !examples().isEmpty || desk.exists(path(of: Harvest.reportName)) else { return [:] }
    var files: [String: Data] = [:]
    for name in Self.names where desk.exists(path(of: name)) {
      files[name] = try desk.read(path(of: name))
    }
    return files
  }

  /// The ids of the calls that the conversations are made of.
  func calls() throws -> [String] {
    guard desk.exists(conversations) else { return [] }
    return try desk.read(conversations).split(separator: 0x0A).flatMap { line in
      // What is damaged is replaced anyway.
      (try? JSONDecoder().decode(HarvestedConversation.self, from: Data(line)))?.calls ?? []
    }.map(\.call)
  }

  /// Puts new files in the place of all that was harvested before.
  ///
  /// Everything is written before anything is removed, so that a full disk changes nothing. Then the old
  /// examples go, the conversations change, and the new examples come: whoever is killed in between leaves
  /// too few examples, which the report beside tells, and never some with the conversations of others.
  ///
  /// - Returns: the files' paths.
  func replace(with files: [String: Data]) throws -> [String] {
    let draft = "\(desk.root)/\(draft)"
    try? FileManager.default.removeItem(atPath: draft)
    defer { try? FileManager.default.removeItem(atPath: draft) }
    for (name, data) in files { try desk.write(data, to: "\(self.draft)/\(name)") }
    for file in try examples() { try desk.remove(file) }
    let order = [Harvest.reportName, Harvest.conversationsName] + Self.exampleNames
    var written: [String] = []
    for name in order {
      let path = path(of: name)
      guard files[name] != nil else {
        if desk.exists(path) { try desk.remove(path) }
        continue
      }
      try FileManager.default.createDirectory(
        atPath: "\(desk.root)/\(path.split(separator: "/").dropLast().joined(separator: "/"))",
        withIntermediateDirectories: true)
      guard rename("\(draft)/\(name)", "\(desk.root)/\(path)") == 0 else {
        throw NewsroomError(
          .io, "\(path) cannot be put in place: \(String(systemError: errno))",
          remedy: "Make its folder writable, then harvest again.")
      }
      written.append(path)
    }
    return written.sorted()
  }
}
