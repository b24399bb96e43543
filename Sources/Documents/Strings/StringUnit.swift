import Core

/// One string of a table, as its reader found it.
struct StringUnit {
  /// The name under which the program finds it.
  var key: String?
  var text: InterfaceText
  /// The control, as far as the table says.
  var role: String?
  var path: String
  var line: Int
  /// The translation, its language and its state.
  var target: InterfaceText?
  var language: String?
  var state: String?
  /// The most characters there is room for.
  var room: Int?
}
