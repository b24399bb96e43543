/// Where the Python environments of trainers are kept for one user, who need not make them for each
/// desk.
enum PythonCache {
  /// `colophon` in the cache folder that the XDG Base Directory specification gives the user.
  static var folder: String {
    let environment = CommandLineTool.environment
    let named = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (named ?? "\(environment["HOME"] ?? "")/.cache") + "/colophon"
  }
}
