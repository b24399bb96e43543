import Core
import FoundationEssentials

/// A text with variables of the item or the sample: `{{item.label}}`, `{{ sample.output_text }}`,
/// `{{sample.output_tools[0].function.name}}`.
public struct GraderTemplate: Hashable, Sendable {
  enum Namespace: String, Sendable { case item, sample }
  enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
  }
  enum Part: Hashable, Sendable {
    case text(String)
    case variable(Namespace, [Step], written: String)
  }

  let parts: [Part]

  /// - Throws: ``EvaluationError`` where a variable cannot be read.
  public init(_ text: String) throws(EvaluationError) {
    var parts: [Part] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "{{") {
      if start.lowerBound > rest.startIndex {
        parts.append(.text(String(rest[..<start.lowerBound])))
      }
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        throw EvaluationError(
          .malformedGrader, "'{{' is not closed in '\(text)'",
          remedy: "Write variables as {{item.name}} or {{sample.output_text}}.")
      }
      parts.append(try Self.variable(String(rest[start.upperBound..<end.lowerBound])))
      rest = rest[end.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The text with the values of its variables.
  ///
  /// - Throws: ``MissingVariable`` where one has none.
  func text(for sample: GradedSample) throws(MissingVariable) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .variable(let namespace, let steps, let written):
        let root = namespace == .item ? sample.item : sample.sample
        guard let value = Self.value(root, steps), value != .null else {
          throw MissingVariable(name: written, isOfItem: namespace == .item)
        }
        result += Self.text(value)
      }
    }
    return result
  }

  private static func value(_ root: JSONValue, _ steps: [Step]) -> JSONValue? {
    var value = root
    for step in steps {
      let next: JSONValue? =
        switch step {
        case .member(let name): value[name]
        case .element(let index):
          value.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }

  /// A text as it is, anything else as JSON.
  private static func text(_ value: JSONValue) -> String {
    if let text = value.text { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func variable(_ written: String) throws(EvaluationError) -> Part {
    let name = written.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let error = EvaluationError(
      .malformedGrader, "'{{\(written)}}' is no variable of an item or a sample",
      remedy: "Write {{item.name}} or {{sample.output_text}}; elements of a list as [0].")
    let pieces = name.split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count > 1, let namespace = Namespace(rawValue: String(pieces[0])) else {
      throw error
    }
    var steps: [Step] = []
    for piece in pieces.dropFirst() {
      let indices = piece.split(separator: "[", omittingEmptySubsequences: false)
      guard let member = indices.first, !member.isEmpty else { throw error }
      steps.append(.member(String(member)))
      for index in indices.dropFirst() {
        guard index.last == "]", let number = Int(index.dropLast()), number >= 0 else {
          throw error
        }
        steps.append(.element(number))
      }
    }
    return .variable(namespace, steps, written: name)
  }
}
