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

  /// The media type of its documents (RFC 7763 for Markdown); `application/xml` where none is
  /// registered.
  public var mediaType: String {
    switch self {
    case .html: "text/html"
    case .markdown: "text/markdown"
    case .docbook: "application/docbook+xml"
    case .dita: "application/dita+xml"
    case .mallard: "application/xml"
    case .svg: "image/svg+xml"
    }
  }
}
