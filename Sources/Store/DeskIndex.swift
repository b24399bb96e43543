public import Core
import Dispatch
import Formats
import FoundationEssentials
import Glibc
import Synchronization

/// Summaries of all pieces, kept in `.colophon/index.sqlite`: a cache that follows the files, is
/// rebuilt by itself when missing, old or malformed, and is never the truth.
public struct DeskIndex: Sendable {
  private let desk: Desk

  public init(desk: Desk) { self.desk = desk }

  /// What is known of all pieces.
  public struct Summaries<Summary: Sendable>: Sendable {
    /// The summary of each piece, sorted by id.
    public var summaries: [(piece: PieceID, summary: Summary)]
    /// The pieces that none could be made of, sorted by id, and why.
    public var failures: [(piece: PieceID, error: any Error)]
  }

  /// The summary of each piece; only pieces whose files changed are read again.
  ///
  /// - Parameters:
  ///   - format: what the summaries depend on beside the piece's files; another format drops all.
  ///   - fold: makes a summary of a piece's records, and of what was wrong with reading them. What it
  ///     throws is that piece's failure, and no other's.
  /// - Throws: ``StoreError`` where the desk's pieces cannot be listed.
  public func summaries<Summary: Codable & Sendable>(
    of type: Summary.Type, format: String,
    fold: @escaping @Sendable (PieceID, [RecordedHandOff], [Finding]) throws -> Summary
  ) throws -> Summaries<Summary> {
    let pieces = try desk.pieces()
    let database = IndexDatabase(desk: desk, format: format)
    let kept = database.rows()
    let now = FileStamp.now()
    let stamps = pieces.map(stamp)
    let trusted = zip(pieces, stamps).map { piece, stamp -> Data? in
      guard let row = kept?[piece.description], row.stamp == stamp.text,
        row.newest < row.writtenAt - FileStamp.tick
      else { return nil }
      return row.summary
    }
    var found: [Summary?] = decodeAll(trusted)
    let changed = found.indices.filter { found[$0] == nil }
    var result = Summaries<Summary>(summaries: [], failures: [])
    var rows: [String: IndexDatabase.Row] = [:]
    for (index, folded) in zip(changed, foldAll(changed.map { pieces[$0] }, fold)) {
      switch folded.summary {
      case .success(let summary):
        found[index] = summary
        guard folded.isRead, let data = try? JSONEncoder().encode(summary) else { continue }
        rows[pieces[index].description] = IndexDatabase.Row(
          stamp: stamps[index].text, newest: stamps[index].newest, writtenAt: now, summary: data)
      case .failure(let error): result.failures.append((pieces[index], error))
      }
    }
    if let kept {
      let gone = Set(kept.keys).subtracting(pieces.map(\.description))
      if !rows.isEmpty || !gone.isEmpty { database.write(rows, removing: gone) }
    }
    result.summaries = zip(pieces, found).compactMap { piece, summary in summary.map { (piece, $0) }
    }
    return result
  }

  /// Decodes summaries in one go, which costs half of decoding them one by one.
  private func decodeAll<Summary: Decodable>(_ rows: [Data?]) -> [Summary?] {
    var list = Data("[".utf8)
    for (index, row) in rows.enumerated() {
      if index > 0 { list.append(UInt8(ascii: ",")) }
      list.append(row ?? Data("null".utf8))
    }
    list.append(UInt8(ascii: "]"))
    // One that cannot be decoded makes all be folded again: the index is in doubt.
    return (try? JSONDecoder().decode([Summary?].self, from: list))
      ?? Array(repeating: nil, count: rows.count)
  }

  private struct Folded<Summary: Sendable>: Sendable {
    var summary: Result<Summary, any Error>
    /// Whether the records could be read; where not, the reason may pass, and nothing is kept of it.
    var isRead: Bool
  }

  /// Folds pieces on all cores.
  private func foldAll<Summary: Sendable>(
    _ pieces: [PieceID],
    _ fold: @escaping @Sendable (PieceID, [RecordedHandOff], [Finding]) throws -> Summary
  ) -> [Folded<Summary>] {
    let all = Mutex<[Int: Folded<Summary>]>([:])
    DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
      let piece = pieces[index]
      let handOffs = desk.handOffs(of: piece)
      let folded: Folded<Summary>
      do throws(StoreError) {
        let contents = try handOffs.read()
        folded = Folded(
          summary: Result { try fold(piece, contents.records, contents.findings) }, isRead: true)
      } catch {
        let finding = Finding.unreadableHandOffs(handOffs.path, error)
        folded = Folded(summary: Result { try fold(piece, [], [finding]) }, isRead: false)
      }
      all.withLock { $0[index] = folded }
    }
    return all.withLock { all in pieces.indices.compactMap { all[$0] } }
  }

  // MARK: The files' stamps

  private struct Stamp: Sendable {
    var text: String
    /// The newest change among the files, in nanoseconds since 1970.
    var newest: Int64
  }

  /// What tells that a piece's files changed. Nothing is read here, so the short way, which may go
  /// through a link, does.
  private func stamp(of piece: PieceID) -> Stamp {
    let folder = "\(desk.root)/\(desk.folder(of: piece))"
    var text = ""
    var newest: Int64 = 0
    for path in ["\(folder)/handoffs", "\(folder)/piece.yml"] {
      var status = stat()
      guard lstat(path, &status) == 0 else {
        text += "-"
        continue
      }
      let file = FileStamp(status)
      text += "\(file.text);"
      newest = max(newest, file.newest)
    }
    return Stamp(text: text, newest: newest)
  }
}
