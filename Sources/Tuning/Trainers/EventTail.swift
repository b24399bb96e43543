import Core

/// Reads what a trainer adds to its events.
struct EventTail {
  private let folder: RunFolder
  private var file: EventFile?
  private var reader: EventReader
  private var from: Int

  /// - Parameter from: the bytes that are known already.
  init(_ folder: RunFolder, from: Int = 0) {
    self.folder = folder
    self.from = from
    reader = EventReader(file: "\(folder.display)/\(RunFolder.eventsName)")
  }

  /// What was added since the last look, and whether that was all: one look reads 4 MiB at most, so
  /// that whoever looks is never kept by a trainer that writes without end.
  mutating func look() throws(TuningError) -> (lines: [EventReader.Line], isAll: Bool) {
    if file == nil {
      file = try EventFile(path: folder.file(RunFolder.eventsName), from: from)
    }
    guard let file else { return ([], true) }
    var lines: [EventReader.Line] = []
    for _ in 0..<64 {
      guard let bytes = try file.read() else {
        return try file.size() < file.offset ? (lines + [rewritten(file)], true) : (lines, true)
      }
      lines += reader.read(bytes[...])
    }
    return (lines, false)
  }

  /// Opens the file anew at the next look: on a file system that machines share, only then is all seen
  /// that another one wrote.
  mutating func reopen() {
    from = file?.offset ?? from
    file = nil
  }

  private mutating func rewritten(_ file: EventFile) throws(TuningError) -> EventReader.Line {
    from = try file.size()
    self.file = nil
    let name = "\(folder.display)/\(RunFolder.eventsName)"
    reader = EventReader(file: name)
    return .finding(
      TuningRule.eventsRewritten.finding(
        at: SourcePlace(name), "the trainer's events are fewer than they were",
        remedy: "A trainer only adds to the file; what it says from now on is read."),
      offset: from)
  }
}
