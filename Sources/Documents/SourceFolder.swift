public import FoundationEssentials

/// The folder a document came from: what it may draw on of its neighbours, and nothing else.
///
/// A document names other files by entities, inclusions, maps and references. Each name is resolved
/// against the document's own path; one that leads out of the folder is never asked for.
public struct SourceFolder: Sendable {
  /// The bytes of a file by its path below the folder, parts joined by `/`; `nil` where it is not
  /// there.
  let bytes: @Sendable (String) -> Data?

  public init(bytes: @escaping @Sendable (String) -> Data?) { self.bytes = bytes }

  /// A folder with nothing in it: the document stands alone.
  public static let empty = SourceFolder { _ in nil }

  /// The path below the folder that a reference in a document leads to; `nil` where it leads out, or
  /// is an address.
  static func resolve(_ reference: String, from document: String) -> String? {
    let decoded = LinkTarget.decoded(reference)
    guard !decoded.isEmpty, !decoded.hasPrefix("/"), !decoded.contains(":"),
      !decoded.contains("\\"), !decoded.contains("\0")
    else { return nil }
    var parts = document.split(separator: "/").dropLast().map(String.init)
    for part in decoded.split(separator: "/").map(String.init) {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}
