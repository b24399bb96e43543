public import Core
import Formats
import FoundationEssentials
import Glibc

/// One piece's `handoffs/`: a file for each record, added and never edited.
public struct HandOffFolder: Sendable {
  let desk: Desk
  let piece: PieceID

  /// The folder's path in the desk.
  public var path: String { "\(desk.folder(of: piece))/handoffs" }

  /// What a piece's folder holds.
  public struct Contents: Hashable, Sendable {
    /// The sound records, in the order of replay.
    public var records: [RecordedHandOff]
    /// Files that are damaged, of a later format, or do not belong there; they never keep the others
    /// from being read.
    public var findings: [Finding]
  }

  /// Reads all records.
  ///
  /// - Throws: ``StoreError`` where the folder itself cannot be read.
  public func read() throws(StoreError) -> Contents {
    var contents = Contents(records: [], findings: [])
    guard try desk.kind(of: path) != nil else { return contents }
    // What begins with a dot is a file system's or an editor's, or an unfinished write.
    for name in try desk.entries(path) where !name.hasPrefix(".") {
      let place = "\(path)/\(name)"
      guard name.hasSuffix(".json") else {
        contents.findings.append(.damagedHandOff(place, "it is no record"))
        continue
      }
      let data: Data
      do throws(StoreError) {
        data = try desk.read(place, limit: HandOffFile.sizeLimit)
      } catch {
        contents.findings.append(.damagedHandOff(place, error.message))
        continue
      }
      switch HandOffFile.decode(data, name: name, piece: piece) {
      case .sound(let handOff):
        contents.records.append(RecordedHandOff(handOff, sha256: Digest(of: data)))
      case .newer(let version, let handOff):
        if let handOff {
          contents.records.append(RecordedHandOff(handOff, sha256: Digest(of: data)))
        }
        contents.findings.append(.newerHandOff(place, version: version))
      case .damaged(let why):
        contents.findings.append(.damagedHandOff(place, why))
      }
    }
    contents.records.sort { HandOff.isOrderedBefore($0.handOff, $1.handOff) }
    return contents
  }

  /// Adds a record, durably: the commit point of every decision. Adding the same record again does
  /// nothing.
  ///
  /// - Throws: ``StoreError`` where another record has that name, or the disk fails; then nothing has
  ///   changed.
  @discardableResult
  public func append(_ handOff: HandOff) throws -> RecordedHandOff {
    let data = try HandOffFile.encode(handOff)
    let place = "\(path)/\(handOff.fileName)"
    if try !desk.place(data, at: place, .new) {
      guard try desk.read(place) == data else {
        throw StoreError(
          .exists, "\(place) is there already, with other bytes",
          remedy: "Repeat the command: it takes a new name.")
      }
    }
    return RecordedHandOff(handOff, sha256: Digest(of: data))
  }
}
