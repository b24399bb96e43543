public import Core
import Formats
public import FoundationEssentials

/// The figures of a job's steps, from the file that the server writes: CSV (RFC 4180) with a row of
/// names, as plain text or, as OpenAI sends it, in Base64.
public struct StepMetrics: Hashable, Sendable {
  /// One step.
  public struct Row: Hashable, Sendable {
    /// From 1.
    public var step: Int
    /// By the column's name; an empty cell is none.
    public var figures: [String: Double]
  }

  /// In the order of the file.
  public private(set) var rows: [Row] = []
  /// What could not be read.
  public private(set) var findings: [Finding] = []

  /// The file as text, where it is one.
  public private(set) var text: String?
  private let file: String

  /// Reads a file; what is no row is a finding, and left out.
  ///
  /// - Parameter file: what findings call it.
  public init(_ data: Data, file: String) {
    self.file = file
    guard let text = Self.text(of: data) else {
      add(nil, "the file is no table of steps")
      return
    }
    self.text = text
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == names.count else {
        add(index + 1, "the row has \(cells.count) cells, and the table \(names.count) columns")
        continue
      }
      read(names, cells, line: index + 1)
    }
  }

  private mutating func read(_ names: [String], _ cells: [Substring], line: Int) {
    guard let step = Int(cells[0]), (0...(1 << 53)).contains(step) else {
      return add(line, "'\(cells[0].prefix(40))' is no step")
    }
    var figures: [String: Double] = [:]
    for (name, cell) in zip(names, cells).dropFirst() where !cell.isEmpty {
      guard let number = Double(cell), number.isFinite else {
        return add(line, "'\(cell.prefix(40))' in the column '\(name)' is no number")
      }
      figures[name] = number
    }
    rows.append(Row(step: step, figures: figures))
  }

  private mutating func add(_ line: Int?, _ message: String) {
    guard findings.count < HostedExamples.mostFindings else { return }
    findings.append(
      HostedTuningRule.resultsWrong.finding(
        at: SourcePlace(file, line: line), message,
        remedy: "Nothing needs doing: it is left out, and the job's events tell the figures."))
  }

  private static func text(of data: Data) -> String? {
    func table(_ data: Data) -> String? {
      guard let text = String(validating: data, as: UTF8.self) else { return nil }
      let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
      let names = plain.prefix { !$0.isNewline }
      return names.hasPrefix("step,") ? plain : nil
    }
    if let text = table(data) { return text }
    return Data(base64Encoded: data, options: .ignoreUnknownCharacters).flatMap(table)
  }
}
