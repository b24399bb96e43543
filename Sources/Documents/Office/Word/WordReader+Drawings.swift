import Core

/// Drawings and content controls: images by their alternatives, text boxes, diagrams, form fields.
extension WordReader {
  mutating func takeDrawing(_ drawing: Markup, mark: RevisedText.Mark?) {
    let line = drawing.line
    for box in drawing.outermost("txbxContent") {
      paragraph.companions.append((.textBox(box, mark), line))
    }
    func inside(_ name: String) -> [Markup] { drawing.outermost(name, outside: "txbxContent") }
    // A picture of a group may have words of its own where the group has none.
    let bearers = ["docPr", "shape", "cNvPr", "textpath"].flatMap(inside)
    let words = bearers.lazy.compactMap(\.alternativeText).first
    let isImage = !inside("blip").isEmpty || !inside("imagedata").isEmpty
    if let words {
      paragraph.companions.append((.figure(words, role: nil), line))
    } else if isImage, !inside("decorative").contains(where: \.isOn) {
      list.noteImageWithoutText(line: line)
    }
    for diagram in inside("relIds") {
      for text in diagram["dm"].flatMap({ package.diagrams[$0] }) ?? [] {
        paragraph.companions.append((.figure(text, role: "diagram"), line))
      }
    }
    for link in inside("hlinkClick") {
      guard let target = relation(link["id"])?.target else { continue }
      take(link: TextLink(text: words ?? "", target: target))
    }
  }

  /// What a content control shows beside its text: its name, what it asks for, what it offers.
  func controls(of element: Markup) -> [(text: String, role: String)] {
    guard let properties = element.first("sdtPr") else { return [] }
    var found: [(text: String, role: String)] = []
    if let alias = properties.first("alias")?["val"] { found.append((alias, "label")) }
    if properties.first("showingPlcHdr").map(\.isOn) == true {
      found.append((element.first("sdtContent")?.wordText ?? "", "placeholder"))
    }
    for choices in ["dropDownList", "comboBox"] {
      for item in properties.first(choices)?.all("listItem") ?? [] {
        found.append((item["displayText"] ?? item["value"] ?? "", "option"))
      }
    }
    return found.map { ($0.text.whiteSpaceFolded, $0.role) }.filter { !$0.0.isEmpty }
  }
}

extension Markup {
  /// The words that stand for a drawing: its description, its title, or what its letters say.
  fileprivate var alternativeText: String? {
    let words = name == "textpath" ? [self["string"]] : [self["descr"], self["alt"], self["title"]]
    return words.compactMap { $0?.whiteSpaceFolded }.first { !$0.isEmpty }
  }
}
