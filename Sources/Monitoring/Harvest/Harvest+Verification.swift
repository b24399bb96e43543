public import Core
import Formats
public import FoundationEssentials

extension Harvest {
  /// Whether harvested examples are what their conversations give, by the files alone: the gateway's own
  /// are not needed.
  ///
  /// - Parameters:
  ///   - files: the examples and the conversations, by ``Harvest``'s names for them.
  ///   - display: what findings call a file, by its name.
  /// - Returns: a finding for each line that is not what it was made of; none where all is well.
  public static func verify(
    _ files: [String: Data], display: (String) -> String = { $0 }
  ) -> [Finding] {
    var findings: [Finding] = []
    let name = display(conversationsName)
    var conversations: [(digest: Digest, conversation: HarvestedConversation)?] = []
    for (index, line) in lines(of: files[conversationsName]).enumerated() {
      let read = try? JSONDecoder().decode(HarvestedConversation.self, from: line)
      conversations.append(read.map { (digest: Digest(of: line), conversation: $0) })
      if read == nil {
        findings.append(.changed("the line is no conversation", at: name, index + 1))
      }
    }
    for file in [chatsName, preferencesName] {
      for (index, line) in lines(of: files[file]).enumerated() {
        if let fault = fault(of: line, conversations) {
          findings.append(.changed(fault, at: display(file), index + 1))
        }
      }
    }
    if let report = files[reportName] {
      findings += missing(report, from: files).map {
        .changed($0, at: display(reportName), nil)
      }
    }
    return findings
  }

  /// What of a report says how many lines there are.
  private struct Counts: Decodable {
    var chats: Int
    var preferences: Int
  }

  /// What a report counts and no file holds: whoever replaces files and is killed leaves it so.
  private static func missing(_ report: Data, from files: [String: Data]) -> [String] {
    guard let counts = try? JSONDecoder().decode(Counts.self, from: report) else {
      return ["the report is none"]
    }
    return [(chatsName, counts.chats), (preferencesName, counts.preferences)].compactMap {
      name, count in
      count > 0 && files[name] == nil ? "\(count) examples of \(name) are missing" : nil
    }
  }

  private static func lines(of data: Data?) -> [Data] {
    var lines = (data ?? Data()).split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { Data($0) }
  }

  private static func fault(
    of data: Data,
    _ conversations: [(digest: Digest, conversation: HarvestedConversation)?]
  ) -> String? {
    guard let line = try? JSONDecoder().decode(HarvestLine.self, from: data),
      let source = line.sources.first
    else { return "the line is no harvested example" }
    guard conversations.indices.contains(source.line - 1),
      let found = conversations[source.line - 1]
    else { return "its conversation is not in line \(source.line)" }
    guard found.digest == source.digest, found.conversation.id == line.group else {
      return "the conversation in line \(source.line) is not the one it was made of"
    }
    guard let call = found.conversation.calls.first(where: { $0.call == source.node }) else {
      return "its conversation has no call '\(source.node)'"
    }
    let made = call.examples(isAfterBadAnswer: false).map {
      HarvestLine($0, group: line.group, sources: line.sources)
    }
    return made.contains(line) ? nil : "the call '\(call.call)' gives another example"
  }
}

extension Finding {
  fileprivate static func changed(_ fault: String, at file: String, _ line: Int?) -> Finding {
    MonitoringRule.harvestChanged.finding(
      at: SourcePlace(file, line: line), "what was harvested was changed: \(fault)",
      remedy: "Take the files back from Git, or harvest again; corrections belong into feedback.")
  }
}
