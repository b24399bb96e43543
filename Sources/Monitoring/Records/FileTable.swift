/// The files that a writer has open, and what it adds to them.
final class FileTable {
  /// A line, and where it belongs.
  struct Entry {
    var kind: GatewayFolder.Kind
    var day: UTCDay
    var line: [UInt8]
  }

  private final class Open {
    let name: String
    var file: RecordFile

    init(_ name: String, _ file: consuming RecordFile) {
      self.name = name
      self.file = file
    }
  }

  /// Today's and yesterday's of both kinds.
  private static let most = 4

  /// The one used last comes last.
  private var open: [Open] = []

  /// Adds lines, those of one file at once, and waits for the disk.
  ///
  /// - Returns: what became of each.
  func write(
    _ entries: [Entry], in folder: GatewayFolder
  ) -> [Result<Void, MonitoringError>] {
    var results = [Result<Void, MonitoringError>](repeating: .success(()), count: entries.count)
    var places: [String: [Int]] = [:]
    for (place, entry) in entries.enumerated() where !entry.line.isEmpty {
      places[folder.file(entry.kind, of: entry.day), default: []].append(place)
    }
    for (path, group) in places.sorted(by: { $0.key < $1.key }) {
      do throws(MonitoringError) {
        let open = try file(path)
        try open.file.append(group.flatMap { entries[$0].line })
        try open.file.settle()
      } catch {
        for place in group { results[place] = .failure(error) }
        // What the file holds is looked at anew before more is added.
        self.open.removeAll { $0.name == path }
      }
    }
    return results
  }

  private func file(_ path: String) throws(MonitoringError) -> Open {
    if let place = open.firstIndex(where: { $0.name == path }) {
      let found = open.remove(at: place)
      open.append(found)
      return found
    }
    let made = Open(path, try RecordFile(path))
    open.append(made)
    if open.count > Self.most { open.removeFirst() }
    return made
  }
}
