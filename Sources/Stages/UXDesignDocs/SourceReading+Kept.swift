import Core
import Documents
import Formats
import FoundationEssentials

/// How a reading is kept: a line each for format, title, counts, findings and included files, then
/// the nodes' lines as they are. Two thousand are taken up again within milliseconds, because JSON is
/// decoded for those only that have findings.
extension SourceReading {
  /// The reading as it is kept; `nil` for one that cannot be.
  var kept: Data? {
    let title = document?.title ?? ""
    guard !title.contains(where: \.isNewline) else { return nil }
    let counts = (document?.counts ?? [:]).sorted { $0.key < $1.key }
    let head = [
      document?.format.rawValue ?? "", title,
      counts.map { "\($0.key) \($0.value)" }.joined(separator: " "),
    ]
    guard let findings = findings.isEmpty ? Data() : try? CanonicalJSON.line(findings),
      let included = included.isEmpty ? Data() : try? CanonicalJSON.line(included)
    else { return nil }
    var data = Data()
    for part in head.map({ Data($0.utf8) }) + [findings, included] {
      data.append(part)
      data.append(UInt8(ascii: "\n"))
    }
    return data + lines
  }

  /// A reading that was kept; `nil` where the bytes are none.
  init?(kept data: Data) {
    var rest = data[...]
    var head: [Data] = []
    while head.count < 5 {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      head.append(rest[..<end])
      rest = rest[rest.index(after: end)...]
    }
    let decoder = JSONDecoder()
    findings = []
    included = [:]
    do {
      if !head[3].isEmpty { findings = try decoder.decode([Finding].self, from: Data(head[3])) }
      if !head[4].isEmpty {
        included = try decoder.decode([String: Digest?].self, from: Data(head[4]))
      }
    } catch {
      return nil
    }
    let text = head[..<3].map { String(decoding: $0, as: UTF8.self) }
    let words = text[2].split(separator: " ")
    var counts: [String: Int] = [:]
    for (kind, count) in zip(words, words.dropFirst()).enumerated().filter({ $0.offset % 2 == 0 })
      .map(\.element)
    {
      counts[String(kind)] = Int(count)
    }
    document =
      text[0].isEmpty
      ? nil
      : Summary(format: DocumentFormat(rawValue: text[0]), title: text[1], counts: counts)
    lines = rest
  }
}
