import Core
import Formats
import FoundationEssentials

/// The bytes of a hand-off's file: the record as canonical JSON, with a seal over the stored bytes.
///
/// The seal is the SHA-256 of the file with the seal's own 64 digits as zeros. It is checked on the
/// bytes as stored, never on a record written out again, so any changed byte shows.
enum HandOffFile {
  /// The largest record that is read, in bytes.
  static let sizeLimit = 1 << 20

  private static let zeros = Data(repeating: UInt8(ascii: "0"), count: 64)
  private static let opening = Data("\n  \"seal\" : \"".utf8)

  private struct Sealed: Encodable {
    var handOff: HandOff

    enum CodingKeys: String, CodingKey { case seal }

    func encode(to encoder: any Encoder) throws {
      try handOff.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(String(decoding: HandOffFile.zeros, as: UTF8.self), forKey: .seal)
    }
  }

  /// A record's file.
  static func encode(_ handOff: HandOff) throws -> Data {
    var data = try CanonicalJSON.document(Sealed(handOff: handOff))
    guard let digits = sealRange(in: data) else {
      throw StoreError(
        .io, "the record could not be sealed", remedy: "This is a fault of Colophon's own.")
    }
    data.replaceSubrange(digits, with: Data(Digest(of: data).hex.utf8))
    return data
  }

  /// The format of the records that this version writes.
  private static let version = 1

  /// Why bytes are no sound record, or the record.
  enum Reading {
    case sound(HandOff)
    /// Of a later format, with what of it is understood: the record, where its shape is ours.
    case newer(version: Int, HandOff?)
    case damaged(String)
  }

  /// The one member that records of every format have.
  private struct Versioned: Decodable {
    var version: Int
  }

  /// Reads a file's bytes.
  ///
  /// Of a later format nothing is asked but what it shares with ours; where it has our seal, the seal
  /// holds.
  static func decode(_ data: Data, name: String, piece: PieceID) -> Reading {
    if data.isEmpty { return .damaged("it is empty") }
    let version = (try? JSONDecoder().decode(Versioned.self, from: data))?.version ?? Self.version
    let isNewer = version > Self.version
    guard let digits = sealRange(in: data) else {
      if isNewer { return .newer(version: version, nil) }
      return .damaged("it has no seal: it is torn, or no record")
    }
    var bare = data
    bare.replaceSubrange(digits, with: zeros)
    guard Data(Digest(of: bare).hex.utf8) == data[digits] else {
      return .damaged("its bytes do not match its seal: it was changed after it was written")
    }
    do {
      let handOff = try JSONDecoder().decode(HandOff.self, from: data)
      let isAtItsPlace = handOff.fileName == name && handOff.piece == piece
      if isNewer { return .newer(version: version, isAtItsPlace ? handOff : nil) }
      if isAtItsPlace { return .sound(handOff) }
      return .damaged(
        handOff.piece == piece
          ? "it is the record \(handOff.fileName), under another name"
          : "it is a record of \(handOff.piece)")
    } catch {
      return isNewer ? .newer(version: version, nil) : .damaged("\(error)")
    }
  }

  /// The range of the seal's 64 digits. Inside a JSON string a quotation mark is escaped and a line
  /// feed is not raw, so the opening can only be the key itself.
  private static func sealRange(in data: Data) -> Range<Data.Index>? {
    guard let key = data.firstRange(of: opening) else { return nil }
    let end = key.upperBound + 64
    return end < data.endIndex ? key.upperBound..<end : nil
  }
}
