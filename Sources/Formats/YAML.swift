public import Core
public import FoundationEssentials
import Yams

/// The one way YAML is read (YAML 1.2 through Yams): into a type that names its keys, never untyped,
/// and never with a key that the type does not have.
public enum YAML {
  /// Reads a YAML mapping.
  ///
  /// - Parameters:
  ///   - data: UTF-8.
  ///   - file: what messages call it.
  ///   - firstLine: the line of `file` that the YAML starts on.
  /// - Throws: ``YAMLError`` with line and column, for malformed YAML, a duplicate or unknown key, a
  ///   missing or ill-typed value.
  public static func read<Value: Decodable & YAMLMapping>(
    _ type: Value.Type, from data: Data, file: String, firstLine: Int = 1
  ) throws(YAMLError) -> Value {
    func place(_ mark: Mark?) -> SourcePlace {
      SourcePlace(file, line: (mark?.line ?? 1) + firstLine - 1, column: mark?.column ?? 1)
    }
    let text = String(decoding: data, as: UTF8.self)
    let node: Node
    do {
      guard let composed = try Yams.compose(yaml: text) else {
        throw YAMLError(place: place(nil), message: "the YAML is empty")
      }
      node = composed
    } catch let error as YAMLError {
      throw error
    } catch let error as Yams.YamlError {
      throw YAMLError(error, file: file, firstLine: firstLine)
    } catch {
      throw YAMLError(place: place(nil), message: "\(error)")
    }
    guard let mapping = node.mapping else {
      throw YAMLError(place: place(node.mark), message: "a mapping (`key: value` lines) is wanted")
    }
    for (key, _) in mapping {
      let name = key.string ?? ""
      guard Value.keys.contains(name) else {
        throw YAMLError(
          place: place(key.mark),
          message: "unknown key '\(name)'; the keys are \(Value.keys.joined(separator: ", "))")
      }
    }
    do {
      return try YAMLDecoder().decode(Value.self, from: node)
    } catch let error as DecodingError {
      let (path, message) = YAMLError.explain(error)
      throw YAMLError(place: place(YAMLError.mark(of: path, in: node)), message: message)
    } catch {
      throw YAMLError(place: place(nil), message: "\(error)")
    }
  }

  /// Where the parts of a YAML file stand; the file is one that was read without error.
  public static func places(in data: Data, file: String) -> YAMLPlaces {
    YAMLPlaces(
      file: file, root: try? Yams.compose(yaml: String(decoding: data, as: UTF8.self)))
  }

  /// Writes a value as YAML, keys sorted, two spaces deep.
  public static func write(_ value: some Encodable) throws -> Data {
    let encoder = YAMLEncoder()
    encoder.options.sortKeys = true
    encoder.options.indent = 2
    encoder.options.width = 96
    encoder.options.allowUnicode = true
    let text = try encoder.encode(value)
    // Yams writes 90.0 as 9e+1, which nobody does.
    guard text.contains("e+") || text.contains("e-"), let node = try Yams.compose(yaml: text) else {
      return Data(text.utf8)
    }
    let plain = try Yams.serialize(
      node: plainNumbers(node), indent: 2, width: 96, allowUnicode: true, sortKeys: true)
    return Data(plain.utf8)
  }

  /// The node with each number written as people do.
  private static func plainNumbers(_ node: Node) -> Node {
    switch node {
    case .mapping(var mapping):
      for (key, value) in mapping { mapping[key] = plainNumbers(value) }
      return .mapping(mapping)
    case .sequence(var sequence):
      for index in sequence.indices { sequence[index] = plainNumbers(sequence[index]) }
      return .sequence(sequence)
    case .scalar(var scalar):
      guard scalar.style == .plain, scalar.string.contains("e"), let number = Double(scalar.string)
      else { return node }
      scalar.string = plain(number)
      return .scalar(scalar)
    case .alias: return node
    }
  }

  /// A number by its shortest digits: a whole one without a fraction.
  private static func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Where the parts of a YAML file stand.
public struct YAMLPlaces {
  let file: String
  let root: Node?

  /// The place of a value, or of the deepest one on the way to it.
  ///
  /// - Parameter path: keys, and items' indexes from 0.
  public func place(of path: [String]) -> SourcePlace {
    guard var node = root else { return SourcePlace(file) }
    for key in path {
      if let items = node.sequence, let index = Int(key), items.indices.contains(index) {
        node = items[index]
      } else if let value = node.mapping?[Node(key)] {
        node = value
      } else {
        break
      }
    }
    return SourcePlace(file, line: node.mark?.line, column: node.mark?.column)
  }
}

/// A type read from a YAML mapping: it names the keys it knows.
public protocol YAMLMapping {
  static var keys: [String] { get }
}

/// Why YAML could not be read.
public struct YAMLError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The line and column at fault.
  public var place: SourcePlace
  /// What is wrong there, one clause.
  public var message: String

  public var description: String { "\(place): \(message)" }

  init(place: SourcePlace, message: String) {
    self.place = place
    self.message = message
  }

  init(_ error: Yams.YamlError, file: String, firstLine: Int) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      place = SourcePlace(file, line: mark.line + firstLine - 1, column: mark.column)
      message = "the YAML is malformed: \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.compactMap { $0 }.map { "\($0)" }.joined(separator: ", ")
      place = SourcePlace(
        file, line: context.mark.line + firstLine - 1, column: context.mark.column)
      message = "a key stands twice: \(names)"
    default:
      place = SourcePlace(file, line: firstLine)
      message = "the YAML is malformed: \(error)"
    }
  }

  static func explain(_ error: DecodingError) -> (path: [any CodingKey], message: String) {
    switch error {
    case .keyNotFound(let key, let context):
      (context.codingPath, "the key '\(key.stringValue)' is missing")
    case .valueNotFound(_, let context):
      (context.codingPath, "'\(name(context.codingPath))' has no value")
    case .typeMismatch(let type, let context):
      (context.codingPath, "'\(name(context.codingPath))' is not a \(type)")
    case .dataCorrupted(let context):
      (context.codingPath, "'\(name(context.codingPath))': \(context.debugDescription)")
    @unknown default:
      ([], "\(error)")
    }
  }

  private static func name(_ path: [any CodingKey]) -> String {
    path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
  }

  /// The mark of the node at a path, or of the deepest one on the way.
  static func mark(of path: [any CodingKey], in node: Node) -> Mark? {
    var node = node
    for key in path {
      if let index = key.intValue, let items = node.sequence, items.indices.contains(index) {
        node = items[index]
      } else if let value = node.mapping?[Node(key.stringValue)] {
        node = value
      } else {
        break
      }
    }
    return node.mark
  }
}
