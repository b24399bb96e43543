import Core

extension Vocabulary {
  /// Mallard 1.0 (projectmallard.org/1.0).
  static let mallard = Vocabulary(
    format: .mallard,
    roles: table(
      each(.skipped, "credit license revision years thumb include"),
      each(.titleHolder, "info"),
      each(.section, "page section"),
      each(.title, "title"),
      each(.paragraph, "p cite desc"),
      each(.container, "list terms tree table thead tbody tfoot figure listing example links"),
      each(.container, "synopsis col colgroup"),
      each(.steps, "steps"),
      each(.item, "item"),
      each(.row, "tr"), each(.cell, "td"),
      each(.code, "code screen"),
      each(.comment, "comment"),
      [("note", .block(.admonition, "note")), ("quote", .block(.paragraph, "quote"))],
      [("gui", .ui("control")), ("key", .ui("key"))],
      [("guiseq", .sequence(" > ")), ("keyseq", .sequence("+"))],
      each(.image, "media")),
    linkAttributes: ["xref", "href"])
}
