import Core

extension Finding {
  static func noSources(_ display: String) -> Finding {
    Finding(
      rule: "design-sources-missing", severity: .error, place: SourcePlace(display),
      message: "there are no source documents",
      remedy:
        "Put the design documents you have there; `colophon document formats` lists what is read.")
  }

  static func emptyDocument(_ display: String) -> Finding {
    Finding(
      rule: "design-document-empty", severity: .warning, place: SourcePlace(display),
      message: "nothing was read from the document",
      remedy: "See that it holds text; a scanned picture holds none.")
  }

  static func emptyDesignSet(_ display: String) -> Finding {
    Finding(
      rule: "design-set-empty", severity: .error, place: SourcePlace(display),
      message: "nothing was read from any document",
      remedy: "Bring documents that hold text.")
  }
}
