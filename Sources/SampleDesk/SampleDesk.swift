public import FoundationEssentials

/// The sample desk and the default templates, carried inside the binary.
///
/// Paths are those of this package: `Templates/...` and `Content/...`, separated by `/`. Nothing is
/// decoded before it is asked for.
public enum SampleDesk {
  /// The files in a folder and its subfolders, sorted by path; all of them for an empty folder.
  ///
  /// A folder's name is matched whole: `Templates/page` does not hold `Templates/pages/a.html`.
  public static func files(under prefix: String) -> [(path: String, bytes: Data)] {
    let folder = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
    return EmbeddedDesk.files.compactMap { file in
      guard file.path.hasPrefix(folder) else { return nil }
      return decode(file.base64).map { (file.path, $0) }
    }
  }

  /// One file's bytes; `nil` where there is no such file.
  public static func file(_ path: String) -> Data? {
    EmbeddedDesk.files.first { $0.path == path }.flatMap { decode($0.base64) }
  }

  private static func decode(_ base64: String) -> Data? {
    Data(base64Encoded: base64)
  }
}
