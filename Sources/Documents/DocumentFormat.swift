/// The formats design documents are read from.
public enum DocumentFormat: String, CaseIterable, Codable, Hashable, Sendable {
  /// HTML as browsers take it, and XHTML.
  case html
  /// CommonMark with GitHub's tables, task lists and strikethrough, and YAML front matter.
  case markdown
  /// DocBook 4 and 5.
  case docbook
  /// DITA 1.3 topics and maps.
  case dita
  /// Mallard 1.0 pages.
  case mallard
  case svg
}
