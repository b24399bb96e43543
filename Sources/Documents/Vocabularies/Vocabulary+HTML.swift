import Core

extension Vocabulary {
  /// HTML (WHATWG, section 4).
  static let html = Vocabulary(
    format: .html,
    roles: table(
      each(.skipped, "script style template noscript meta link base iframe object embed param"),
      each(.skipped, "canvas audio video source track map area datalist math svg"),
      each(.titleHolder, "head"),
      each(.title, "title"),
      [("h1", .heading(1)), ("h2", .heading(2)), ("h3", .heading(3))],
      [("h4", .heading(4)), ("h5", .heading(5)), ("h6", .heading(6))],
      each(.container, "html body main article section header footer nav aside div form fieldset"),
      each(.container, "center hgroup search address figure ul dir menu dl table thead tbody"),
      each(.container, "tfoot colgroup col select optgroup noframes frameset"),
      each(.paragraph, "p"),
      [("blockquote", .block(.paragraph, "quote"))],
      each(.item, "li"), each(.steps, "ol"),
      each(.term, "dt"), each(.definition, "dd"),
      [("summary", .block(.question)), ("details", .block(.answer))],
      each(.row, "tr"), each(.cell, "td th"),
      each(.code, "pre textarea listing xmp"),
      each(.lineBreak, "br hr"),
      [("caption", .caption), ("figcaption", .caption)],
      each(.image, "img"),
      [("button", .ui("button")), ("label", .ui("label")), ("option", .ui("option"))],
      [("legend", .ui("legend")), ("kbd", .ui("key"))]),
    linkAttributes: ["href"],
    uiAttributes: ["aria-label": "label", "placeholder": "placeholder"],
    tooltipElements: ["button", "input", "select", "textarea", "label", "option", "img"],
    altAttribute: "alt")
}
