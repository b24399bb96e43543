public import FoundationEssentials

extension ZipArchive {
  /// The files of an archive that have one of some names, in whatever folder they lie.
  ///
  /// - Throws: where the archive, or such a file, is damaged or inflates too far.
  public static func files(
    named wanted: Set<String>, in archive: Data, display: String
  ) throws(DocumentError) -> [String: Data] {
    let contents = try ZipContents(archive, display: display)
    var files: [String: Data] = [:]
    for path in contents.names {
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      if wanted.contains(name), files[name] == nil { files[name] = try contents.bytes(path) }
    }
    return files
  }
}
