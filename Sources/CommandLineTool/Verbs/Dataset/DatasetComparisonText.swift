import Core
import Datasets
import Documents
import Newsroom

/// Two datasets' comparison as a person reads it.
struct DatasetComparisonText {
  private let comparison: DatasetComparison
  private let output: Output

  init(_ comparison: DatasetComparison, _ output: Output) {
    self.comparison = comparison
    self.output = output
  }

  var text: String {
    var lines = [sum]
    var group: String?
    for entry in comparison.entries {
      if entry.group != group {
        group = entry.group
        lines += ["", output.styled(entry.group, .bold)]
      }
      lines.append(head(of: entry))
      lines += entry.reasons.map { "    \(Self.words(of: $0, for: entry.change))" }
      lines += body(of: entry).map { "    \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private var sum: String {
    let unchanged = comparison.counts["unchanged"] ?? 0
    guard !comparison.isEqual else { return "No difference in \(unchanged.counted("example"))." }
    let parts = DatasetComparison.Change.allCases.compactMap { change in
      comparison.counts[change.rawValue].map { "\($0) \(change.rawValue)" }
    }
    return (parts + ["\(unchanged) unchanged"]).joined(separator: ", ")
  }

  private func head(of entry: DatasetComparison.Entry) -> String {
    let ids = [entry.old?.id, entry.new?.id].compactMap { $0 }
    let named = Set(ids).count == 1 ? ids[0] : ids.joined(separator: " → ")
    let kind = entry.kind == .preference ? ", preference" : ""
    return "\(mark(entry.change)) \(named)  \(entry.recipe)\(kind)  "
      + output.styled(place(of: entry), .dim)
  }

  private func place(of entry: DatasetComparison.Entry) -> String {
    let sides = [entry.old, entry.new].compactMap { $0 }.map { "\($0.split.rawValue):\($0.line)" }
    let source = (entry.new ?? entry.old)?.sources.first
    let from = source.map { "\($0.document):\($0.line)" } ?? entry.group
    return "\(from)  \(sides.joined(separator: " → "))"
  }

  private func mark(_ change: DatasetComparison.Change) -> String {
    switch change {
    case .added: output.styled("+", .green)
    case .removed: output.styled("-", .red)
    case .changed: output.styled("~", .yellow)
    case .moved: output.styled(">", .yellow)
    }
  }

  // MARK: What it says

  private func body(of entry: DatasetComparison.Entry) -> [String] {
    let old = entry.old?.messages.last?.content ?? ""
    let new = entry.new?.messages.last?.content ?? ""
    switch entry.change {
    case .added: return [output.styled(Self.clipped(new), .green)]
    case .removed: return [output.styled(Self.clipped(old), .red)]
    case .moved: return [Self.clipped(new)]
    case .changed: return changes(entry, from: old, to: new)
    }
  }

  /// The messages that changed, each with its words marked.
  private func changes(
    _ entry: DatasetComparison.Entry, from old: String, to new: String
  ) -> [String] {
    let asked = [entry.old, entry.new].map { side in
      (side?.messages.dropLast() ?? []).map(\.content).joined(separator: "\n")
    }
    let said = [
      (asked[0], asked[1]), (old, new), (entry.old?.rejected ?? "", entry.new?.rejected ?? ""),
    ]
    return said.filter { $0.0 != $0.1 }.flatMap { marked($0.0, $0.1) }
  }

  private func marked(_ old: String, _ new: String) -> [String] {
    MarkedWords(WordChange.changes(from: old, to: new), output).text
      .split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func clipped(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 88 ? line : line.prefix(87) + "…"
  }

  // MARK: Why

  private static func words(
    of reason: DatasetComparison.Reason, for change: DatasetComparison.Change
  ) -> String {
    let isAdded = change == .added
    switch reason.cause {
    case .sourceChanged: return "its source changed: \(reason.detail)"
    case .sourceGone: return "its source is gone: \(reason.detail)"
    case .sourceNew: return "its source is new: \(reason.detail)"
    case .sourceUnused:
      return isAdded
        ? "no example was made of its source before: \(reason.detail)"
        : "no example is made of its source now, which changed or is gone: \(reason.detail)"
    case .recipe: return "the recipe changed: \(reason.detail)"
    case .instruction: return "the template or the brief words it otherwise: \(reason.detail)"
    case .review: return "reviewed: \(reason.detail)"
    case .duplicate:
      return
        "it \(isAdded ? "repeated" : "repeats") an example that \(isAdded ? "stayed" : "stays"): "
        + reason.detail
    case .rule: return isAdded ? "no more \(reason.detail)" : reason.detail
    case .regrouped: return "moved: \(reason.detail)"
    case .unknown: return "why is not known"
    }
  }
}
