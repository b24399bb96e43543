import ArgumentParser
import Core
import Documents
import Newsroom

/// `colophon document read`.
struct DocumentRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Count what is read from documents, kind by kind; or print every node.")

  @OptionGroup var options: DocumentOptions

  @Flag(help: "Print every node: where it stands, what it is, what it says.")
  var nodes = false

  /// What is said of one document.
  private struct Report: Encodable {
    var file: String
    var format: String?
    var title: String?
    var partOf: String?
    var counts: [String: Int]
    var nodes: [DesignNode]?
    var findings: [Finding]

    init(_ entry: DocumentShelf.Entry, hasNodes: Bool) {
      file = entry.file
      format = entry.document?.format.rawValue
      title = entry.document?.title
      partOf = entry.partOf
      counts = Dictionary(
        uniqueKeysWithValues: (entry.document?.counts ?? [:]).map { ($0.key.rawValue, $0.value) })
      nodes = hasNodes ? entry.document?.nodes : nil
      findings = entry.findings
    }
  }

  func run() async throws {
    let entries = try await options.read()
    let output = options.output
    try output.answer(entries.map { Report($0, hasNodes: nodes) }) {
      if nodes { return listing(entries) }
      let table = table(entries).text(output, isPathFirst: true)
      return entries.count > 1 ? "\(table)\n\(Self.sum(of: entries))" : table
    }
    talk(of: entries, output)
    if entries.contains(where: \.isUnread) { throw ExitCodes.findings }
  }

  /// Prints what was found in a file; of many, only what could not be read, and the others' sum.
  private func talk(of entries: [DocumentShelf.Entry], _ output: Output) {
    let findings = entries.flatMap(\.findings)
    output.talk(entries.count == 1 ? findings : findings.filter(\.isBlocking))
    guard entries.count > 1, !output.isJSON else { return }
    let leftOut = entries.filter(\.isLeftOut).map(\.file)
    if !leftOut.isEmpty {
      let more = leftOut.count > 8 ? " and \(leftOut.count - 8) more" : ""
      output.note(
        "Left out, of no format that is read: \(leftOut.prefix(8).joined(separator: ", "))\(more).")
    }
    let others = entries.filter { !$0.isLeftOut }.flatMap(\.findings).filter { !$0.isBlocking }
    guard !others.isEmpty else { return }
    let counts = Dictionary(others.map { ($0.rule, 1) }, uniquingKeysWith: +)
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    output.note(
      "Notices: " + sorted.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        + ". `colophon document check` names each.")
  }

  private func table(_ entries: [DocumentShelf.Entry]) -> Table {
    var table = Table("FILE", "FORMAT", "NODES", "NOTICES", "READ")
    for entry in entries {
      let isPart = entry.partOf != nil
      table.add(
        entry.file, entry.document?.format.rawValue ?? "-",
        isPart ? "-" : entry.document.map { "\($0.nodeCount)" } ?? "-",
        isPart ? "-" : "\(entry.findings.count)", entry.readInWords)
    }
    return table
  }

  /// `12 documents, 3 parts of them, 1 left out, 1 not read: 400 nodes, 2 notices.`
  private static func sum(of entries: [DocumentShelf.Entry]) -> String {
    let wholes = entries.filter { $0.partOf == nil }
    let parts = entries.count - wholes.count
    let counts = [
      (parts, parts == 1 ? "part of them" : "parts of them"),
      (entries.count(where: \.isLeftOut), "left out"),
      (entries.count(where: \.isUnread), "not read"),
    ]
    let files =
      [wholes.count { $0.document != nil }.counted("document")]
      + counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let nodes = wholes.reduce(0) { $0 + ($1.document?.nodeCount ?? 0) }
    let notices = wholes.reduce(0) { $0 + $1.findings.count }
    return files.joined(separator: ", ")
      + ": \(nodes.counted("node")), \(notices.counted("notice"))."
  }

  private func listing(_ entries: [DocumentShelf.Entry]) -> String {
    entries.flatMap { entry in
      (entry.partOf == nil ? entry.document?.nodes ?? [] : []).map { node in
        let kind = node.kind.rawValue + (node.role.map { ":\($0)" } ?? "")
        let part = node.part.map { "!\($0)" } ?? ""
        let column = node.column.map { ":\($0)" } ?? ""
        let key = node.key.map { " [\($0)]" } ?? ""
        let translation = node.translation.map { " → \($0.language): \($0.text)" } ?? ""
        return "\(entry.file(of: node))\(part):\(node.line)\(column): \(kind)\(key): "
          + node.text(.marked) + translation
      }
    }.joined(separator: "\n")
  }
}

extension ReadDocument {
  /// `12 sections, 40 paragraphs`: the kinds in their order, each counted.
  fileprivate var countsInWords: String {
    let counts = counts
    return DesignNode.Kind.allCases.compactMap { kind in
      counts[kind].map { $0.counted(kind == .code ? "code block" : kind.words) }
    }.joined(separator: ", ")
  }
}

extension DocumentShelf.Entry {
  /// What came of the file, in words.
  fileprivate var readInWords: String {
    if let partOf { return "part of \(partOf)" }
    if let document { return document.nodeCount == 0 ? "no text" : document.countsInWords }
    return isLeftOut ? "left out" : "not read"
  }
}
