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
    guard let digits = sealRange(in: data) else {
      if let later = laterVersion(of: data) { return .newer(version: later, nil) }
      return .damaged("it has no seal: it is torn, or no record")
    }
    var bare = data
    bare.replaceSubrange(digits, with: zeros)
    guard Data(Digest(of: bare).hex.utf8) == data[digits] else {
      return .damaged("its bytes do not match its seal: it was changed after it was written")
    }
    let handOff: HandOff
    do {
      handOff = try JSONDecoder().decode(HandOff.self, from: data)
    } catch {
      if let later = laterVersion(of: data) { return .newer(version: later, nil) }
      return .damaged("\(error)")
    }
    let isAtItsPlace = handOff.fileName == name && handOff.piece == piece
    if handOff.version > Self.version {
      return .newer(version: handOff.version, isAtItsPlace ? handOff : nil)
    }
    if isAtItsPlace { return .sound(handOff) }
    return .damaged(
      handOff.piece == piece
        ? "it is the record \(handOff.fileName), under another name"
        : "it is a record of \(handOff.piece)")
  }

  /// The format of a record that is later than ours; `nil` for ours, and for what is no record.
  private static func laterVersion(of data: Data) -> Int? {
    let version = (try? JSONDecoder().decode(Versioned.self, from: data))?.version
    return version.flatMap { $0 > Self.version ? $0 : nil }
  }

  /// The range of the seal's 64 digits. Inside a JSON string a quotation mark is escaped and a line
  /// feed is not raw, so the opening can only be the key itself.
  private static func sealRange(in data: Data) -> Range<Data.Index>? {
    // From the end, where the sorted keys put it; on raw bytes, because it is done for every record.
    let offset = data.withUnsafeBytes { bytes in
      opening.withUnsafeBytes { key -> Int? in
        guard bytes.count >= key.count else { return nil }
        return (0...(bytes.count - key.count)).reversed().first {
          bytes[$0] == key[0] && bytes[$0..<($0 + key.count)].elementsEqual(key)
        }
      }
    }
    guard let offset else { return nil }
    let start = data.startIndex + offset + opening.count
    return start + 64 < data.endIndex ? start..<(start + 64) : nil
  }
}
