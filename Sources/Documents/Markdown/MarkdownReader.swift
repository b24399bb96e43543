import Core
import Formats
import FoundationEssentials

/// Reads the design nodes of a Markdown document.
struct MarkdownReader {
  private var list: NodeList
  private var references = ReferenceList()
  private var slugs: [String: Int] = [:]
  private var firstLine = 1

  /// Reads a document: YAML front matter, if any, and Markdown.
  ///
  /// - Throws: where the text is too large to be parsed in short time.
  static func read(_ text: DocumentText, path: String) throws(DocumentError) -> ReadDocument {
    var reader = MarkdownReader(list: NodeList(document: path, display: text.display))
    let parts = FrontMatter(text.bytes)
    if let yaml = parts.yaml { reader.takeFrontMatter(yaml) }
    reader.firstLine = parts.bodyLine
    let tags = TemplateTags(takenOutOf: parts.body)
    guard let walk = Markdown.walk(tags.text) else {
      throw DocumentError(
        text.display, line: 1,
        "it is larger or more deeply nested than a Markdown document may be (400 kB, 255 levels)",
        remedy: "Cut it into several documents.")
    }
    reader.take(walk, tags.tags[...])
    reader.references.check(&reader.list)
    return try DocumentReader.document(
      reader.list, .markdown, findings: text.findings, references: reader.references)
  }

  private init(list: NodeList) { self.list = list }

  /// The one key of a site generator's front matter that is read.
  private struct Title: Decodable, YAMLMapping {
    static let keys = ["title"]
    var title: String
  }

  private mutating func takeFrontMatter(_ yaml: Data) {
    let lines = String(decoding: yaml, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("title:") }) else { return }
    // The rest of the front matter is the generator's own affair, template tags and all.
    let more = lines[(start + 1)...].prefix { $0.first == " " || $0.first == "\t" }
    let entry = ([lines[start]] + more).joined(separator: "\n")
    let line = FrontMatter.yamlLine + start
    do throws(YAMLError) {
      let read = try YAML.read(
        Title.self, from: Data(entry.utf8), file: list.display, firstLine: line)
      list.add(.title, read.title.whiteSpaceFolded, path: "/front-matter/title", line: line)
    } catch {
      list.note(
        .frontMatterNotRead, line: error.place.line ?? line,
        "The front matter's title was not read: \(error.message).")
    }
  }

  private mutating func take(_ walk: MarkdownWalk, _ tags: ArraySlice<TemplateTags.Tag>) {
    var tags = tags
    for leaf in walk.leaves {
      while let tag = tags.first, tag.line <= leaf.line {
        add(tag)
        tags.removeFirst()
      }
      add(leaf)
    }
    for tag in tags { add(tag) }
    for link in walk.links {
      references.takeLink(
        link.target, attribute: "href", line: line(link.line), list: &list)
    }
    for number in walk.unsafeLinks {
      list.note(
        .unsafeLink, line: line(number), "The link's address was dropped: it would run code.")
    }
  }

  private func line(_ inBody: Int) -> Int { inBody + firstLine - 1 }

  private mutating func add(_ tag: TemplateTags.Tag) {
    list.add(
      .code, tag.text, role: "template", path: "/document/template", line: line(tag.line))
  }

  private mutating func add(_ leaf: MarkdownLeaf) {
    let line = line(leaf.line)
    switch leaf.kind {
    case .html: addRawHTML(leaf, line: line)
    case .block(.heading(let level)): addHeading(leaf, level: level, line: line)
    case .block(.paragraph): add(.paragraph, leaf, line: line)
    case .block(.quote): add(.paragraph, leaf, role: "quote", line: line)
    case .block(.listItem): add(leaf.isStep ? .step : .listItem, leaf, role: leaf.role, line: line)
    case .block(.code): add(.code, leaf, role: leaf.role, line: line)
    case .block(.tableRow): add(.tableRow, leaf, line: line)
    }
    for tag in leaf.inlineTags { defineAnchors(in: tag) }
    for image in leaf.images {
      if image.alternative.isEmpty {
        list.note(
          .imageWithoutTextAlternative, line: self.line(image.line),
          "The image has no text alternative.",
          remedy: "Say in a few words what it shows: ![words](address).")
      } else {
        list.add(
          .figure, image.alternative, path: leaf.path + "/image", line: self.line(image.line))
      }
    }
  }

  private mutating func add(
    _ kind: DesignNode.Kind, _ leaf: MarkdownLeaf, role: String? = nil, line: Int
  ) {
    // An image alone is a figure, not a paragraph that says the same.
    if leaf.images.count == 1, leaf.images[0].alternative == leaf.text { return }
    list.add(kind, leaf.text, role: role, path: leaf.path, line: line)
  }

  private mutating func addHeading(_ leaf: MarkdownLeaf, level: Int, line: Int) {
    guard !leaf.text.isEmpty else { return }
    defineAnchor(of: leaf.text)
    if level == 1, list.title == nil || list.title == leaf.text {
      if list.title == nil { list.add(.title, leaf.text, path: leaf.path, line: line) }
      return
    }
    list.add(.section, leaf.text, level: level, path: leaf.path, line: line)
  }

  private mutating func addRawHTML(_ leaf: MarkdownLeaf, line: Int) {
    defineAnchors(in: leaf.text)
    if leaf.text.hasPrefix("<!--"), leaf.text.hasSuffix("-->") {
      let text = leaf.text.dropFirst(4).dropLast(3)
      list.add(
        .comment, String(text).whiteSpaceFolded, role: "markup", path: leaf.path, line: line)
    } else {
      list.add(.code, leaf.text, role: "html", path: leaf.path, line: line)
    }
  }

  /// A heading's anchor as GitHub makes it: lower case, spaces as hyphens, no other punctuation.
  private mutating func defineAnchor(of heading: String) {
    var slug = ""
    for character in heading.lowercased() {
      if character == " " {
        slug += "-"
      } else if character.isLetter || character.isNumber || character == "-" || character == "_" {
        slug.append(character)
      }
    }
    let count = slugs[slug, default: 0]
    slugs[slug] = count + 1
    references.define(count == 0 ? slug : "\(slug)-\(count)")
  }

  /// The anchors that raw HTML sets.
  private mutating func defineAnchors(in html: String) {
    for attribute in ["id=\"", "id='", "name=\"", "name='"] {
      var rest = html[...]
      while let found = rest.firstRange(of: attribute), let quote = attribute.last {
        let value = rest[found.upperBound...].prefix { $0 != quote }
        references.define(String(value))
        rest = rest[value.endIndex...]
      }
    }
  }
}
