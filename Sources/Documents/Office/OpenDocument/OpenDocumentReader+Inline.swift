import Core

/// What stands in a paragraph: text, links, annotations, changes and drawings.
extension OpenDocumentReader {
  mutating func readInline(_ parent: TapeElement) {
    descend { reader in
      for content in parent.content {
        switch content {
        case .text(let text): reader.append(text)
        case .element(let element): reader.readInline(element: element)
        }
      }
    }
  }

  mutating func readInline(element: TapeElement) {
    switch element.name {
    case "s":
      let count = min(max(1, element["c"].flatMap(Int.init) ?? 1), 1_000)
      append(String(repeating: " ", count: count))
    case "tab": append("\t")
    case "line-break": append("\u{B}")
    case "span": readSpan(element)
    case "a": readLink(element)
    case "note":
      if let body = element.first("note-body") {
        paragraph.companions.append((.note(body), element.line))
      }
    case "annotation": takeAnnotation(element)
    case "annotation-end": endAnnotation(element)
    case "change": readDeletion(element)
    case "change-start": openInsertion(element)
    case "change-end": insertions.removeAll { $0.id == element["change-id"] }
    case "bookmark", "bookmark-start", "reference-mark", "reference-mark-start":
      if let name = element["name"] { anchors.insert(name) }
    case "hidden-text": readHiddenText(element)
    case "ruby": if let base = element.first("ruby-base") { readInline(base) }
    // Numbers that are made anew each time, programs, and what says nothing by itself.
    case "number", "script", "soft-page-break", "hidden-paragraph", "note-citation": break
    default:
      if isDrawing(element) {
        takeDrawing(element)
      } else if element["display"] != "none" {
        // A field; one that only sets a variable may show nothing.
        readInline(element)
      }
    }
  }

  private mutating func append(_ text: String) {
    guard !paragraph.isHidden else {
      paragraph.hiddenText += text
      return
    }
    paragraph.text.append(text, mark)
    guard deletion == nil else { return }
    paragraph.appendLinked(text)
    annotated.append(text)
  }

  private mutating func readSpan(_ span: TapeElement) {
    let outer = paragraph.isHidden
    paragraph.isHidden = outer || styles.text(span["style-name"]).isHidden
    readInline(span)
    paragraph.isHidden = outer
  }

  /// Text that a condition shows or hides.
  private mutating func readHiddenText(_ element: TapeElement) {
    let text = element["string-value"] ?? element.text
    let outer = paragraph.isHidden
    paragraph.isHidden = outer || element["is-hidden"] != "false"
    append(text)
    paragraph.isHidden = outer
  }

  private mutating func readLink(_ element: TapeElement) {
    paragraph.openLink()
    readInline(element)
    let text = paragraph.closeLink()
    guard let target = element["href"] else { return }
    guard LinkTarget.isSafe(target) else { return list.noteUnsafeLink(line: element.line) }
    links.append(ReadDocument.Link(target: target, line: element.line))
    paragraph.text.add(TextLink(text: text, target: target))
  }

  // MARK: Annotations

  private mutating func takeAnnotation(_ element: TapeElement) {
    let id = element["name"]
    let words = element.elements.filter { ["p", "list"].contains($0.name) }
    let annotation = OpenDocumentParagraph.Annotation(
      text: words.map(\.text).joined(separator: " ").whiteSpaceFolded,
      remark: Remark(
        id: id, author: element.first("creator")?.text, date: element.first("date")?.text,
        answers: element["parent-name"], isResolved: element["resolved"] == "true"))
    if let id, endedAnnotations.contains(id), openAnnotations[id] == nil {
      openAnnotations[id] = annotation
      annotated.open(id)
    } else {
      paragraph.companions.append((.annotation(annotation), element.line))
    }
  }

  private mutating func endAnnotation(_ element: TapeElement) {
    guard let id = element["name"], var annotation = openAnnotations.removeValue(forKey: id) else {
      return
    }
    annotation.remark.anchor = annotated.close(id)
    paragraph.companions.append((.annotation(annotation), element.line))
  }

  // MARK: Changes

  /// The most insertions that are open at a time.
  private static let insertionLimit = 64

  private mutating func openInsertion(_ element: TapeElement) {
    guard let id = element["change-id"], let mark = changes.insertion(id),
      insertions.count < Self.insertionLimit
    else { return }
    insertions.append((id, mark))
  }

  /// Reads what was deleted at a place, which is kept elsewhere: paragraphs, of which all but the last
  /// lost their ends.
  private mutating func readDeletion(_ element: TapeElement) {
    guard let id = element["change-id"], let (content, mark) = changes.takeDeletion(id) else {
      return
    }
    let outer = deletion
    deletion = mark
    var isFirst = true
    for block in content.outermost(["p", "h"]) {
      if !isFirst { paragraph.text.endParagraph(mark) }
      isFirst = false
      readInline(block)
    }
    deletion = outer
  }

  // MARK: Drawings

  func isDrawing(_ element: TapeElement) -> Bool {
    Self.drawings.contains(element.name)
  }

  private static let drawings: Set<String> = [
    "frame", "g", "custom-shape", "rect", "line", "polyline", "polygon", "regular-polygon", "path",
    "circle", "ellipse", "connector", "caption", "measure", "control",
  ]

  private mutating func takeDrawing(_ drawing: TapeElement) {
    let words = [drawing.first("desc"), drawing.first("title")].lazy
      .compactMap { $0?.text.whiteSpaceFolded }.first { !$0.isEmpty }
    let formula = drawing.first("object")?["href"].flatMap { formulas[Self.object($0)] }
    if let words {
      paragraph.companions.append((.figure(words), drawing.line))
    } else if formula == nil, drawing.first("image") != nil, drawing["decorative"] != "true" {
      list.noteImageWithoutText(line: drawing.line)
    }
    if let formula { append(formula) }
    if let box = drawing.first("text-box") {
      paragraph.companions.append((.textBox(box), drawing.line))
    }
    if drawing.name == "g" {
      descend { reader in
        for part in drawing.elements where reader.isDrawing(part) { reader.takeDrawing(part) }
      }
    } else if drawing.first("p") != nil || drawing.first("list") != nil {
      // A shape with words on it.
      paragraph.companions.append((.textBox(drawing), drawing.line))
    }
  }

  /// The name of an embedded object: `./Object 1` is "Object 1".
  private static func object(_ reference: String) -> String {
    reference.hasPrefix("./") ? String(reference.dropFirst(2)) : reference
  }
}
