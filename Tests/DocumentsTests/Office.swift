import Core
import Documents
import Foundation

/// Office documents of our own, put together from their parts.
enum Office {
  /// An archive of named texts, in order.
  static func archive(_ parts: KeyValuePairs<String, String>) throws -> Data {
    try ZipArchive.write(
      parts.map { ZipArchive.Entry(path: $0.key, data: Data($0.value.utf8)) })
  }

  static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  // A Word document of what stands in `w:body`; of the other parts by the type of their relationship
  // (`styles`, `comments`), what stands in their root element; and of links to addresses by id.
  static func docx(
    _ body: String, parts: [String: String] = [:], links: [String: String] = [:],
    extra: [String: String] = [:], main: String = "word/document.xml",
    namespace: String = word
  ) throws -> Data {
    let open = """
      xmlns:w="\(namespace)" xmlns:r="\(relationships)" \
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
      xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" \
      xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
      xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
      xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" \
      xmlns:v="urn:schemas-microsoft-com:vml" \
      xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" \
      xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"
      """
    let roots = ["commentsExtended": "w15:commentsEx"]
    var relations = parts.keys.sorted().map { type in
      "<Relationship Id='r-\(type)' Type='\(relationships)/\(type)' Target='\(type).xml'/>"
    }
    relations += links.sorted { $0.key < $1.key }.map { id, target in
      "<Relationship Id='\(id)' Type='\(relationships)/hyperlink' Target='\(target)' TargetMode='External'/>"
    }
    var entries = [
      "[Content_Types].xml": "<Types/>",
      "_rels/.rels": """
      <Relationships>\
      <Relationship Id='a' Type='\(relationships)/officeDocument' Target='\(main)'/>\
      <Relationship Id='b' Type='x/core-properties' Target='docProps/core.xml'/>\
      </Relationships>
      """,
      main: "<w:document \(open)>\n<w:body>\n\(body)\n</w:body></w:document>",
      "word/_rels/\(main.split(separator: "/").last ?? "").rels":
        "<Relationships>\(relations.joined())</Relationships>",
    ]
    for (type, content) in parts {
      let root = roots[type] ?? "w:\(type)"
      entries["word/\(type).xml"] = "<\(root) \(open)>\n\(content)\n</\(root)>"
    }
    entries.merge(extra) { $1 }
    return try ZipArchive.write(
      entries.sorted { $0.key < $1.key }.map { .init(path: $0.key, data: Data($0.value.utf8)) })
  }

  // An OpenDocument text of what stands in `office:text` and in `office:automatic-styles`.
  static func odt(
    _ text: String, styles: String = "", extra: [String: String] = [:]
  ) throws -> Data {
    let names = [
      "office", "text", "table", "style", "draw", "svg", "xlink", "dc", "meta", "form", "loext",
    ]
    let open = names.map { "xmlns:\($0)='urn:x:\($0)'" }.joined(separator: " ")
    var entries = [
      "content.xml": """
      <office:document-content \(open)>
      <office:automatic-styles>\(styles)</office:automatic-styles>
      <office:body><office:text>
      \(text)
      </office:text></office:body></office:document-content>
      """
    ]
    entries.merge(extra) { $1 }
    let mimetype = ZipArchive.Entry(
      path: "mimetype", data: Data("application/vnd.oasis.opendocument.text".utf8), isStored: true)
    return try ZipArchive.write(
      [mimetype]
        + entries.sorted { $0.key < $1.key }.map { .init(path: $0.key, data: Data($0.value.utf8)) })
  }

  static func read(_ data: Data, as name: String = "a.docx") throws -> ReadDocument {
    try DocumentReader.read(data, path: name, display: name)
  }

  static func readDocx(
    _ body: String, parts: [String: String] = [:], links: [String: String] = [:]
  ) throws -> ReadDocument { try read(docx(body, parts: parts, links: links)) }

  static func readODT(_ text: String, styles: String = "") throws -> ReadDocument {
    try read(odt(text, styles: styles), as: "a.odt")
  }
}

extension ReadDocument {
  /// Everything of the nodes that a person can judge, one block a node.
  var golden: String {
    var text = "title: \(title)\n"
    for node in nodes {
      let level = node.level.map { " \($0)" } ?? ""
      let role = node.role.map { " (\($0))" } ?? ""
      text += "\n\(node.kind.rawValue)\(level)\(role): \(node.text)\n"
      text += "  \(node.part ?? "-"):\(node.line) \(node.path)\n"
      if !node.section.isEmpty { text += "  in \(node.section.joined(separator: " > "))\n" }
      for cell in node.cells ?? [] {
        text +=
          "  cell \(cell.columns)x\(cell.rows)\(cell.isHeader ? " header" : ""): \(cell.text)\n"
      }
      for link in node.links ?? [] { text += "  link '\(link.text)' to \(link.target)\n" }
      if let remark = node.remark { text += "  \(remark.golden)\n" }
      for revision in node.revisions ?? [] { text += "  \(revision.golden)\n" }
    }
    for finding in findings {
      text += "\n\(finding.severity) \(finding.rule): \(finding.message)\n"
    }
    return text
  }
}

extension Remark {
  fileprivate var golden: String {
    let parts = [
      id.map { "id \($0)" }, author.map { "by \($0)" }, date.map { "on \($0)" },
      anchor.map { "about '\($0)'" }, answers.map { "answers \($0)" },
      isResolved ? "resolved" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension Revision {
  fileprivate var golden: String {
    let who = [author.map { "by \($0)" }, date.map { "on \($0)" }].compactMap(\.self)
    return "\(change?.rawValue ?? "same") \(text.debugDescription) \(who.joined(separator: " "))"
      .trimmingCharacters(in: .whitespaces)
  }
}
