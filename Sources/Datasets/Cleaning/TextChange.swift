/// One passage of a text that cleaning has changed.
public struct TextChange: Hashable, Sendable {
  /// The rules that changed it, sorted.
  public var rules: [CleaningRule]
  /// Where it stood in the text as it was, in bytes of UTF-8.
  public var range: Range<Int>
  /// What stands there now.
  public var replacement: String
}
