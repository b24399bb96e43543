public import Core
import Formats

/// The profiles that documents are read by: the built-in ones, and a team's own in their place or
/// beside them.
public struct DocumentProfiles: Sendable {
  /// A team's own.
  private let own: [DocumentFormat: Profile]
  /// Those that recognise documents, in the order of their formats' names.
  private let recognising: [Profile]

  /// The built-in profiles.
  public static let builtIn = DocumentProfiles([])

  private init(_ profiles: [Profile]) {
    own = Dictionary(profiles.map { ($0.format, $0) }) { _, last in last }
    recognising = own.values.filter { !$0.recognised.isEmpty }
      .sorted { $0.format.rawValue < $1.format.rawValue }
  }

  /// The built-in profiles, with those of a team.
  ///
  /// - Throws: ``YAMLError`` or ``DocumentError``, with line and column, for the first thing that is
  ///   wrong with one of them.
  public func adding(_ files: [TemplateFile]) throws -> DocumentProfiles {
    DocumentProfiles(Array(own.values) + (try files.map { try Profile($0) }))
  }

  /// Everything that is wrong with a profile's file, by line; empty where nothing is.
  public static func check(_ file: TemplateFile) -> [Finding] { Profile.check(file) }

  subscript(format: DocumentFormat) -> Profile? {
    own[format] ?? BuiltInProfiles.profile(of: format)
  }

  /// The formats that a profile describes and that are not built in, by name.
  var ownFormats: [DocumentFormat] {
    own.keys.filter { !DocumentFormat.builtIn.contains($0) }.sorted { $0.rawValue < $1.rawValue }
  }

  /// The format of a document that a profile recognises.
  func format(of start: MarkupStart) -> DocumentFormat? {
    recognising.first { profile in profile.recognised.contains { $0.matches(start) } }?.format
  }
}

extension Profile.Recognition {
  fileprivate func matches(_ start: MarkupStart) -> Bool {
    guard root != nil || namespace != nil || publicID != nil else { return false }
    if let root, root != start.rootName { return false }
    if let namespace, namespace != start.rootNamespace { return false }
    if let publicID, start.documentType?.contains(publicID) != true { return false }
    return true
  }
}
