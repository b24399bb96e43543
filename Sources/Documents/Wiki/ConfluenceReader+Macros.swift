import Core

extension ConfluenceReader {
  /// Reads a macro that stands between texts.
  mutating func read(_ macro: WikiMacro, _ context: Context) {
    let element = macro.element
    var inner = context
    switch macro.role {
    case .admonition:
      (inner.kind, inner.role) = (.admonition, macro.name)
      addTitle(of: macro, inner)
      readBody(of: macro, inner)
    case .expand:
      if macro.parameter("title") != nil {
        (inner.kind, inner.role) = (.answer, nil)
        addTitle(of: macro, Context(kind: .question))
      }
      readBody(of: macro, inner)
    case .code:
      if let title = macro.parameter("title") {
        add(.figure, title, role: "caption", at: element)
      }
      addCode(macro.plainText ?? "", role: macro.parameter("language"), at: element)
    case .quote:
      (inner.kind, inner.role) = (.paragraph, "quote")
      readBody(of: macro, inner)
    case .group: readBody(of: macro, context)
    case .diagram, .inclusion, .active, .unknown:
      note(macro)
      takeDrawing(macro)
      flush(context, of: element)
      readBody(of: macro, context)
    case .generated: break
    case .status, .issue, .anchor:
      readInline(macro)
      flush(context, of: element)
    }
  }

  /// Reads a macro as a part of the text under way.
  mutating func readInline(_ macro: WikiMacro) {
    let element = macro.element
    switch macro.role {
    case .status:
      guard let title = macro.parameter("title") else { return }
      run.text += " \(title) "
      add(.uiString, title, role: "status", at: element)
    case .issue: takeIssue(macro)
    case .anchor:
      if let name = macro.parameter("") ?? macro.parameter("name") { anchors.insert(name) }
    case .generated: break
    case .diagram, .inclusion, .active, .unknown:
      note(macro)
      takeDrawing(macro)
      readWords(of: macro)
    case .admonition, .expand, .code, .quote, .group:
      if let title = macro.parameter("title") { run.text += " \(title) " }
      readWords(of: macro)
    }
  }

  private mutating func readWords(of macro: WikiMacro) {
    guard macro.role != .active else { return }
    for body in macro.element.elements
    where body.name == "ac:rich-text-body" || body.name == "ac:plain-text-body" {
      trail.append(body.name)
      run.text += " "
      readContent(of: body)
      run.text += " "
      trail.removeLast()
    }
  }

  private mutating func addTitle(of macro: WikiMacro, _ context: Context) {
    guard let title = macro.parameters["title"] else { return }
    readContent(of: title)
    flush(context, of: macro.element)
  }

  /// Reads what a macro holds; preformatted text is code, whatever the macro makes of it.
  private mutating func readBody(of macro: WikiMacro, _ context: Context) {
    if let body = macro.element.first("ac:rich-text-body") {
      trail.append(body.name)
      readBlocks(body, context)
      trail.removeLast()
    }
    if macro.role != .active, let text = macro.plainText {
      addCode(text, role: nil, at: macro.element)
    }
  }

  private mutating func takeIssue(_ macro: WikiMacro) {
    let element = macro.element
    if let key = macro.parameter("key") {
      run.text += key
      add(.paragraph, key, role: "reference", at: element)
    } else if let query = macro.parameter("jqlQuery") ?? macro.parameter("url") {
      add(.paragraph, query, role: "reference", at: element)
    }
  }

  /// Takes a drawing by its name: the drawing itself is an attachment of the page.
  private mutating func takeDrawing(_ macro: WikiMacro) {
    guard macro.role == .diagram else { return }
    let name = ["diagramDisplayName", "diagramName", "name", "title"].lazy
      .compactMap(macro.parameter).first
    add(.figure, name ?? "", role: "diagram", at: macro.element)
  }

  private mutating func note(_ macro: WikiMacro) {
    let (line, name) = (macro.element.line, macro.name)
    switch macro.role {
    case .diagram:
      list.note(
        "drawing-not-read", .note, line: line,
        "The drawing of the macro '\(name)' is kept beside the page; it was not put in.",
        "Add the drawing as a source of its own.")
    case .inclusion:
      let page = macro.resource?.target ?? macro.parameter("") ?? "another page"
      links.append(ReadDocument.Link(target: page, line: line))
      list.note(
        "unresolved-reference", .warning, line: line,
        "The content of '\(page)' (macro '\(name)') was not put in.",
        "Add that page as a source of its own.")
    case .active:
      list.note(
        "active-content", .note, line: line,
        "The macro '\(name)' was left out: active content is never published.",
        "Nothing to do, unless its text matters; then write it as text.")
    default:
      let isEmpty = macro.element.first("ac:rich-text-body") == nil && macro.plainText == nil
      list.note(
        "unknown-macro", .note, line: line,
        "The macro '\(name)' is not known; "
          + (isEmpty ? "it holds no text of its own." : "the text in it was read."),
        "Look whether a reader of the page sees more than was read.")
    }
  }
}
