public import Core
public import Documents
import Formats
public import FoundationEssentials

/// A page that shows what was read from a document, node by node, with comments and tracked changes:
/// made of the words alone, so that nothing of the document can run, load or lead anywhere.
public struct DocumentPreview: Sendable {
  private let pages: TemplatePages

  /// - Parameter template: reads a file of `Templates/` by its path below it.
  public init(template: @escaping @Sendable (String) throws -> TemplateFile) {
    pages = TemplatePages(template: template)
  }

  /// The page.
  ///
  /// - Parameters:
  ///   - document: what was read.
  ///   - file: what the page calls the document.
  /// - Throws: what the template's reading or filling throws.
  public func page(of document: ReadDocument, file: String) throws -> Data {
    let count = document.nodes.count
    return try pages.page("pages/document.mustache").fill([
      "title": .text(document.title),
      "file": .text(file),
      "format": .text(document.format.guide.title),
      "count": .text(count == 1 ? "1 passage" : "\(count) passages"),
      "hasFindings": .flag(!document.findings.isEmpty),
      "findings": .list(
        document.findings.map { finding in
          .fields([
            "severity": .text(finding.severity.rawValue), "rule": .text(finding.rule),
            "place": .text(finding.place?.description ?? ""), "message": .text(finding.message),
            "remedy": .text(finding.remedy),
          ])
        }),
      "nodes": .list(document.nodes.map { .fields(Self.fields(of: $0)) }),
    ])
  }

  private static func fields(of node: DesignNode) -> [String: TemplateValue] {
    let isHeading = node.kind == .title || node.kind == .section
    let isTable = node.kind == .tableRow && node.cells != nil && node.revisions == nil
    let level = node.kind == .title ? 2 : min(6, 2 + (node.level ?? 1))
    let isText = !isHeading && !isTable && node.kind != .code && node.kind != .comment
    return [
      "id": .text(node.id),
      "place": .text((node.part.map { "\($0):" } ?? "") + "\(node.line)"),
      "path": .text(node.path),
      "kind": .text(node.kind.rawValue + (node.role.map { " (\($0))" } ?? "")),
      "text": .text(node.text),
      "isHeading": .flag(isHeading), "level": .text("\(level)"),
      "isTable": .flag(isTable), "isCode": .flag(node.kind == .code),
      "isComment": .flag(node.kind == .comment), "isText": .flag(isText),
      "cells": .list((node.cells ?? []).map(fields)),
      "segments": .list((node.revisions ?? [Revision(node.text)]).map(fields)),
      "hasAuthor": .flag(node.remark?.author != nil), "author": .text(node.remark?.author ?? ""),
      "hasDate": .flag(node.remark?.date != nil), "date": .text(node.remark?.date ?? ""),
      "hasAnchor": .flag(node.remark?.anchor != nil), "anchor": .text(node.remark?.anchor ?? ""),
    ]
  }

  private static func fields(of cell: TableCell) -> TemplateValue {
    .fields([
      "text": .text(cell.text),
      "isHeader": .flag(cell.isHeader), "isData": .flag(!cell.isHeader),
    ])
  }

  private static func fields(of segment: Revision) -> TemplateValue {
    let by = [segment.author, segment.date].compactMap { $0 }.joined(separator: ", ")
    return .fields([
      "text": .text(segment.text), "by": .text(by), "isInserted": .flag(segment.isAddition),
      "isDeleted": .flag(segment.isRemoval), "isPlain": .flag(segment.change == nil),
    ])
  }
}
