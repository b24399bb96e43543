import Core

/// Runs: the text of a paragraph, its links and fields, and where its comments begin and end.
extension WordReader {
  mutating func readRuns(_ parent: TapeElement, mark: RevisedText.Mark?) {
    descend { reader in
      for element in parent.elements { reader.readInline(element, mark: mark) }
    }
  }

  private mutating func readInline(_ element: TapeElement, mark: RevisedText.Mark?) {
    switch element.name {
    case "r": readRun(element, mark: mark)
    case "ins", "del", "moveFrom", "moveTo": readChange(element, inside: mark)
    case "hyperlink": readLinked(element, target: target(of: element), mark: mark)
    case "fldSimple":
      let field = WordField(code: element["instr"] ?? "")
      readLinked(element, target: field.linkTarget, mark: mark)
    case "sdt":
      for (text, role) in controls(of: element) {
        paragraph.companions.append((.control(text, role: role), element.line))
      }
      if let content = element.first("sdtContent") { readRuns(content, mark: mark) }
    case "AlternateContent":
      if let chosen = element.alternative { readRuns(chosen, mark: mark) }
    case "bookmarkStart": if let name = element["name"] { anchors.insert(name) }
    case "commentRangeStart", "commentRangeEnd": takeRange(element)
    case "smartTag", "customXml", "bdo", "dir": readRuns(element, mark: mark)
    default:
      // Formulas nest in many ways; their words stand in runs all the same.
      if element.namespace?.hasSuffix("/math") == true { readRuns(element, mark: mark) }
    }
  }

  /// Reads what came or went by a change. What came by one and went by another is in no version.
  private mutating func readChange(_ element: TapeElement, inside outer: RevisedText.Mark?) {
    let inner = RevisedText.Mark(element) ?? outer
    let isGone = outer != nil && outer?.isAddition != inner?.isAddition
    if isGone {
      goneDepth += 1
      tally.goneTexts += 1
    }
    readRuns(element, mark: inner)
    if isGone { goneDepth -= 1 }
  }

  /// What decides of a run's characters.
  private struct RunFormat {
    var isHidden: Bool
    var font: String?
  }

  private mutating func readRun(_ run: TapeElement, mark: RevisedText.Mark?) {
    let properties = run.first("rPr")
    if properties?.first("rPrChange") != nil { tally.formattingChanges += 1 }
    let format = RunFormat(
      isHidden: isHidden(properties), font: properties?.first("rFonts")?["ascii"])
    for element in run.elements { read(inRun: element, mark: mark, format) }
  }

  /// A toggle of a run's style turns that of the paragraph's style round (ECMA-376 part 1, 17.7.3);
  /// the run's own word stands above both.
  private func isHidden(_ properties: TapeElement?) -> Bool {
    if let own = properties?.first("vanish") { return own.isOn }
    let style = properties?.first("rStyle")?["val"]
    return package.styles.run(style).isHidden != paragraph.isHidden
  }

  private mutating func read(
    inRun element: TapeElement, mark: RevisedText.Mark?, _ format: RunFormat
  ) {
    switch element.name {
    case "fldChar": takeField(element)
    case "instrText", "delInstrText": fields.append(code: element.text)
    case "t", "delText", "noBreakHyphen", "tab", "br", "cr", "sym", "ptab":
      let text = text(of: element, font: format.font)
      if format.isHidden {
        if !text.allSatisfy(\.isWhitespace) {
          paragraph.companions.append((.hiddenText(text), element.line))
        }
      } else {
        append(text, mark)
      }
    case "commentReference":
      if let id = element["id"] { paragraph.companions.append((.comment(id: id), element.line)) }
    case "footnoteReference", "endnoteReference":
      guard !format.isHidden, goneDepth == 0, let id = element["id"] else { return }
      let kind = String(element.name.dropLast("Reference".count))
      paragraph.companions.append((.note(kind: kind, id: id, mark), element.line))
    case "drawing", "pict", "object": takeDrawing(element, mark: mark)
    case "AlternateContent":
      for inner in element.alternative?.elements ?? [] {
        read(inRun: inner, mark: mark, format)
      }
    case "ruby": if let base = element.first("rubyBase") { readRuns(base, mark: mark) }
    default: break
    }
  }

  private mutating func text(of element: TapeElement, font: String?) -> String {
    switch element.name {
    case "t", "delText": return font == "Symbol" ? WordSymbol.text(element.text) : element.text
    case "noBreakHyphen": return "\u{2011}"
    case "sym":
      guard let text = WordSymbol.text(element) else {
        tally.unknownSymbols += 1
        return ""
      }
      return text
    case "tab", "ptab": return "\t"
    default: return "\u{B}"
    }
  }

  private mutating func append(_ text: String, _ mark: RevisedText.Mark?) {
    // The code of a field is no text, nor is what changes took back.
    guard goneDepth == 0, !fields.isInCode else { return }
    paragraph.text.append(text, mark)
    guard mark?.isAddition != false else { return }
    paragraph.appendLinked(text)
    commented.append(text)
  }

  /// Takes the beginning or the end of the words that a comment is about. A range need have no end,
  /// and may cross others.
  mutating func takeRange(_ element: TapeElement) {
    guard let id = element["id"], package.comments[id] != nil else { return }
    if element.name == "commentRangeStart" {
      commented.open(id)
    } else {
      commentAnchors[id] = commented.close(id)
    }
  }

  // MARK: Links and fields

  private func target(of element: TapeElement) -> String? {
    let target = relation(element["id"])?.target
    let anchor = element["anchor"].map { "#\($0)" }
    return target.map { $0 + (anchor ?? "") } ?? anchor
  }

  private mutating func readLinked(_ element: TapeElement, target: String?, mark: RevisedText.Mark?)
  {
    guard let target else { return readRuns(element, mark: mark) }
    paragraph.openLink(target)
    readRuns(element, mark: mark)
    closeLink()
  }

  private mutating func closeLink() {
    guard let link = paragraph.closeLink() else { return }
    take(link: TextLink(text: link.text, target: link.target))
  }

  /// Adds a link, unless following it would run code.
  mutating func take(link: TextLink) {
    guard LinkTarget.isSafe(link.target) else { return list.noteUnsafeLink(line: paragraph.line) }
    links.append(ReadDocument.Link(target: link.target, line: paragraph.line))
    paragraph.text.add(link)
  }

  private mutating func takeField(_ element: TapeElement) {
    switch element["fldCharType"] {
    case "begin": fields.begin()
    case "separate": if let target = fields.beginResult() { paragraph.openLink(target) }
    case "end": if fields.end() { closeLink() }
    default: break
    }
  }

  /// Ends the fields and links that may not go on past a paragraph.
  mutating func endFields() {
    fields.endParagraph()
    while paragraph.hasOpenLink { closeLink() }
  }
}

extension RevisedText.Mark {
  /// What a tracking element says; `nil` for any other element.
  init?(_ element: TapeElement) {
    let change: Revision.Change
    switch element.name {
    case "ins", "cellIns": change = .insert
    case "del", "cellDel": change = .delete
    case "moveFrom": change = .moveFrom
    case "moveTo": change = .moveTo
    default: return nil
    }
    self.init(change: change, author: element["author"], date: element["date"])
  }

  /// Whether it is there only where the change is accepted.
  var isAddition: Bool { change == .insert || change == .moveTo }
}
