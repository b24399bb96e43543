import Core

extension ConfluenceReader {
  /// Reads what an element holds as one text: a block in it is a part of that text.
  mutating func readContent(of parent: WikiElement) {
    var steps = parent.childSteps[...]
    for part in parent.content {
      guard case .element(let element) = part else {
        take(part)
        continue
      }
      trail.append(steps.popFirst() ?? element.name)
      readInline(element)
      trail.removeLast()
    }
  }

  /// Takes what is no element.
  mutating func take(_ part: WikiElement.Content) {
    switch part {
    case .text(let text): run.text += text
    case .comment(let text, let line):
      guard hasRoom(for: text) else { return }
      run.beside.append(
        .init(kind: .comment, role: "markup", text: text.whiteSpaceFolded, path: path, line: line))
    case .unknownEntity(let name, let line):
      list.note(
        "entity-not-read", .warning, line: line,
        "No one knows the entity '&\(name);'; nothing was put in.",
        "Put the character it stands for into the page.")
    case .element: break
    }
  }

  mutating func readInline(_ element: WikiElement) {
    guard !leavesOut(element) else { return }
    if let macro = WikiMacro(element) { return readInline(macro) }
    switch element.name {
    case "br": run.text += " "
    case "a": readWebLink(element)
    case "img": takeImage(element, alternative: element["alt"])
    case "time":
      let text = element.text.whiteSpaceFolded
      run.text += text.isEmpty ? element["datetime"] ?? "" : text
    case "ac:link": readLink(element)
    case "ac:image": readImage(element)
    case "ac:inline-comment-marker": readCommentMark(element)
    case "ac:placeholder": add(.comment, element.text, role: "placeholder", at: element)
    case "ac:emoticon": run.text += Self.character(of: element)
    case "at:var": run.text += "$\(element["name"] ?? "")"
    case "ac:parameter", "ac:default-parameter", "ac:adf-attribute", "ac:adf-fallback",
      "ac:task-id",
      "ac:task-uuid", "ac:task-status", "at:declarations":
      break
    default:
      let isApart = Self.isBlock(element) || ["td", "th", "tr", "ac:task"].contains(element.name)
      if isApart { run.text += " " }
      readContent(of: element)
      if isApart { run.text += " " }
    }
  }

  /// Adds a node beside the text under way.
  mutating func add(
    _ kind: DesignNode.Kind, _ text: String, role: String?, at element: WikiElement,
    links: [TextLink]? = nil, remark: Remark? = nil
  ) {
    guard hasRoom(for: text) else { return }
    run.beside.append(
      .init(
        kind: kind, role: role, text: text.whiteSpaceFolded, path: path, line: element.line,
        column: element.column, links: links, remark: remark))
  }

  /// Whether an element is kept from readers, or acts; says so.
  mutating func leavesOut(_ element: WikiElement) -> Bool {
    for name in element.attributes.keys.sorted() where name.hasPrefix("on") && name.count > 4 {
      list.note(
        "active-content", .note, line: element.line,
        "The script in '\(name)' was left out: active content is never published.",
        "Nothing to do.")
    }
    if ["script", "style", "iframe", "object", "embed", "form"].contains(element.name) {
      list.note(
        "active-content", .note, line: element.line,
        "The <\(element.name)> was left out: active content is never published.",
        "Nothing to do, unless its text matters; then write it as text.")
      return true
    }
    guard element.isHidden else { return false }
    list.noteHidden(
      element.text.whiteSpaceFolded, "The text of this <\(element.name)>",
      at: SourcePlace(list.display, line: element.line))
    return true
  }

  /// Reads an element's content; gives back the words it adds to the run, the first of them where
  /// they are many: what stands in another repeats them.
  private mutating func words(of element: WikiElement) -> String {
    let start = run.text.utf8.count
    readContent(of: element)
    let words = run.text.utf8.dropFirst(start)
    guard words.count > Self.wordLimit else { return String(words)?.whiteSpaceFolded ?? "" }
    // Cut between characters: the bytes of one that is cut are not whole.
    return String(decoding: words.prefix(Self.wordLimit), as: UTF8.self).dropLast().description
      .whiteSpaceFolded + "…"
  }

