import Core

extension Finding {
  static func noExamples(_ display: String) -> Finding {
    Finding(
      rule: "dataset-empty", severity: .error, place: SourcePlace(display),
      message: "no example could be made of the design set",
      remedy: "Send it back for documents with sections, questions or UI texts: "
        + "colophon send-back UXDesignDocs --reason source-missing")
  }
}
