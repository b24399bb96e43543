import Core

extension Vocabulary {
  /// SVG 1.1 and 2: what a drawing says in words.
  static let svg = Vocabulary(
    format: .svg,
    roles: table(
      each(.skipped, "script style metadata namedview foreignObject"),
      each(.container, "svg g defs symbol a switch"),
      each(.title, "title"),
      each(.caption, "desc"),
      each(.ui("text"), "text flowRoot")),
    linkAttributes: ["href"],
    looseTitle: .figure,
    uiAttributes: ["aria-label": "label"])
}
