import Core

/// A text of a page under way, and what is found in it that has nodes of its own.
struct WikiRun {
  /// A node that follows the text it was found in.
  struct Beside {
    var kind: DesignNode.Kind
    var role: String?
    var text: String
    var path: String
    var line: Int
    var column: Int?
    var links: [TextLink]?
    var remark: Remark?
  }

  var text = ""
  var links: [TextLink] = []
  var beside: [Beside] = []
}
