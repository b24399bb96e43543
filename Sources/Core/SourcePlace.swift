/// A place in a file: path, line and column, both counted from 1.
public struct SourcePlace: Codable, CustomStringConvertible, Hashable, Sendable {
  /// The path as the user would type it.
  public var file: String
  public var line: Int?
  public var column: Int?
  /// The bytes of the file before the place; only where a file is checked byte by byte.
  public var byteOffset: Int?

  public init(_ file: String, line: Int? = nil, column: Int? = nil, byteOffset: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }

  /// `file`, `file:line` or `file:line:column`.
  public var description: String {
    var text = file
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    }
    return text
  }
}
