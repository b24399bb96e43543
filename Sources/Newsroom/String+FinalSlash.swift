extension String {
  /// A path without the slashes at its end; the root of all files stays.
  var withoutFinalSlash: String {
    var path = self
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