  private static let wordLimit = 1_000

  // MARK: Links

  private mutating func readWebLink(_ element: WikiElement) {
    let words = words(of: element)
    if let id = element["id"] ?? element["name"] { anchors.insert(id) }
    guard let target = element["href"]?.whiteSpaceFolded else { return }
    takeLink(to: target, words, at: element)
  }

  /// Takes a link to an address.
  private mutating func takeLink(to target: String, _ words: String, at element: WikiElement) {
    guard LinkTarget.isSafe(target) else {
      list.note(
        "unsafe-link", .warning, line: element.line,
        "The link's address was dropped: it would run code.",
        "Link to a page, or remove the link.")
      return
    }
    links.append(ReadDocument.Link(target: target, line: element.line))
    run.links.append(TextLink(text: words, target: target))
    if target.hasPrefix("#") { localTargets.append((String(target.dropFirst()), element.line)) }
  }

  private mutating func readLink(_ element: WikiElement) {
    let anchor = element["anchor"].map { "#\($0)" } ?? ""
    let resource = element.elements.lazy.compactMap(WikiResource.init).first
    let body = element.first("ac:link-body") ?? element.first("ac:plain-text-link-body")
    var words = ""
    if let body {
      trail.append(body.name)
      words = self.words(of: body)
      trail.removeLast()
    }
    if words.isEmpty {
      words = resource?.name ?? element["anchor"] ?? ""
      run.text += words
    }
    guard let resource else {
      if !anchor.isEmpty { takeLink(to: anchor, words, at: element) }
      return
    }
    if let address = resource.address { return takeLink(to: address, words, at: element) }
    let target = resource.target + anchor
    links.append(ReadDocument.Link(target: target, line: element.line))
    run.links.append(TextLink(text: words, target: target))
  }

  // MARK: Images, comments, signs

  private mutating func readImage(_ element: WikiElement) {
    if let address = element.elements.lazy.compactMap(WikiResource.init).first?.address,
      !LinkTarget.isSafe(address)
    {
      list.note(
        "unsafe-link", .warning, line: element.line,
        "The image's address was dropped: it would run code.", "Attach the image to the page.")
    }
    let caption = element.first("ac:caption")?.text.whiteSpaceFolded ?? ""
    takeImage(element, alternative: element["alt"] ?? element["title"] ?? caption)
    if caption != element["alt"]?.whiteSpaceFolded {
      add(.figure, caption, role: "caption", at: element)
    }
  }

  private mutating func takeImage(_ element: WikiElement, alternative: String?) {
    let text = alternative?.whiteSpaceFolded ?? ""
    if text.isEmpty {
      list.note(
        "image-without-text-alternative", .warning, line: element.line,
        "The image has no text alternative.",
        "Say in a few words what it shows; where it only decorates, say that it does.")
    } else {
      add(.figure, text, role: nil, at: element)
    }
  }

  /// Reads words that an inline comment is about; what it says is kept outside of the page.
  private mutating func readCommentMark(_ element: WikiElement) {
    let words = words(of: element)
    add(
      .comment, words, role: "inline", at: element,
      remark: Remark(id: element["ref"], anchor: words))
  }

  /// The character of an emoticon, as far as it says something.
  private static func character(of emoticon: WikiElement) -> String {
    let fallback = emoticon["emoji-fallback"] ?? ""
    if !fallback.isEmpty, !fallback.hasPrefix(":") { return fallback }
    return signs[emoticon["name"] ?? ""] ?? ""
  }

  private static let signs = [
    "tick": "✓", "cross": "✗", "warning": "⚠", "information": "ℹ", "question": "?", "plus": "+",
    "minus": "−", "thumbs-up": "👍", "thumbs-down": "👎", "smile": "🙂", "sad": "🙁",
  ]
}
