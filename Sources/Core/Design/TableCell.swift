/// One cell of a table's row.
public struct TableCell: Codable, Hashable, Sendable {
  /// The text, white space folded.
  public var text: String
  /// How many columns it spans, from 1.
  public var columns: Int
  /// How many rows it spans, from 1.
  public var rows: Int
  /// Whether it heads its column or row.
  public var isHeader: Bool

  public init(_ text: String, columns: Int = 1, rows: Int = 1, isHeader: Bool = false) {
    self.text = text
    self.columns = columns
    self.rows = rows
    self.isHeader = isHeader
  }
}
